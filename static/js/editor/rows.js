// Rows are added and removed without a reload. The buttons stay what they are: without this script the server does it.

import { say } from "./say.js";

const NUMBERED = [
  "id",
  "name",
  "for",
  "value",
  "list",
  "aria-describedby",
  "aria-labelledby",
  "aria-controls",
  "data-word-count",
];
const FIRST = "input:not([type=hidden]), select, textarea";

// `group` is a fieldset of components/rows.html; `enhance(row)` makes the widgets of a new row work.
export function rowGroup(group, enhance) {
  const counter = group.querySelector(":scope > input[type=hidden]");
  const name = counter.name.replace(/-rows$/, "");
  const rows = () => [...group.querySelectorAll(":scope > .rows__row")];
  const last = rows().at(-1);
  const pattern = last && blank(last.cloneNode(true), name, rows().length - 1); // taken before any widget is enhanced
  const adding = group.querySelector(":scope > .rows__add");
  const full = group.querySelector(":scope > [data-rows-full]");
  const most = Number(group.dataset.max) || Infinity;
  if (!pattern || !adding) return;

  function settle() {
    const count = rows().length;
    counter.value = count;
    adding.hidden = count >= most;
    if (full) full.hidden = count < most;
    group.dispatchEvent(new Event("change", { bubbles: true })); // to be saved
  }

  function add() {
    const number = rows().length;
    const row = pattern.cloneNode(true);
    renumber(row, name, 0, number);
    (rows().at(-1) ?? adding).insertAdjacentElement(number ? "afterend" : "beforebegin", row);
    enhance(row);
    settle();
    row.querySelector(FIRST).focus();
    say(`${titleOf(row)} added.`);
  }

  function remove(row) {
    const title = titleOf(row);
    const index = rows().indexOf(row);
    row.remove();
    rows().forEach((one, number) => number >= index && renumber(one, name, number + 1, number));
    settle();
    const next = rows()[index];
    (next ? next.querySelector(FIRST) : adding.querySelector("button")).focus();
    say(`${title} removed.`);
  }

  group.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=add], button[name=remove]");
    if (!button) return;
    event.preventDefault();
    if (button.name === "add") add();
    else remove(button.closest(".rows__row"));
  });
}

const titleOf = (row) => row.querySelector("legend").textContent.trim();

// The row without what was typed, said or shown in it, as number 0.
function blank(row, name, number) {
  for (const part of row.querySelectorAll(
    ".field__error, .errors, .former-skill, .offered, [id$=_read], .picture-input__current, .picture-input__note, .picture-input input[type=hidden], .picture-input .field__check",
  ))
    part.remove();
  for (const more of row.querySelectorAll(".skills-input > :nth-child(n + 3)")) more.remove();
  for (const field of row.querySelectorAll(".field--error")) field.classList.remove("field--error");
  for (const control of row.querySelectorAll("input, textarea, select")) {
    control.removeAttribute("aria-invalid");
    if (control.matches("[type=checkbox], [type=radio]")) {
      control.checked = control.defaultChecked = false;
    } else if (control.localName === "select") {
      for (const option of control.options) option.defaultSelected = false;
      control.selectedIndex = 0;
    } else {
      control.value = control.defaultValue = "";
    }
  }
  for (const described of row.querySelectorAll("[aria-describedby]")) {
    const ids = described
      .getAttribute("aria-describedby")
      .split(" ")
      .filter((id) => !/_(error|read)$/.test(id));
    if (ids.length) described.setAttribute("aria-describedby", ids.join(" "));
    else described.removeAttribute("aria-describedby");
  }
  renumber(row, name, number, 0);
  return row;
}

// Every name and id of row `was` becomes that of row `now`, and so does the number that people see.
function renumber(row, name, was, now) {
  const own = new RegExp(`(^|\\s)((?:id_|rows-)?${name}[-:])${was}(?=$|[-\\s])`, "g");
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of NUMBERED) {
      if (attribute === "value" && !["remove", "pick", "keep"].includes(element.name)) continue;
      const value = element.getAttribute(attribute);
      if (value) element.setAttribute(attribute, value.replace(own, `$1$2${now}`));
    }
  }
  for (const seen of row.querySelectorAll(":scope > legend, :scope > .rows__remove .visually-hidden")) {
    seen.textContent = seen.textContent.replace(/\d+(?=\s*$)/, now + 1);
  }
}
