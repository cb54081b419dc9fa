// One polite voice for screen readers. It stands in the page before it speaks, or it would not be heard.

const voice = document.createElement("p");
voice.className = "visually-hidden";
voice.setAttribute("role", "status");
document.body.append(voice);

let waiting;

export function say(text, pause = 100) {
  clearTimeout(waiting);
  voice.textContent = "";
  waiting = setTimeout(() => (voice.textContent = text), pause);
}
