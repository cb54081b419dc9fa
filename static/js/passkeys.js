// The script of pages where one logs in or proves who one is: allauth's work with passkeys, and ours around it, which
// hides what needs them where the browser has none, and says in words what went wrong.

import "./member.js";

import "../mfa/js/webauthn-json.js";
import "../mfa/js/webauthn.js";
import "../account/js/onload.js";

if (!("PublicKeyCredential" in window)) {
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = true;
}

const WORDS = {
  NotAllowedError: "The passkey was not used: you turned back, or it took too long. Try again when you are ready.",
  InvalidStateError: "This key is on your account already.",
  SecurityError: "Passkeys do not work at this address. They need the portal’s proper name and a secure connection.",
};

document.addEventListener("allauth.error", (event) => {
  const place = document.getElementById("passkey-problem");
  if (!place) return;
  place.textContent = WORDS[event.detail.exception?.name] ?? "That did not work. Try again, or log in another way.";
  place.hidden = false;
  event.preventDefault();
});
