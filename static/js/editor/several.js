// Where several skills go into a field each, there is an empty one more as soon as the last is filled.

// `box` is the widget before its fields are enhanced; `enhance(field)` makes a new one work.
export function severalSkills(box, enhance) {
  const most = Number(box.dataset.most) || Infinity;
  const fields = () => [...box.querySelectorAll("input")];
  const [first, second] = fields();
  if (!first || !second) return;
  const pattern = second.cloneNode();
  for (const name of ["value", "aria-invalid", "aria-describedby"]) pattern.removeAttribute(name);

  box.addEventListener("input", () => {
    const count = fields().length;
    if (count >= most || fields().some((field) => !field.value.trim())) return;
    const field = pattern.cloneNode();
    field.id = `${first.id}_${count}`; // asked now: the row may have moved
    field.name = first.name;
    field.setAttribute("aria-label", pattern.getAttribute("aria-label").replace(/\d+$/, count + 1));
    box.append(field);
    enhance(field);
  });
}
