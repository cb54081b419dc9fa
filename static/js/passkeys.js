// Passkeys: hides what needs them where the browser has none, and says in words what went wrong.

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
