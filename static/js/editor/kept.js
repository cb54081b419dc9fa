// What could not be saved yet, kept on this device by account and address of its page: {at, entries, ...}. Whoever else
// logs in here is never shown it, and logging out takes it away (../log-out.js).

const ALL = "colophon:kept:";
const PREFIX = `${ALL}${document.querySelector("[data-account]")?.dataset.account}:`;
const DAYS = 30;

export function keep(path, record) {
  try {
    localStorage.setItem(PREFIX + path, JSON.stringify({ at: Date.now(), ...record }));
    return true;
  } catch {
    return false; // no room, or not allowed
  }
}

export function kept(path) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + path));
  } catch {
    return null;
  }
}

export function forget(path) {
  try {
    localStorage.removeItem(PREFIX + path);
  } catch {
    // then there was nothing
  }
}

// The addresses that something of this account is kept for; what is older than a month goes, whosever it is.
export function keptPaths() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(ALL) && isOld(localStorage.getItem(key))) localStorage.removeItem(key);
    }
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}

function isOld(text) {
  try {
    return !(Date.now() - JSON.parse(text)?.at < DAYS * 86_400_000);
  } catch {
    return true;
  }
}
