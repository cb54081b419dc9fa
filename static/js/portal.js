// Small comforts for every page. All of them are optional: each task works without this file.

// The list of what has to be put right takes the focus, so that it is read and seen first.
document.querySelector("[data-focus]")?.focus();

// Escape closes the innermost open <details> that asked for it, and gives the focus back to its summary.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details[open][data-escape]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// A choice in [data-keeps-place] loads the page anew, at what was chosen (#...): it then has the focus, and stands where
// it stood on the screen. Without this file the browser goes to it, and scrolls.
const PLACE = "place";
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-keeps-place] a[href]");
  if (link) keep({ at: link.hash, top: link.getBoundingClientRect().top });
});
const kept = takeKept();
const chosen = kept && kept.at === location.hash && document.getElementById(decodeURIComponent(kept.at.slice(1)));
if (chosen) {
  for (let fold = chosen.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const settle = () => scrollBy({ top: chosen.getBoundingClientRect().top - kept.top, behavior: "instant" });
  chosen.focus({ preventScroll: true });
  settle();
  addEventListener("load", () => requestAnimationFrame(settle)); // the browser goes to the address again
}

function keep(place) {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(place));
  } catch {} // a browser may refuse to keep anything
}

function takeKept() {
  try {
    const place = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
    return place;
  } catch {
    return null;
  }
}

// <input data-filter="list-id"> narrows the items of that list while you type, by the words that each has in data-words.
// An item stays for what is below it; a part of the list ([data-filter-part]) goes with its last item. How many were
// found is said in [data-filter-count].
for (const box of document.querySelectorAll("input[data-filter]")) {
  const list = document.getElementById(box.dataset.filter);
  const count = document.querySelector(`[data-filter-count="${box.dataset.filter}"]`);
  if (!list || !count) continue;
  const whole = count.textContent;
  const items = [...list.querySelectorAll("[data-words]")];
  const letters = { ø: "o", ł: "l", đ: "d", ħ: "h", ŧ: "t", ı: "i", ð: "d", æ: "ae", œ: "oe", þ: "th", ß: "ss" };
  const plain = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[\p{M}\p{Cf}\p{Pd}'‘’ʼ´]/gu, "") // with hyphen or without, straight or curly
      .replace(/[øłđħŧıðæœþß]/g, (letter) => letters[letter]);
  const narrow = () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    const found = items.filter((item) => words.every((word) => item.dataset.words.includes(word)));
    for (const item of items) item.hidden = words.length > 0;
    for (const item of found) {
      for (let up = item; up && up !== list; up = up.parentElement.closest("[data-words]")) up.hidden = false;
    }
    for (const part of list.querySelectorAll("[data-filter-part]")) {
      part.hidden = !part.querySelector("[data-words]:not([hidden])");
    }
    const different = new Set(found.map((item) => item.querySelector("a")?.href)).size; // one may stand below two
    const said = different === 1 ? count.dataset.one : count.dataset.many;
    count.textContent = words.length ? said.replace("0", different || "No") : whole;
  };
  box.addEventListener("input", narrow);
  if (box.value) narrow(); // the browser has kept what was typed
}
