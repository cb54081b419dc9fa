// The skill field gets a list of matches from the whole vocabulary, other names included.

import "../../vendor/auto-complete-element/auto-complete-element.js";
import { keepWord } from "./words.js";

export function skillPicker(input) {
  const make = (tag, className, id) => Object.assign(document.createElement(tag), { className, id });
  const picker = make("auto-complete", "picker", "");
  const list = make("ul", "picker__list", `${input.id}_list`);
  const voice = make("p", "visually-hidden", `${input.id}_list-feedback`); // the element speaks through this id
  const none = make("p", "picker__none", `${input.id}_none`);
  picker.removeAttribute("id");
  list.hidden = none.hidden = true;
  list.setAttribute("aria-label", "Matching skills");
  none.textContent = "Nothing in the vocabulary matches. Try another word for it.";

  picker.setAttribute("src", input.dataset.suggestUrl);
  picker.fetchResult = async (url) => {
    const answer = await fetch(url, { redirect: "manual" }); // a log-in page is no list of skills
    if (!answer.ok) throw new Error(`The list of skills answered ${answer.status}.`);
    return (await answer.text()).trim();
  };
  // Only typing opens the list: it would be in the way of somebody who just passes through.
  picker.addEventListener("focus", (event) => event.stopPropagation(), true);

  input.removeAttribute("list");
  input.before(picker);
  picker.append(input, list, voice, none);
  picker.forElement = list; // by reference, as ids change when a row above goes
  picker.inputElement = input;

  const isHere = () => document.activeElement === input;
  const close = () => (picker.open = false);
  picker.addEventListener("load", () => {
    none.hidden = Boolean(list.children.length) || !input.value.trim();
    if (!isHere()) close(); // the answer came too late
  });
  input.addEventListener("input", () => (none.hidden = true));
  input.addEventListener("blur", () => {
    none.hidden = true;
    close();
  });
  picker.addEventListener("combobox-commit", ({ target }) => target.dataset.keep && keepWord(input, target.dataset.keep));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
  picker.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "ArrowDown" && !picker.open && input.value.trim()) {
        event.preventDefault();
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
      // Enter takes a match; it does not send the form while the list is open.
      if (event.key === "Enter" && picker.open && !list.querySelector("[aria-selected=true]")) {
        event.preventDefault();
        close();
      }
    },
    true,
  );
}
