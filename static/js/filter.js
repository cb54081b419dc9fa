// The filter that a long facet has of its own: it finds while one types, as the server does when it is sent.

// `reading/letters.py`: a letter, and what it stands with.
const ALIKE = new Map(
  (
    "øo łl đd ħh ŧt ıi ðd ŋng æae œoe þth ßss ĸk ƒf ɓb ɗd ɖd ɛe əa ɔo ƙk ƴy ɣg ɠg ɨi ɩi ʉu ʋv ɫl ƚl ɲn ƈc ƥp ƭt ƿw ȥz " +
    "ƶz ȷj ⱥa ɇe ɉj ɍr '' ‘' ’' ‚' ‛' ʹ' ʺ' ʻ' ʼ' ʽ' ʾ' ʿ' ˈ' ′' ‵' ·' ‧' `' ´' “\" ”\" „\" ‟\" «\" »\" ‐- ‑- ‒- –- —- " +
    "―- −- ⁃-"
  )
    .split(" ")
    .map((pair) => [pair[0], pair.slice(1)]),
);

function fold(text) {
  const plain = text.replace(/´/g, "'").replace(/[™℠]/g, "").normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "");
  return plain.toLowerCase().replace(/./gu, (letter) => ALIKE.get(letter) ?? letter);
}

const clean = (text) => text.trim().replace(/\s+/g, " ");
const boxOf = (node) => node.closest?.("[data-filter]")?.querySelector("input[type=search]");

export const isFilter = (node) => Boolean(boxOf(node));

// [[name, text]] of all filters of a list.
export const filtersOf = (list) =>
  [...list.querySelectorAll("[data-filter] input[type=search]")].map((box) => [box.name, clean(box.value)]);

// A facet as the page has it shows what is in sight: `load(facet)` puts all of its options there, once.
const loading = new WeakMap();
let load;

function whole(box) {
  const facet = box.closest("details");
  if ("whole" in facet.dataset) return Promise.resolve();
  if (!loading.has(facet)) loading.set(facet, load(facet));
  return loading.get(facet);
}

// Puts back what was typed while another list was on its way.
export function restoreFilters(typed) {
  for (const [name, text] of typed) {
    const box = document.getElementById(name);
    if (!box || clean(box.value) === text) continue;
    box.value = text;
    whole(box).then(() => filter(box));
  }
}

// `say(text)` tells those who do not see how many are left; `keep(change)` puts what is looked for into the address.
export function watchFilters(list, say, keep, loads) {
  load = loads;
  let pause;
  const found = async (box) => {
    await whole(box);
    say(filter(box));
    clearTimeout(pause);
    pause = setTimeout(() => {
      if (!box.isConnected) return;
      keep((url) => {
        url.searchParams.delete(box.name);
        if (clean(box.value)) url.searchParams.append(box.name, clean(box.value));
      });
    }, 300);
  };
  list.addEventListener("focusin", (event) => isFilter(event.target) && whole(boxOf(event.target)));
  list.addEventListener("input", (event) => isFilter(event.target) && found(boxOf(event.target)));
  list.addEventListener("submit", (event) => {
    if (!isFilter(event.target)) return;
    event.preventDefault();
    found(boxOf(event.target));
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isFilter(event.target) || !event.target.value) return;
    event.preventDefault();
    event.stopPropagation(); // the next one closes what it is in
    event.target.value = "";
    found(event.target);
  });
  list.addEventListener("click", (event) => {
    const all = event.target.closest("[data-filter] a");
    if (!all || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const box = boxOf(all);
    box.value = "";
    box.focus();
    found(box);
  });
}

// Hides what is not found, and opens what something found is in. Of what is found all that is below it stays.
function filter(box) {
  const facet = box.closest("details");
  const sought = fold(clean(box.value));
  const lines = [...facet.querySelectorAll(".facet__line")];
  const hits = new Set(lines.filter((line) => fold(labelOf(line)).includes(sought)));
  const kept = new Set([...hits, ...lines.filter((line) => line.querySelector(":scope > [aria-current]"))]);
  const isAbove = (one) => [...one.querySelectorAll(".facet__line")].some((line) => kept.has(line));
  for (const line of lines) {
    let isBelow = false;
    for (let at = line.parentElement; at !== facet && !isBelow; at = at.parentElement) isBelow = hits.has(at);
    line.hidden = !(kept.has(line) || isBelow || isAbove(line));
  }
  for (const fold of facet.querySelectorAll("details")) {
    fold.dataset.was ??= fold.open ? "open" : "";
    fold.open = sought ? isAbove(fold) : fold.dataset.was === "open";
    if (!sought) delete fold.dataset.was;
  }
  for (const part of facet.querySelectorAll(".facet__part")) {
    part.hidden = !part.querySelector(".facet__line:not([hidden])");
  }
  const told = facet.querySelector(".facet__found");
  const once = (all) => all.filter((line) => !line.firstElementChild.id.includes("~")).length; // some stand twice
  const count = `${once([...hits]) || "None"} of ${once(lines)} ${told.dataset.several}`;
  told.textContent = sought ? count : "";
  return count;
}

const labelOf = (line) => line.querySelector(".facet__label").textContent;
