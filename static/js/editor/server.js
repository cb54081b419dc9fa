// Talking to the server about a step: saving it, asking whether it has something already, reading it afresh.

const LARGEST = 60_000; // browsers let a request of up to 64 kB outlive its page
export const NEVER = "0"; // no submission has this revision: nothing is written, but the same content is recognised

// Logging in elsewhere changes the token; the cookie always has the current one.
export function renewToken(form) {
  const token = /(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]+)/.exec(document.cookie);
  if (token) form.elements.csrfmiddlewaretoken.value = token[1];
}

// A form goes with a name, and the answer to it brings that back in a cookie once all is saved: the page that comes next
// knows so without asking, even if a button has made something else of what was typed.
export function nameSending(form) {
  form.querySelector("[name=sending]")?.remove();
  const value = crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint32Array(4)), hex).join("");
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "sending", value }));
  return value;
}
const hex = (number) => number.toString(16).padStart(8, "0");
export const hasArrived = (sending) => sending && document.cookie.split("; ").includes(`arrived=${sending}`);

// {state: "saved", revision, text}, or "moved" (somebody was quicker), "closed" (it is no draft any more) and "refused"
// (it is too much) with what the server says, "out" (logged out), "broken", "offline".
export async function send(form, entries, revision, path = form.getAttribute("action")) {
  renewToken(form);
  const own = [
    ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value],
    ["revision", revision],
  ];
  const body = new URLSearchParams([...own, ...entries]);
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "X-Autosave": "1" },
      redirect: "manual",
      keepalive: body.toString().length < LARGEST,
      body,
    });
    if (answer.type === "opaqueredirect") return { state: "out" };
    if (answer.ok) {
      const { revision, saved } = await answer.json();
      return { state: "saved", revision: String(revision), text: saved };
    }
    if ([409, 413, 422].includes(answer.status)) {
      const { refused, is_closed: isClosed } = await answer.json();
      const states = { 409: isClosed ? "closed" : "moved", 413: "refused", 422: "refused" };
      return { state: states[answer.status], text: refused };
    }
  } catch {
    return { state: answer ? "broken" : "offline" };
  }
  return { state: "broken" };
}

// The form as the server would show it now, or null.
export async function freshForm() {
  try {
    const answer = await fetch(location.pathname, { redirect: "manual", cache: "no-store" });
    if (!answer.ok) return null;
    return new DOMParser()
      .parseFromString(await answer.text(), "text/html")
      .querySelector("form[data-autosave]");
  } catch {
    return null;
  }
}
