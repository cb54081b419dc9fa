// A list page: what is chosen, sorted, paged or searched for changes the list without loading the page anew. The same
// address is asked for, and its #list put in the place of the one here. Whatever fails, the browser goes there itself.

import "./portal.js";

import { filtersOf, isFilter, restoreFilters, watchFilters } from "./filter.js";

const list = document.getElementById("list");
const said = document.getElementById("list-said");
const words = document.querySelector("main form[role=search]");
const box = words.elements.namedItem("q");
const HEAD = "link[rel=canonical], link[rel=prev], link[rel=next], meta[name=robots]";
const RESULTS = "results";

const addressOf = (url) => url.pathname + url.search;
const asked = (url) => url.search.slice(1).split("&").filter(Boolean);
let shown = new URL(location.href); // what the list is of
let aim = shown; // what it will be of, when the answer is there
let last; // what has been asked for

const keep = (change) => {
  const url = new URL(shown);
  change(url);
  history.replaceState(history.state, "", addressOf(url));
  shown = aim = url;
};
watchFilters(list, say, keep, whole);

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#list a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const url = new URL(link.href);
  if (event.altKey || url.origin !== location.origin || url.pathname !== location.pathname || isFilter(link)) return;
  if (link.getAttribute("href").startsWith("#")) return; // a place on the page as it is
  event.preventDefault();
  const at = link.closest(".pagination") ? "" : link.id || url.hash.slice(1);
  const place = at && (document.getElementById(at) ?? link); // what comes only now comes where it was asked for
  go(together(url, link), { at: at || RESULTS, top: place ? place.getBoundingClientRect().top : undefined, left: link });
});

// What looks like a box to tick is ticked by the space bar too.
list.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches(".facet__option")) return;
  event.preventDefault();
  event.target.click();
});

words.addEventListener("submit", (event) => {
  event.preventDefault();
  const url = new URL(words.action);
  for (const [name, value] of new FormData(words)) if (value.trim()) url.searchParams.append(name, value);
  go(url);
});

addEventListener("popstate", (event) => {
  if (addressOf(location) !== addressOf(shown)) go(new URL(location.href), { isBack: true, state: event.state });
});

// The address of a link as the page will be that is still on its way: who ticks two boxes quickly wants both.
function together(url, link) {
  if (aim === shown || !url.search) return url;
  const [now, wanted] = [asked(shown), asked(url)];
  const added = wanted.filter((part) => !now.includes(part));
  const several = link.querySelector(".facet__box:not(.facet__box--one)");
  const names = added.map((part) => part.split("=", 1)[0]).concat("page");
  const kept = asked(aim).filter((part) => {
    if (now.includes(part) && !wanted.includes(part)) return false;
    const name = part.split("=", 1)[0];
    return wanted.includes(part) || !names.includes(name) || (several && name !== "page");
  });
  const whole = new URL(url);
  whole.search = [...new Set([...kept, ...added])].join("&");
  return whole;
}

// `left` is the link that was followed, `state` what history keeps of a list: where it was, and what was left there.
async function go(url, { at, top, left, isBack = false, state } = {}) {
  if (!isBack) for (const [name, text] of filtersOf(list)) put(url, name, text);
  url.hash = "";
  last?.abort();
  const mine = (last = new AbortController());
  aim = url;
  list.setAttribute("aria-busy", "true");
  let page;
  try {
    page = await fetched(url, mine.signal);
  } catch {
    if (mine.signal.aborted) return; // overtaken
    if (isBack) location.reload();
    else location.assign(url);
    return;
  }
  const was = document.activeElement; // who has moved on while this was on its way stays where they are
  const isFree = was === document.body || list.contains(was);
  if (list.contains(was) && was.id) [at, top] = [was.id, was.getBoundingClientRect().top];
  const typed = isBack ? [] : filtersOf(list);
  if (!isBack) history.replaceState({ top: scrollY, left: left && selectorOf(left) }, "");
  const facet = left?.matches(".facet__more a, .facet > a") ? left.closest("[data-facet]").dataset.facet : "";
  const before = shownOf(facet);
  draw(page, isBack);
  restoreFilters(typed);
  const address = list.dataset.address; // in its order
  if (!isBack && address !== addressOf(shown)) history.pushState({ left: at && `#${CSS.escape(at)}` }, "", address);
  shown = aim = new URL(isBack ? location.href : address, location.href);
  if (isBack) {
    if (isFree && state?.left) list.querySelector(state.left)?.focus({ preventScroll: true });
    scrollTo({ top: state?.top ?? 0, behavior: "instant" });
  } else if (at) settle(at, top, isFree);
  say(toldOf(facet, before) || list.querySelector("[data-said]").dataset.said);
}

