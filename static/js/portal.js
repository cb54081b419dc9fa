// Small comforts for every page. All of them are optional: each task works without this file.

// The list of what has to be put right takes the focus, so that it is read and seen first; but not from what the address
// names, which has it.
if (!document.querySelector(":target")) document.querySelector("[data-focus]")?.focus();

// Escape closes the innermost open <details> that asked for it, and gives the focus back to its summary.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details[open][data-escape]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// The boxes that search everything: what they suggest with is fetched when somebody goes into one.
const boxes = [...document.querySelectorAll("[data-suggests] input")];
const suggesting = () => import("./suggesting.js").catch(() => {}); // there is no network: the form can be sent
for (const box of boxes) box.addEventListener("focus", suggesting, { once: true });
if (boxes.includes(document.activeElement)) suggesting();

// <input data-asks="ids"> of a search form asks the server while you type, and puts those parts of its answer in the
// place of the same on this page. Whatever fails, the form can be sent.
for (const box of document.querySelectorAll("input[data-asks]")) {
  const parts = box.dataset.asks.split(" ").map((id) => document.getElementById(id));
  if (parts.includes(null)) continue;
  let asked = box.defaultValue.trim();
  let last;
  const ask = async () => {
    if (box.value.trim() === asked) return;
    asked = box.value.trim();
    last?.abort();
    last = new AbortController();
    try {
      const answer = await fetch(`${box.form.action}?${new URLSearchParams(new FormData(box.form))}`, last);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of parts) part.replaceChildren(...(page.getElementById(part.id)?.childNodes ?? []));
    } catch {} // overtaken by the next letter, or there is no network
  };
  let pause;
  box.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, 200);
  });
  if (box.value !== box.defaultValue) ask(); // the browser has kept what was typed
}
