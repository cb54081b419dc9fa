// What word processors put on the clipboard, made into plain HTML: formatting by styles becomes elements, lists
// that are only drawn become lists, and what a text here cannot hold goes.

import { numberOf, typeOf } from "./letters.js";

const BLOCK =
  "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, pre, table, section, article, header, footer, main, aside, figure, hr, dl, dt, dd, address, center";
const DROPPED = [
  "script, style, meta, link, title, head, xml, template, noscript, svg, math, iframe, object, form, button, input, select, textarea",
  "img, picture, video, audio, canvas, del, figure > figcaption:only-child",
  ".MsoCommentReference, .MsoCommentText",
].join(", ");

// `html` as the tidy <body> of a document of its own, where nothing runs, loads or is shown. Its headings begin at `top`.
export function tidyUp(html, top) {
  // The Content Security Policy takes offence at styles and event handlers even there, so they are renamed first.
  const harmless = html
    .replace(/<style[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/[\s/](style|on[a-z]+)\s*=/gi, " data-$1="));
  const { body } = new DOMParser().parseFromString(harmless, "text/html");

  drawnLists(body); // first: it reads what the next lines take away
  removeComments(body);
  for (const part of body.querySelectorAll(DROPPED)) part.remove();
  typedLists(body);
  for (const part of body.querySelectorAll("[data-style]"))
    if (styleOf(part)["mso-element"]?.startsWith("comment") || styleOf(part).display === "none")
      part.remove();
  styledText(body);
  namedParagraphs(body);
  links(body);
  tables(body);
  lists(body);
  breaks(body);
  headings(body, top);
  joinNeighbours(body);
  for (const text of textsOf(body))
    text.data = text.data.replace(/\u00a0|\u200b|\ufeff/g, (space) => (space === "\u00a0" ? " " : ""));
  return body;
}

const all = (root, selector) => [...root.querySelectorAll(selector)];
const unwrap = (element) => element.replaceWith(...element.childNodes);

function rename(element, name) {
  const made = element.ownerDocument.createElement(name);
  made.append(...element.childNodes);
  element.replaceWith(made);
  return made;
}

function styleOf(element) {
  const style = {};
  for (const part of (element.dataset?.style ?? "").split(";")) {
    const [name, ...value] = part.split(":");
    if (value.length) style[name.trim().toLowerCase()] = value.join(":").trim().toLowerCase();
  }
  return style;
}

function nodesOf(root, what) {
  const walker = root.ownerDocument.createTreeWalker(root, what);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}
const textsOf = (root) => nodesOf(root, NodeFilter.SHOW_TEXT);

function removeComments(body) {
  for (const comment of nodesOf(body, NodeFilter.SHOW_COMMENT)) comment.remove();
}

// Word draws list items as paragraphs: the level is in a style, the mark in a span that says "Ignore".
function drawnLists(body) {
  let open = []; // the lists that are open, outermost first
  let last = null;
  for (const paragraph of all(body, "p, h1, h2, h3, h4, h5, h6, div")) {
    const level = Number(/(?:^|\s)level(\d)/.exec(styleOf(paragraph)["mso-list"] ?? "")?.[1] ?? 0);
    if (!level || paragraph.querySelector("p, div")) continue;
    const { mark, parts } = markOf(paragraph);
    for (const part of parts) part.remove();
    if (/^h\d$/.test(paragraph.localName)) continue; // a numbered heading is a heading
    const kind = /^[(\s]*(\d+|[a-z]{1,5}|[ivx]{6,7})[.):\]]/i.test(mark) ? "ol" : "ul";
    if (!last || before(paragraph) !== last.top) open = [];
    open.length = Math.min(open.length, level);
    if (open.length === level && open.at(-1).localName !== kind) open.pop();
    const item = body.ownerDocument.createElement("li");
    if (open.length < level) {
      const list = body.ownerDocument.createElement(kind);
      const said = kind === "ol" && /\d+|[a-z]+/i.exec(mark)[0];
      const type = said && !/\d/.test(said) ? typeOf(said) : "";
      const number = type ? numberOf(said, type) : Number(said);
      if (type) list.setAttribute("type", type);
      if (number > 1) list.setAttribute("start", number);
      if (open.length) (open.at(-1).lastElementChild ?? open.at(-1)).append(list);
      else paragraph.before(list);
      while (open.length < level) open.push(list); // a level left out is not made up
    }
    open.at(-1).append(item);
    item.append(...paragraph.childNodes);
    paragraph.remove();
    last = { top: open[0] };
  }
}

