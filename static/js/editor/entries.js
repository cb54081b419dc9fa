// What a form holds, as [name, value] pairs; without files, its token, its revision and the name of its sending.

const OWN = new Set(["csrfmiddlewaretoken", "revision", "sending"]);

export const entriesOf = (form) =>
  [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OWN.has(name));

// The names of the file fields in which a file is chosen.
export const filesOf = (form) =>
  [...form.querySelectorAll("input[type=file]")]
    .filter((input) => input.files.length)
    .map((input) => input.name);

// Two forms say the same when they differ in nothing but space, empty fields, empty rows and pictures.
export function sameWords(some, others) {
  const plain = (entries) =>
    JSON.stringify(
      entries
        .map(([name, value]) => [name, value.replace(/\r\n?/g, "\n").trim()])
        .filter(([name, value]) => value && !/-(rows|current)$/.test(name)),
    );
  return plain(some) === plain(others);
}
