// A toolbar and a preview for a Markdown text area; what is pasted from a word processor becomes Markdown.

import "../../vendor/markdown-toolbar-element/markdown-toolbar-element.js";
import { sign } from "./icons.js";
import { pasteAsMarkdown } from "./paste.js";
import { toggleLines } from "./typing.js";

// label, sign, and what markdown-toolbar-element calls it (it knows how to wrap words and number lists)
const BUTTONS = [
  ["Bold", "bold", "bold"],
  ["Italic", "italic", "italic"],
  ["Heading", "heading", "own-heading"],
  ["Link", "link", "link"],
  ["Bulleted list", "bullets", "unordered-list"],
  ["Numbered list", "numbers", "ordered-list"],
  ["Quote", "quote", "own-quote"],
];
// Ours work on whole lines, wherever in them the cursor stands.
const OWN = {
  "own-heading": (field) => toggleLines(field, "### ", /^#{1,6} +/),
  "own-quote": (field) => toggleLines(field, "> "),
};
const KEYS = { b: "bold", i: "italic", k: "link" };
const IS_MAC = /Mac|iP/.test(navigator.platform);

const make = (tag, properties = {}, attributes = {}) => {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

function toolbarFor(field, label) {
  const toolbar = make(
    "markdown-toolbar",
    { className: "markdown-editor__toolbar" },
    { for: field.id, "aria-label": `Format: ${label}` },
  );
  BUTTONS.forEach(([words, name, kind], index) => {
    const key = Object.keys(KEYS).find((k) => KEYS[k] === kind);
    const title = key ? `${words} (${IS_MAC ? "⌘" : "Ctrl+"}${key.toUpperCase()})` : words;
    const button = make(
      "button",
      { type: "button", className: "markdown-editor__button", title, tabIndex: index ? -1 : 0 },
      { "data-md-button": kind, "aria-label": words },
    );
    if (key) button.setAttribute("aria-keyshortcuts", `${IS_MAC ? "Meta" : "Control"}+${key.toUpperCase()}`);
    if (OWN[kind]) button.addEventListener("click", () => OWN[kind](field));
    button.append(sign(name));
    toolbar.append(button);
  });
  field.addEventListener("keydown", (event) => {
    const isCommand = IS_MAC ? event.metaKey : event.ctrlKey; // on a Mac, Ctrl+B and Ctrl+K move the cursor
    const kind = isCommand && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
    if (!kind) return;
    event.preventDefault();
    toolbar.querySelector(`[data-md-button="${kind}"]`).click();
  });
  return toolbar;
}

async function render(field) {
  const form = field.form;
  const answer = await fetch(form.dataset.markdownUrl, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
      text: field.value,
    }),
  });
  if (!answer.ok) throw new Error(`The preview answered ${answer.status}.`);
  return new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes;
}

export function markdownEditor(field) {
  const label = (field.labels[0]?.firstChild?.textContent ?? "Text").trim();
  const editor = make("div", { className: "markdown-editor" });
  const bar = make("div", { className: "markdown-editor__bar" });
  const toolbar = toolbarFor(field, label);
  bar.append(toolbar);
  field.before(editor);
  editor.append(bar, field);
  toolbar.removeAttribute("tabindex"); // the toolbar's first button is the one stop, not the bar itself
  field.addEventListener("paste", pasteAsMarkdown);
  if (!field.form?.dataset.markdownUrl) return;

  const preview = make(
    "div",
    { className: "markdown-editor__preview prose", id: `${field.id}_preview`, hidden: true },
    { role: "region", "aria-live": "polite", "aria-labelledby": `${field.id}_preview_title` },
  );
  // The text's own headings are of the third level, so there has to be a second.
  const title = make("h2", {
    className: "visually-hidden",
    id: `${preview.id}_title`,
    textContent: `Preview: ${label}`,
  });
  preview.append(title);
  const toggle = make(
    "button",
    { type: "button", className: "markdown-editor__toggle", textContent: "Preview" },
    { "aria-controls": preview.id, "aria-label": `Preview: ${label}` },
  );
  editor.append(preview);
  bar.append(toggle);

  const write = () => {
    preview.hidden = true;
    field.hidden = toolbar.hidden = false;
    toggle.textContent = "Preview";
    toggle.setAttribute("aria-label", `Preview: ${label}`);
    field.focus(); // the cursor is where it was
  };
  const look = async () => {
    preview.style.minBlockSize = `${field.offsetHeight}px`; // nothing below jumps
    preview.replaceChildren(title);
    preview.hidden = false;
    field.hidden = toolbar.hidden = true;
    toggle.textContent = "Back to writing";
    toggle.setAttribute("aria-label", `Back to writing: ${label}`);
    let shown;
    try {
      shown = field.value.trim()
        ? await render(field)
        : [make("p", { className: "muted", textContent: "There is nothing to show yet." })];
    } catch {
      shown = [
        make("p", {
          className: "muted",
          textContent: "The preview cannot be shown now. Your text is safe where you wrote it.",
        }),
      ];
    }
    preview.replaceChildren(title, ...shown);
  };
  toggle.addEventListener("click", () => (preview.hidden ? look() : write()));
  // An error that is linked to the text has to find it.
  window.addEventListener("hashchange", () => !preview.hidden && location.hash === `#${field.id}` && write());
}