// Paragraphs one behind the other that begin with the same mark, or count on: somebody drew a list with the keyboard.
const TYPED = /^[\s\u00a0]*(?:([-–*+•◦▪‣●·])|(\d{1,3})[.)])[\s\u00a0]+(?=\S)/;

function typedLists(body) {
  const markOf = (element) =>
    /^(p|div)$/.test(element?.localName) && !element.querySelector(BLOCK) && TYPED.exec(element.textContent);
  for (const first of all(body, "p, div")) {
    const mark = markOf(first);
    if (!mark || !first.isConnected || first.closest("table, li")) continue;
    const items = [first];
    for (;;) {
      const next = items.at(-1).nextElementSibling;
      const other = markOf(next);
      const goesOn = mark[1] ? other?.[1] === mark[1] : Number(other?.[2]) === Number(mark[2]) + items.length;
      if (!other || !goesOn) break;
      items.push(next);
    }
    if (items.length < 2) continue;
    const list = body.ownerDocument.createElement(mark[1] ? "ul" : "ol");
    if (Number(mark[2]) > 1) list.setAttribute("start", Number(mark[2]));
    first.before(list);
    for (const item of items) {
      cutStart(item, markOf(item)[0].length);
      list.append(rename(item, "li"));
    }
  }
}

function cutStart(element, length) {
  for (const text of textsOf(element)) {
    const cut = Math.min(length, text.data.length);
    text.data = text.data.slice(cut);
    length -= cut;
  }
}

function before(element) {
  let node = element.previousSibling;
  while (
    node &&
    (node.nodeType === Node.COMMENT_NODE || (node.nodeType === Node.TEXT_NODE && !node.data.trim()))
  )
    node = node.previousSibling;
  return node;
}

function markOf(paragraph) {
  const parts = all(paragraph, "[data-style]").filter((part) => styleOf(part)["mso-list"] === "ignore");
  if (parts.length) return { mark: parts[0].textContent.trim(), parts };
  // Some versions say where the mark is only by comments: <!--[if !supportLists]--> mark <!--[endif]-->
  const inside = [];
  let between = false;
  for (const node of nodesOf(paragraph, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_TEXT)) {
    if (node.nodeType === Node.COMMENT_NODE)
      between = /if\s+!supportLists/i.test(node.data) || (between && !/endif/i.test(node.data));
    else if (between) inside.push(node);
  }
  return {
    mark: inside
      .map((text) => text.data)
      .join("")
      .trim(),
    parts: inside,
  };
}

// Google Docs and LibreOffice say bold and italic by style, and wrap everything in a <b> that is not bold.
function styledText(body) {
  for (const old of all(body, "b")) rename(old, "strong").dataset.style = old.dataset.style ?? "";
  for (const old of all(body, "i, cite, dfn, var")) rename(old, "em").dataset.style = old.dataset.style ?? "";
  for (const part of all(body, "strong, em")) {
    const style = styleOf(part);
    const plain =
      part.localName === "strong"
        ? /^(normal|[1-5]00|lighter)$/.test(style["font-weight"])
        : style["font-style"] === "normal";
    if (plain || part.querySelector(BLOCK)) unwrap(part);
  }
  for (const span of all(body, "span, font")) {
    const style = styleOf(span);
    const names = [];
    if (/^(bold|bolder|[6-9]00)$/.test(style["font-weight"])) names.push("strong");
    if (/^(italic|oblique)/.test(style["font-style"])) names.push("em");
    let inner = span;
    for (const name of names.filter((name) => !span.closest(name))) {
      const wrap = body.ownerDocument.createElement(name);
      wrap.append(...inner.childNodes);
      inner.append(wrap);
      inner = wrap;
    }
    unwrap(span);
  }
  for (const part of all(body, "*"))
    if (
      part.localName.includes(":") ||
      /^(u|s|strike|ins|small|big|sup|sub|mark|label|abbr|bdi|bdo|tt|time)$/.test(part.localName)
    )
      unwrap(part);
}

function namedParagraphs(body) {
  for (const title of all(body, "p.MsoTitle")) rename(title, "h1").dataset.title = "yes";
  for (const quote of all(body, "p.MsoQuote, p.MsoIntenseQuote")) {
    const held = before(quote);
    const block =
      held?.localName === "blockquote" && held.dataset.style === "word"
        ? held
        : body.ownerDocument.createElement("blockquote");
    if (block !== held) quote.before(block);
    block.dataset.style = "word";
    block.append(quote);
    for (const em of all(quote, "em")) if (em.textContent.trim() === quote.textContent.trim()) unwrap(em); // the style's own slant
  }
}

