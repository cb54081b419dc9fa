// What could not be saved yet, kept on this device by the address of its page: {at, entries, ...}.

const PREFIX = "colophon:kept:";
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

// The addresses that something is kept for; what is older than a month goes.
export function keptPaths() {
  let paths = [];
  try {
    paths = Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
  const isOld = (path) => !(Date.now() - kept(path)?.at < DAYS * 86_400_000);
  paths.filter(isOld).forEach(forget);
  return paths.filter((path) => !isOld(path));
}
