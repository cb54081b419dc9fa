// The comforts of the submission forms: toolbar and preview, counts, skill picker, rows, autosave.
// Each is optional: the forms do all their work without this file.

import "./member.js";

import { autosave } from "./editor/autosave.js";
import { browser } from "./editor/browser.js";
import { countCharacters, countWords, hasCountedLimit } from "./editor/counts.js";
import { forgetReading } from "./editor/dates.js";
import { markdownEditor } from "./editor/markdown.js";
import { skillPicker } from "./editor/picker.js";
import { rowGroup } from "./editor/rows.js";
import { severalSkills } from "./editor/several.js";
import { withSentence } from "./editor/words.js";

function enhance(root) {
  for (const field of root.querySelectorAll("textarea[data-markdown]")) markdownEditor(field);
  for (const note of root.querySelectorAll("[data-word-count]")) countWords(note);
  for (const field of root.querySelectorAll("input[maxlength], textarea[maxlength]")) {
    if (hasCountedLimit(field)) countCharacters(field);
  }
  for (const box of root.querySelectorAll(".skills-input")) severalSkills(box, skillPicker);
  for (const input of root.querySelectorAll("input[data-suggest-url]")) skillPicker(input);
  for (const input of root.querySelectorAll("input[data-sentence-url]")) withSentence(input);
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  for (const group of form.querySelectorAll("fieldset.rows")) rowGroup(group, enhance);
  enhance(form);
  for (const box of form.querySelectorAll("[data-browse-url]")) browser(box);
  form.addEventListener("input", forgetReading);
  autosave(form);
}
