// How lists that count by letters stand in a text, by the type of <ol>: a) and i), as `reading/drawn.py` reads them.

const ONES = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
const MOST = 39;
const roman = (number) => (number <= MOST ? "x".repeat(Math.floor(number / 10)) + ONES[number % 10] : "");
const alphabetic = (number) => (number <= 26 ? String.fromCharCode(96 + number) : "");

export const LETTERS = {
  a: alphabetic,
  A: (number) => alphabetic(number).toUpperCase(),
  i: roman,
  I: (number) => roman(number).toUpperCase(),
};

// The type of a list that begins with this letter or Roman number.
export function typeOf(letter) {
  const type = /^[ivx]/i.test(letter) ? "i" : "a";
  return letter === letter.toUpperCase() ? type.toUpperCase() : type;
}

// The number that a letter of a type stands for; 0 for what is none.
export function numberOf(letter, type) {
  let number = MOST;
  while (number && LETTERS[type](number) !== letter) number -= 1;
  return number;
}
