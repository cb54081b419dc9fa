// The boxes that search everything list what may be meant while one types. Each is a link; Enter without a choice
// searches.

import { combobox } from "./combobox.js";

for (const picker of document.querySelectorAll("auto-complete[data-suggests]")) suggest(picker);

function suggest(picker) {
  const [input, list, voice] = picker.children;
  combobox(picker, input, list);
  picker.addEventListener("load", () => {
    const count = list.childElementCount;
    voice.textContent = `${count || "No"} ${count === 1 ? "suggestion" : "suggestions"}. Enter searches.`;
  });
  // Tab goes on to the button, and takes nothing.
  picker.addEventListener("keydown", (event) => event.key === "Tab" && (picker.open = false), true);
  const hasWaited = document.activeElement === input && input.value !== input.defaultValue;
  if (hasWaited) input.dispatchEvent(new Event("input", { bubbles: true })); // typed before this file was here
}
