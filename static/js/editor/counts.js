// How much has been written: words under the long texts, characters under the short ones that have a limit.
// Seen at once; heard only after a pause, and only when it matters.

import { say } from "./say.js";

const PAUSE = 1500;

export const words = (text) =>
  (text.replace(/<!--[\s\S]*?-->|&#?\w+;/g, " ").replace(/\]\([^)\s]*\)|<\S+>/g, "]").match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.-]*/gu) ?? []).length;

function describe(field, note) {
  note.id ||= `${field.id}_count`;
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  field.setAttribute("aria-describedby", [...ids, note.id].join(" "));
}

// `note` is the <p data-word-count="id of a text area"> that says which length reads well.
export function countWords(note) {
  const field = document.getElementById(note.dataset.wordCount);
  if (!field) return;
  const [least, most] = [Number(field.dataset.wordsMin), Number(field.dataset.wordsMax)];
  const standing = (count) => (count < least ? "short" : count > most ? "long" : "well");
  const show = () => {
    const count = words(field.value);
    note.textContent = `${count} ${count === 1 ? "word" : "words"}; ${least} to ${most} read well.`;
    return count;
  };
  let before = standing(show());
  describe(field, note);
  field.addEventListener("input", () => {
    const count = show();
    if (standing(count) === before) return;
    before = standing(count);
    say(note.textContent, PAUSE);
  });
}

// `field` has a maxlength. The count of a one-line field shows while it is being filled in.
export function countCharacters(field) {
  const most = field.maxLength;
  const note = document.createElement("p");
  note.className = "character-count";
  note.setAttribute("aria-hidden", "true");
  const show = () => {
    note.textContent = `${field.value.length} of ${most} characters`;
    note.classList.toggle("character-count--near", field.value.length > most * 0.9);
  };
  show();
  field.after(note);
  field.addEventListener("input", () => {
    show();
    if (field.value.length > most * 0.8) say(note.textContent, PAUSE);
  });
}

export const hasCountedLimit = (field) =>
  field.maxLength >= 140 && !field.matches("[data-markdown], [type=url], [type=email], [data-suggest-url]");
