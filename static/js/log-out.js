// Logging out on a computer that others use: nothing that was typed stays in the browser. What the server does not have
// is not thrown away unasked.

import { forget, kept, keptPaths } from "./editor/kept.js";
import { NEVER, send } from "./editor/server.js";

const WORDS =
  "Something that you typed could not be saved, and is kept in this browser only. " +
  "If you log out, it is thrown away. Log out all the same?";
let isSettled = false;

async function isUnsaved(form, path) {
  const record = kept(path);
  if (record.putBack) return false; // the server has it; this was for undoing
  return (await send(form, record.entries, NEVER, path)).state !== "saved";
}

// On the window, so that a step that is being left has saved itself before.
addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-logout]") || event.defaultPrevented || isSettled || !keptPaths().length) return;
  event.preventDefault();
  const unsaved = await Promise.all(keptPaths().map((path) => isUnsaved(form, path)));
  if (unsaved.includes(true) && !confirm(WORDS)) {
    form.dispatchEvent(new Event("stays", { bubbles: true })); // what is typed from now on is to be saved again
    return;
  }
  keptPaths().forEach(forget);
  isSettled = true;
  form.requestSubmit(event.submitter);
});
