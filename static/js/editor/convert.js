// HTML from a clipboard (Word, Google Docs, LibreOffice, a web page) to the Markdown that our texts know.

import TurndownService from "../../vendor/turndown/turndown.js";
import { LETTERS } from "./letters.js";
import { tidyUp } from "./tidy.js";

const TOP = 3; // a text's highest heading, as the page has the ones above
const STRUCTURE = "h1, h2, h3, h4, h5, h6, strong, em, a, li, blockquote, pre, code, br, p + p";

const service = new TurndownService({
  headingStyle: "atx",
  bulletListMarker: "-",
  emDelimiter: "*",
  codeBlockStyle: "fenced",
  hr: "---",
});

// Turndown escapes whatever could mean something; in a plain text area that is hard to read. So only what would.
service.escape = (text) =>
  text
    .replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\")
    .replace(/([*`])/g, "\\$1")
    .replace(/(^|[^\p{L}\p{N}])(_+)(?=\S)|(_+)(?=[^\p{L}\p{N}_]|$)/gu, (all, before, first, last) =>
      first ? `${before}${first.replace(/_/g, "\\_")}` : last.replace(/_/g, "\\_"),
    )
    .replace(/\[(?=[^\]]*\][([])/g, "\\[")
    .replace(/<(?=[a-z/!?])/gi, "\\<")
    .replace(/&(?=#?\w+;)/g, "\\&")
    .replace(/^(\s*)(#{1,6}(?=\s|$)|[-+>](?=\s|$)|=+(?=\s*$)|-{2,}(?=\s*$)|~{3,})/gm, "$1\\$2")
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/gm, "$1\\$2");

service.addRule("listItem", {
  filter: "li",
  replacement(content, item) {
    const list = item.parentNode;
    const items = [...list.children].filter((child) => child.nodeName === "LI");
    const number = Number(list.getAttribute("start") || 1) + items.indexOf(item);
    const letter = items.length > 1 && LETTERS[list.getAttribute("type")]?.(number); // one alone is no list to the page
    const mark = list.nodeName !== "OL" ? "- " : letter ? `${letter}) ` : `${number}. `;
    const inside = content.trim().replace(/\n(?=[^\n])/g, `\n${" ".repeat(mark.length)}`);
    return `${mark}${inside}${item === items.at(-1) ? "" : "\n"}`;
  },
});

service.addRule("bareLink", {
  filter: (node) =>
    node.nodeName === "A" &&
    /^(https?|mailto):/.test(node.textContent) &&
    node.textContent === node.getAttribute("href"),
  replacement: (_, link) => `<${link.getAttribute("href")}>`,
});

// The Markdown of `html`; "" when it says no more than its plain text does.
export function toMarkdown(html) {
  const body = tidyUp(html, TOP);
  if (!body.querySelector(STRUCTURE)) return "";
  return service
    .turndown(body)
    .replace(/(?: {2}\n){2,}/g, "\n\n")
    .replace(/ {2}\n(?=\n|$)/g, "\n")
    .replace(/^([> ]*>) +$/gm, "$1")
    .replace(/\n{3,}/g, "\n\n");
}
