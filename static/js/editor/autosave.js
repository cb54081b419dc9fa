// Saves a step by itself, and keeps on this device what cannot be saved, so that nothing typed is ever lost.
//
// The server counts revisions and refuses a page that has seen an older one: another tab was quicker. Here that
// must not happen by our own doing, so the hidden field `revision` follows each save, and a page that may have
// missed one (it was in the background, or the Back button brought it up again) first catches up.

import { entriesOf, filesOf, sameWords } from "./entries.js";
import { forget, keep, kept, keptPaths } from "./kept.js";
import { offer } from "./offer.js";
import { NEVER, freshForm, hasArrived, nameSending, renewToken, send } from "./server.js";

const PAUSE = 3000;
const TRY_AGAIN = 30_000;
const PATIENCE = 2500; // how long a click waits for a save
const LONGEST = 20_000; // and the form’s own, which would meet what that save changes

const PROBLEMS = {
  offline: "Not saved: you seem to be offline.",
  out: "Not saved: you have been logged out. Press Save to log in again.",
  broken: "Not saved: something went wrong on our side.",
  moved: "Not saved: you changed this step in another tab or on another device. Press Save to compare.",
};
const KEPT = "What you type is kept on this device.";

export function autosave(form) {
  const path = location.pathname;
  const revision = form.elements.revision;
  const status = form.querySelector("[data-autosave-status]");
  const original = JSON.stringify(entriesOf(form)); // as the server drew it
  let saved = form.dataset.autosave === "unsaved" ? "" : original; // what the server has, as far as this page knows
  const isComparing = form.dataset.autosave === "compare"; // the writer has to decide: nothing is saved unasked
  let stuck = isComparing;
  let saving = null;
  let submitted = 0;
  let timer;

  form.autocomplete = "off"; // the browser must not put old values into a newer page; we keep them ourselves
  form.append(status); // last in the form, where it can stay in view
  status.classList.add("autosave");

  const isDirty = () => JSON.stringify(entriesOf(form)) !== saved;
  const isSubmitting = () => Date.now() - submitted < TRY_AGAIN;
  const later = (wait = PAUSE) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };
  const patience = (wait = PATIENCE) => new Promise((done) => setTimeout(done, wait));

  function tell(text, isProblem = false) {
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle("autosave--problem", isProblem);
  }

  // `text` is what the server says: why it is closed, or what is too long.
  function complain(state, text) {
    const problem = PROBLEMS[state] ?? `Not saved. ${text}`;
    tell(keepHere() ? `${problem} ${KEPT}` : problem, true);
  }

  const keepHere = (more = {}) => keep(path, { entries: entriesOf(form), files: filesOf(form), ...more });

  // One exchange with the server at a time, as each rests on what the one before has changed; and none once the
  // form itself is on its way.
  function inTurn(work) {
    const turn = Promise.resolve(saving)
      .then(() => isSubmitting() || work())
      .finally(() => {
        if (saving === turn) saving = null;
      });
    saving = turn;
    return turn;
  }

  function save() {
    clearTimeout(timer);
    if (saving) return saving.then(() => isDirty() && !status.matches(".autosave--problem") && save());
    if (!isDirty() || isSubmitting()) return Promise.resolve();
    if (stuck || filesOf(form).length) {
      keepHere(); // a file is only sent when the writer says so, and the rest waits for it
      return Promise.resolve();
    }
    return inTurn(saveOnce);
  }

  async function saveOnce(isSecondTry = false) {
    const entries = entriesOf(form);
    const answer = await send(form, entries, revision.value);
    if (answer.state === "saved") return accept(answer, entries);
    if (answer.state === "moved" && !isSecondTry && (await catchUp())) return saveOnce(true);
    if (["moved", "closed"].includes(answer.state)) stuck = true;
    else if (answer.state !== "refused") later(TRY_AGAIN);
    else if (JSON.stringify(entriesOf(form)) !== JSON.stringify(entries)) later(); // it may fit by now
    complain(answer.state, answer.text);
  }

  function accept(answer, entries) {
    revision.value = answer.revision;
    saved = JSON.stringify(entries);
    if (isDirty()) later();
    else forget(path);
    tell(answer.text);
  }

  // Brings `revision` up to date when what changed since was not this step, or was saved by this very page.
  // False: somebody else changed the step.
  async function catchUp() {
    const now = await freshForm();
    if (!now) return true; // offline or logged out: a save will say so
    const current = now.elements.revision.value;
    if (current === revision.value) return true;
    if (saved === original && JSON.stringify(entriesOf(now)) === original) {
      revision.value = current; // another step was saved
      return true;
    }
    const ours = new Set([JSON.stringify(entriesOf(form)), saved]); // perhaps its answer never reached us
    ours.delete(original);
    for (const entries of [...ours].filter(Boolean).map(JSON.parse)) {
      const answer = await send(form, entries, NEVER);
      if (answer.state !== "saved") continue;
      accept(answer, entries);
      return true;
    }
    return false;
  }

  function comeBack(isPageOld) {
    submitted = 0;
    return inTurn(() => lookAgain(isPageOld));
  }

  async function lookAgain(isPageOld) {
    if (await catchUp()) {
      stuck = isComparing;
      if (isDirty()) later();
    } else if (isDirty()) {
      stuck = true;
      complain("moved");
    } else if (isPageOld) {
      location.reload();
    } else {
      tell("This step was changed in another tab or on another device. Reload the page to see it.", true);
    }
  }

  // Saves before the page goes for good; whatever happens, it goes soon.
  const finish = () => Promise.race([save(), patience()]);

  form.addEventListener("input", () => later());
  form.addEventListener("change", () => later());
  form.addEventListener("auto-complete-change", () => later()); // a skill was picked
  form.addEventListener("focusout", (event) => {
    if (!event.relatedTarget?.matches?.("[type=submit]")) save();
  });

  let isGoing = false;
  form.addEventListener("submit", async (event) => {
    if (!isGoing && (saving || !navigator.onLine)) {
      event.preventDefault(); // or it would meet our own newer revision, or the browser's page about the network
      clearTimeout(timer);
      submitted = Date.now(); // no other save comes in between
      await Promise.race([saving ?? isThere(), patience(LONGEST)]);
      if (!navigator.onLine && !(await isThere())) {
        submitted = 0;
        return complain("offline");
      }
      isGoing = true;
      form.requestSubmit(event.submitter);
      isGoing = false;
      return;
    }
    clearTimeout(timer);
    submitted = Date.now();
    renewToken(form);
    const sending = nameSending(form);
    if (isDirty()) keepHere({ sent: true, sending }); // until we know that it arrived
  });
  // A portal on one's own machine answers without any network.
  const isThere = async () => (await send(form, entriesOf(form), NEVER)).state !== "offline";

  // A step is saved as it is left: other forms and links of the page wait for it.
  const released = new WeakSet();
  document.addEventListener("submit", async (event) => {
    const other = event.target;
    if (other === form || released.has(other) || event.defaultPrevented || !(isDirty() || saving)) return;
    event.preventDefault();
    await finish();
    released.add(other);
    submitted = Date.now(); // what is saved after this would meet what the other form has done
    other.requestSubmit(event.submitter);
  });
  document.addEventListener("stays", (event) => {
    released.delete(event.target); // nobody was logged out after all
    submitted = 0;
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || link.target || link.origin !== location.origin)
      return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !(isDirty() || saving)) return;
    if (link.hash && link.pathname + link.search === location.pathname + location.search) return;
    event.preventDefault();
    await finish();
    location.assign(link.href);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") return comeBack(false);
    if (!isDirty() || isSubmitting()) return;
    keepHere({ sent: true });
    save();
  });
  addEventListener("pageshow", (event) => event.persisted && comeBack(true));
  addEventListener("online", () => isDirty() && save());

  async function begin() {
    if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") await lookAgain(true);
    for (const other of keptPaths()) {
      const record = kept(other);
      if (hasArrived(record?.sending)) forget(other);
      else if (other === path || isRecent(record)) await settle(other, record);
    }
  }
  const isRecent = (record) => record.sent && Date.now() - record.at < 120_000;

  // What was kept has arrived after all, or is shown already, or is offered.
  async function settle(other, record, tries = 3) {
    const answer = await send(form, record.entries, NEVER, other);
    const isShown = other === path && sameWords(record.entries, entriesOf(form));
    if (answer.state === "saved") {
      forget(other);
      if (other !== path) return catchUp(); // it raised the revision, perhaps after this page was drawn
      const isDrawnSince = String(answer.revision) === revision.value; // what was recognised is shown in other words
      if (!isShown && !isDirty() && !isDrawnSince) location.reload(); // this page was drawn a moment before it arrived
    } else if (["moved", "refused"].includes(answer.state) && other === path) {
      const isUnderWay = record.sent && tries && Date.now() - record.at < 30_000; // sent as the last page went
      if (isShown) saveWhatIsShown();
      else if (isUnderWay) setTimeout(inTurn, 1500, () => settle(other, record, tries - 1));
      else offer(form, record, { path, revision, tell: complain });
    }
  }

  // The page shows what was typed before a log-in, or before something was refused: it is still to be saved.
  function saveWhatIsShown() {
    saved = "";
    later(0);
  }

  inTurn(begin);
}
