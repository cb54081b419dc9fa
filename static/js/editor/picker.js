// The skill field gets a list of matches from the whole vocabulary, other names included.

import { combobox } from "../combobox.js";
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

  input.removeAttribute("list");
  input.before(picker);
  picker.append(input, list, voice, none);
  picker.forElement = list; // by reference, as ids change when a row above goes
  picker.inputElement = input;

  combobox(picker, input, list);
  picker.addEventListener("load", () => (none.hidden = Boolean(list.children.length) || !input.value.trim()));
  input.addEventListener("input", () => (none.hidden = true));
  input.addEventListener("blur", () => (none.hidden = true));
  picker.addEventListener("combobox-commit", ({ target }) => target.dataset.keep && keepWord(input, target.dataset.keep));
  picker.addEventListener(
    "keydown",
    (event) => {
      // Enter takes a match; it does not send the form while the list is open.
      if (event.key === "Enter" && picker.open && !list.querySelector("[aria-selected=true]")) {
        event.preventDefault();
        picker.open = false;
      }
    },
    true,
  );
}
