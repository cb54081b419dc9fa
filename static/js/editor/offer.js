// Offers to put back what was typed on this device and not saved; and when it was, to undo that.

import { entriesOf } from "./entries.js";
import { forget, keep } from "./kept.js";
import { send } from "./server.js";

function when(at) {
  const date = new Date(at);
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(date);
  if (date.toDateString() === new Date().toDateString()) return `at ${time}`;
  return `on ${new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" }).format(date)} at ${time}`;
}

function button(text, onClick) {
  const made = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button",
    textContent: text,
  });
  made.addEventListener("click", onClick);
  return made;
}

// `record` is what was kept, `page` = {path, revision (the hidden field), tell(state)}.
export function offer(form, record, page) {
  const notice = Object.assign(document.createElement("div"), {
    className: "notice notice--info kept-notice",
  });
  const words = document.createElement("p");
  const choices = Object.assign(document.createElement("p"), { className: "kept-notice__choices" });
  notice.setAttribute("role", "region");
  notice.setAttribute("aria-label", "Typed here before");

  // The server puts it back and the page is drawn anew, so that rows and pictures are right too.
  async function swap(mark) {
    const before = entriesOf(form);
    // A picture that was chosen then, and has been sent since, is the one that is there now.
    const isSent = ([name]) =>
      name.endsWith("-current") && record.files?.includes(name.replace(/-current$/, ""));
    const entries = [...record.entries.filter((entry) => !isSent(entry)), ...before.filter(isSent)];
    const answer = await send(form, entries, page.revision.value);
    if (answer.state !== "saved") return page.tell(answer.state, answer.text);
    if (mark) keep(page.path, { entries: before, ...mark });
    else forget(page.path);
    location.reload();
  }
  function leave() {
    forget(page.path);
    notice.remove();
    document.getElementById("main").focus();
  }

  if (record.putBack) {
    forget(page.path); // offered once
    words.textContent = `What you typed ${when(record.putBack)} is back.`;
    choices.append(
      button("Keep it", leave),
      button("Undo", () => swap(null)),
    );
  } else {
    words.textContent = `You typed something here ${when(record.at)} that could not be saved.`;
    choices.append(
      button(`Put back what you typed ${when(record.at)}`, () => swap({ putBack: record.at })),
      button("Throw it away", leave),
    );
  }
  notice.append(words, choices);
  form.before(notice);
}
