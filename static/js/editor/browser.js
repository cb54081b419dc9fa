// All skills to look through, without leaving the page. Where that fails the button does what it does without script.

import { say } from "./say.js";

export function browser(box) {
  const button = box.querySelector("button[name=browse]");
  button?.addEventListener("click", async (event) => {
    event.preventDefault();
    const answer = await fetch(box.dataset.browseUrl, { redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return button.form.requestSubmit(button);
    box.innerHTML = await answer.text();
    box.querySelector("summary").focus();
    say("All skills, by kind. Open what comes near.");
  });
}