// Outlook leads all links over a server of its own; the real address is in one of the wrapper's parameters.
function unwrapped(address) {
  try {
    const { hostname, searchParams } = new URL(address);
    const isWrapper = /(^|\.)safelinks\.protection\.(outlook\.com|office365\.us)$/.test(hostname);
    const real = isWrapper && searchParams.get("url");
    return real && /^https?:\/\/\S+$/i.test(real) ? real : address;
  } catch {
    return address;
  }
}

function links(body) {
  for (const link of all(body, "a")) {
    const address = unwrapped((link.getAttribute("href") ?? "").trim());
    const isEmpty = !link.textContent.trim();
    const isOurs = /^(https?:\/\/|mailto:)\S+$/i.test(address);
    for (const name of link.getAttributeNames()) if (name !== "href") link.removeAttribute(name);
    if (isEmpty) link.remove();
    else if (!isOurs || link.querySelector(BLOCK))
      unwrap(link); // notes, bookmarks, files on somebody's disk
    else link.setAttribute("href", address);
  }
}

// A row becomes a line, "Year | Volumes | Hours".
function tables(body) {
  for (const table of all(body, "table").reverse()) {
    const lines = [];
    for (const row of all(table, "tr")) {
      const cells = [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").trim());
      if (!cells.some(Boolean)) continue;
      const line = body.ownerDocument.createElement("p");
      line.textContent = cells.join(" | ");
      lines.push(line);
    }
    table.replaceWith(...lines);
  }
}

const TYPES = { "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A" };
Object.assign(TYPES, { "lower-roman": "i", "upper-roman": "I" });

function lists(body) {
  for (const list of all(body, "ol")) {
    const drawn = [list, list.querySelector(":scope > li")].map((part) => part && styleOf(part)["list-style-type"]);
    const type = TYPES[drawn.find(Boolean)];
    if (type) list.setAttribute("type", type);
  }
  // Google Docs and LibreOffice put an inner list beside the item it belongs to, not into it.
  for (const list of all(body, "ul > ul, ul > ol, ol > ul, ol > ol")) {
    const item = list.previousElementSibling;
    if (item?.localName === "li") item.append(list);
    else unwrap(list);
  }
  for (const item of all(body, "li")) {
    if (!item.closest("ul, ol"))
      item.replaceWith(
        Object.assign(body.ownerDocument.createElement("p"), { textContent: item.textContent }),
      );
    const paragraphs = [...item.children].filter((child) => /^(p|div)$/.test(child.localName));
    if (paragraphs.length === 1) unwrap(paragraphs[0]);
    if (!item.textContent.trim()) item.remove();
  }
  for (const list of all(body, "ul, ol")) if (!list.children.length) list.remove();
}

function breaks(body) {
  for (const mark of all(body, "br")) {
    const beside = (side) => {
      let node = mark[side];
      while (node?.nodeType === Node.TEXT_NODE && !node.data.trim()) node = node[side];
      return node;
    };
    const [left, right] = [beside("previousSibling"), beside("nextSibling")];
    const isEdge = (node) => !node || (node.nodeType === Node.ELEMENT_NODE && node.matches(BLOCK));
    if (isEdge(left) || isEdge(right)) mark.remove();
  }
}

function headings(body, top) {
  const found = all(body, "h1, h2, h3, h4, h5, h6");
  const levelOf = (heading) => (heading.dataset.title ? 0 : Number(heading.localName[1]));
  for (const heading of found)
    if (!heading.textContent.trim() || heading.closest("li, blockquote, p")) unwrap(heading);
  const kept = found.filter((heading) => heading.isConnected);
  const highest = Math.min(...kept.map(levelOf));
  for (const heading of kept) {
    for (const part of all(heading, "strong, br"))
      part.localName === "br" ? part.replaceWith(" ") : unwrap(part);
    rename(heading, `h${Math.min(6, top + levelOf(heading) - highest)}`);
  }
}

// <strong>one</strong><strong> word</strong> would be four stars in the middle.
function joinNeighbours(body) {
  for (const name of ["strong", "em"]) {
    for (const part of all(body, name)) {
      if (part.querySelector(name)) for (const inner of all(part, name)) unwrap(inner);
      if (!part.isConnected) continue;
      for (;;) {
        const next = part.nextSibling;
        const isGap = next?.nodeType === Node.TEXT_NODE && !next.data.trim() && next.data;
        const other = isGap ? next.nextSibling : next;
        if (other?.localName !== name) break;
        if (isGap) part.append(next);
        part.append(...other.childNodes);
        other.remove();
      }
      if (!part.textContent.trim()) unwrap(part);
    }
  }
  body.normalize();
}
