// Words of one's own: kept from the list of matches, with the sentence of one's own text that they stand in.

import { say } from "./say.js";

// The word leaves the skill field `input` for the first free row of own words.
export function keepWord(input, word) {
  const group = document.getElementById("rows-own_words");
  const free = () => [...group.querySelectorAll("input[data-sentence-url]")].find((field) => !field.value.trim());
  if (!free() && !group.querySelector(":scope > .rows__add").hidden) group.querySelector("button[name=add]").click();
  const field = free();
  if (!field) return say("There is no room for another word of your own. Take one out first.");
  input.value = "";
  field.value = word;
  field.focus();
  field.dispatchEvent(new Event("change", { bubbles: true })); // it is saved, and its sentence looked for
  say(`Kept as your own words: ${word}.`);
}

// `input` is the field of a word of one's own, beside that of its sentence.
export function withSentence(input) {
  let offered = input.value.trim();
  input.addEventListener("change", async () => {
    const word = input.value.trim();
    const sentence = input.closest(".rows__row").querySelector("input[name$=-sentence]");
    if (!word || word === offered || sentence.value.trim()) return;
    offered = word; // once: whoever takes it out again means it
    const answer = await fetch(`${input.dataset.sentenceUrl}?${new URLSearchParams({ word })}`, { redirect: "manual" });
    const text = answer.ok ? await answer.text() : "";
    if (!text || sentence.value.trim() || input.value.trim() !== word) return;
    sentence.value = text;
    sentence.dispatchEvent(new Event("input", { bubbles: true }));
    say("With it stands the sentence of your text in which it occurs. Shorten it or take it out as you like.");
  });
}
