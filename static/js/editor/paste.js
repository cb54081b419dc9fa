// Pasting: text with structure goes in as Markdown. Plain text, and Ctrl+Shift+V, stay as the browser does them.

import { toMarkdown } from "./convert.js";
import { typeInto } from "./typing.js";

export function pasteAsMarkdown(event) {
  const html = event.clipboardData?.getData("text/html");
  const markdown = html && toMarkdown(html);
  if (!markdown) return;
  event.preventDefault();
  const field = event.currentTarget;
  const [start, end] = [field.selectionStart, field.selectionEnd];
  typeInto(field, apart(field.value.slice(0, start), markdown, field.value.slice(end)));
}

// Headings, lists and several paragraphs need an empty line between them and the text around them.
function apart(before, markdown, after) {
  if (!/\n|^(#{1,6} |[-*>] |\d+[.)] )/.test(markdown)) return markdown;
  const gap = (text, breaks) => (text.trim() ? "\n".repeat(Math.max(0, 2 - breaks.length)) : "");
  return gap(before, before.match(/\n*$/)[0]) + markdown + gap(after, after.match(/^\n*/)[0]);
}