// How a link is found again when its list is drawn anew.
function selectorOf(link) {
  if (link.id) return `#${CSS.escape(link.id)}`;
  const rel = link.getAttribute("rel");
  return `a[href="${CSS.escape(link.getAttribute("href"))}"]${rel ? `[rel=${rel}]` : ":not([rel])"}`;
}

// The options of a facet that are shown, each once: some stand twice.
function shownOf(facet) {
  const options = facet && list.querySelectorAll(`#facet-${facet} .facet__part:not([hidden]) .facet__option`);
  return new Set([...options].filter((option) => !option.closest("[hidden]")).map((option) => option.id.split("~")[0])).size;
}

// What came, or went, where a facet was asked for more or for fewer: the list itself is as it was.
function toldOf(facet, before) {
  const more = shownOf(facet) - before;
  if (!more) return "";
  const { one, several } = list.querySelector(`[data-facet="${facet}"]`).dataset;
  const what = Math.abs(more) === 1 ? `${one} is` : `${several} are`;
  return `${Math.abs(more)} ${more > 0 ? "more" : "fewer"} ${what} shown`;
}

async function fetched(url, signal) {
  const answer = await fetch(url, { signal });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || answer.redirected || !page.getElementById("list")) throw new Error("no list");
  return page;
}

// All options of a facet in the place of those that are in sight; without an answer these are looked through.
async function whole(facet) {
  const url = new URL(shown);
  url.searchParams.append("all", facet.id.slice("facet-".length));
  try {
    const fresh = (await fetched(url)).getElementById(facet.id);
    const at = facet.contains(document.activeElement) && document.activeElement; // who has moved on meanwhile
    for (const part of facet.querySelectorAll(".facet__part, .facet__more")) part.remove();
    facet.append(...fresh.querySelectorAll(".facet__part"));
    facet.dataset.whole = "";
    if (!at || at.isConnected) return;
    (document.getElementById(at.id) ?? facet.querySelector("input")).focus({ preventScroll: true });
  } catch {
    return;
  }
}

function put(url, name, text) {
  if (text) url.searchParams.set(name, text);
  else url.searchParams.delete(name);
}

function draw(page, isBack) {
  const fresh = page.getElementById("list");
  for (const fold of list.querySelectorAll("details[id]")) {
    const next = fresh.querySelector(`#${CSS.escape(fold.id)}`);
    if (!next) continue;
    next.open = fold.open || (isBack && next.open);
    if ("was" in fold.dataset) next.dataset.was = fold.dataset.was;
  }
  list.replaceChildren(...fresh.childNodes);
  list.dataset.address = fresh.dataset.address;
  list.removeAttribute("aria-busy");
  document.title = page.title;
  for (const old of document.head.querySelectorAll(HEAD)) old.remove();
  document.head.append(...page.head.querySelectorAll(HEAD));
  const form = page.querySelector("main form[role=search]");
  for (const hidden of words.querySelectorAll("input[type=hidden]")) hidden.remove();
  words.prepend(...form.querySelectorAll("input[type=hidden]"));
  if (isBack || document.activeElement !== box) box.value = form.elements.namedItem("q").value;
}

// The focus stays on what was chosen, and that where it was on the screen; where it is gone, on the results.
function settle(at, top, isFree) {
  const results = document.getElementById(RESULTS);
  const place = document.getElementById(at) ?? results;
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (isFree) place.focus({ preventScroll: true });
  if (place.id !== at || top === undefined) results.scrollIntoView({ behavior: "instant" });
  else scrollBy({ top: place.getBoundingClientRect().top - top, behavior: "instant" });
}

let pause;
function say(text) {
  clearTimeout(pause);
  said.textContent = "";
  pause = setTimeout(() => (said.textContent = text), 150); // so that the same is said again
}
