// Typing on the writer's behalf: what goes in this way can be undone with Ctrl+Z, unlike an assignment to .value.

export function typeInto(field, text, start = field.selectionStart, end = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(start, end);
  if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

// Puts `prefix` before every line that the selection touches, or takes it off when all of them have it.
// What else the line begins with and `others` matches (another heading, say) is replaced.
export function toggleLines(field, prefix, others = /^/) {
  const from = field.value.slice(0, field.selectionStart).lastIndexOf("\n") + 1;
  const stop = field.value.indexOf("\n", field.selectionEnd);
  const to = stop < 0 ? field.value.length : stop;
  const before = field.value.slice(from, to);
  const lines = before.split("\n");
  const off = lines.every((line) => line.startsWith(prefix));
  const after = lines
    .map((line) => (off ? line.slice(prefix.length) : prefix + line.replace(others, "")))
    .join("\n");
  const fromEnd = field.value.length - field.selectionEnd;
  typeInto(field, after, from, to);
  const caret = Math.max(from, field.value.length - fromEnd);
  field.setSelectionRange(lines.length > 1 ? from : caret, caret);
}
