// A text field with a list of matches that the server sends while one types: what the field of a form and a search box
// have in common. `picker` is an <auto-complete> around `input` and `list`.

import "../vendor/auto-complete-element/auto-complete-element.js";

export function combobox(picker, input, list) {
  picker.fetchResult = async (url) => {
    const answer = await fetch(url, { redirect: "manual" }); // a log-in page is no list
    if (!answer.ok) throw new Error(`The list answered ${answer.status}.`);
    return (await answer.text()).trim();
  };
  // Only typing opens the list: it would be in the way of somebody who just passes through.
  picker.addEventListener("focus", (event) => event.stopPropagation(), true);
  const close = () => (picker.open = false);
  picker.addEventListener("load", () => {
    if (document.activeElement !== input) close(); // the answer came too late
    for (const option of list.querySelectorAll("[role=option]")) {
      // What is chosen comes into sight in the list; the page stays where it is.
      option.scrollIntoView = () => Element.prototype.scrollIntoView.call(option, { block: "nearest" });
    }
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
  picker.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "ArrowDown" && !picker.open && input.value.trim()) {
        event.preventDefault();
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
    },
    true,
  );
}
