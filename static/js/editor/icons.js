// The signs on the toolbar's buttons: letters in the reading type, or drawings on a 16 by 16 grid like the portal's own.

const DRAWN = {
  link: "M6.5 9.5a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2l-.8.8M9.5 6.5a3 3 0 0 0-4.2 0L2.7 9.1a3 3 0 0 0 4.2 4.2l.8-.8",
  bullets: "M6 3.5h8M6 8h8M6 12.5h8M2.5 3.5h.01M2.5 8h.01M2.5 12.5h.01",
  numbers: "M7 3.5h7M7 8h7M7 12.5h7M2 2.5l1.2-.6v3.6M1.8 10.6c0-1.3 2.4-1.3 2.4 0 0 .9-2.4 1.6-2.4 2.9h2.5",
  quote: "M6.5 4c-2.5 1-3.6 2.7-3.6 5.2v2.3h3.6V8.2H4.8M13 4c-2.5 1-3.6 2.7-3.6 5.2v2.3H13V8.2h-1.7",
};
const SVG = "http://www.w3.org/2000/svg";

export function sign(name) {
  if (!(name in DRAWN)) {
    const letter = document.createElement("span");
    letter.className = `markdown-editor__letter markdown-editor__letter--${name}`;
    letter.setAttribute("aria-hidden", "true");
    letter.textContent = name[0].toUpperCase();
    return letter;
  }
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", DRAWN[name]);
  for (const [key, value] of Object.entries({
    class: `icon icon--${name}`,
    viewBox: "0 0 16 16",
    "aria-hidden": "true",
  })) {
    svg.setAttribute(key, value);
  }
  svg.append(path);
  return svg;
}
