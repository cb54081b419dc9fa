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

// <input data-filter="list-id"> narrows the items of that list while you type; a status line says how many are left.
for (const box of document.querySelectorAll("input[data-filter]")) {
  const list = document.getElementById(box.dataset.filter);
  if (!list) continue;
  const items = [...list.querySelectorAll(":scope li")];
  const letters = { ø: "o", ł: "l", đ: "d", ħ: "h", ı: "i", ð: "d", æ: "ae", œ: "oe", þ: "th", ß: "ss" };
  const plain = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[\p{M}\p{Cf}\p{Pd}'‘’ʼ´]/gu, "") // with hyphen or without, straight or curly
      .replace(/[øłđħıðæœþß]/g, (letter) => letters[letter]);
  const status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  status.setAttribute("role", "status");
  box.after(status);
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.addEventListener("input", () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    for (const item of items) {
      const text = plain(item.textContent);
      item.hidden = !words.every((word) => text.includes(word));
    }
    const left = items.filter((item) => !item.hidden && !item.querySelector("li")).length;
    status.textContent = words.length ? `${left} left` : "";
  });
}
