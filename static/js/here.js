// A public page is the same for everybody. What is personal in its head, and what has to be said to somebody, is put
// there by this script, for browsers that have the hint alone (config/hint.py): they ask the private address for it.
// It runs before the page is drawn, so that the room it needs is there from the first; without it all links lead on. Where
// nothing comes, somebody who is logged in is shown the way to their desk.

(() => {
  const { from } = document.currentScript.dataset;
  const root = document.documentElement;
  const hint = () => document.cookie.match(/(?:^|; )here=([01])/)?.[1];
  const place = (name, page = document) => page.querySelector(`[data-personal="${name}"]`);
  const reserve = (is) => root.classList.toggle("is-here", is);
  let visitors; // what stands there for everybody
  root.classList.add("has-script");

  async function ask() {
    const answer = await fetch(from, { cache: "no-store", headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  function put(children) {
    const account = place("account");
    const hadFocus = account.contains(document.activeElement);
    account.replaceChildren(...children);
    account.toggleAttribute("data-filled", children !== visitors);
    if (hadFocus) account.querySelector("a, button")?.focus();
  }

  function say(words) {
    const word = place("word");
    if (!words.length) return word.replaceChildren();
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => word.replaceChildren());
    word.replaceChildren(...words, close);
  }

  async function fill(asked) {
    const page = await asked;
    if (!page && hint() === "1") return place("account").toggleAttribute("data-filled", true);
    const account = page && place("account", page);
    const isIn = Boolean(account?.hasAttribute("data-is-in"));
    reserve(isIn);
    if (isIn) {
      visitors ??= [...place("account").childNodes];
      put(account.childNodes);
      import("./log-out.js");
    }
    if (page) say([...place("word", page).children]);
  }

  function begin() {
    const found = hint();
    reserve(found === "1");
    return found && ask().catch(() => null); // there is no network, or it failed
  }

  const asked = begin();
  const drawn = new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
  if (asked) drawn.then(() => fill(asked));

  // A page that the browser keeps for its Back button keeps nobody's name.
  addEventListener("pagehide", () => {
    if (visitors) put(visitors);
    say([]);
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    const again = begin();
    if (again) fill(again);
  });
})();
