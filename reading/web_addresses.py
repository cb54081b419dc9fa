"""Web addresses as people paste them: taken out again of what mail programs and search engines wrap around them."""

import re
from base64 import urlsafe_b64decode
from string import ascii_lowercase, ascii_uppercase, digits
from urllib.parse import parse_qs, quote, unquote, urlsplit

WRAPPERS = {  # who wraps (host and path): the parameters that may have the real address
    r"([\w.-]+\.)?safelinks\.protection\.(outlook\.com|office365\.us)/.*": ("url",),  # Outlook
    r"([\w.-]+\.)?teams\.cdn\.office\.net/.*": ("url",),
    r"urldefense\.proofpoint\.com/v1/url": ("u",),
    r"linkprotect\.cudasvc\.com/.*": ("a",),  # Barracuda
    r"(www\.)?google\.[a-z.]{2,6}/url": ("q", "url"),
}
V2 = re.compile(r"https?://urldefense(?:\.proofpoint)?\.com/v2/url\?(?:.*&)?u=([^&]+)")
V3 = re.compile(r"https?://urldefense(?:\.proofpoint)?\.com/v3/__(.+?)__;([\w-]*)(?:=*)!")
RUNS = {letter: number for number, letter in enumerate(ascii_uppercase + ascii_lowercase + digits + "-_", 2)}
IN_TEXT = re.compile(
    r"https?://(?:[\w.-]*(?:safelinks|urldefense|cudasvc|cdn\.office)|(?:www\.)?google\.)"
    r"(?:[^\s<>()\[\]\"]|\([^\s<>()\[\]\"]*\))*"
)
NEXT = re.compile(r"[,;|]+(?=https?://|www\.)|[“”„«»—、。]|’s?$", re.IGNORECASE)  # what an address has none of
WHOLE = re.compile(r"https?://[^\W_][^\s\\/?#@]*(?:[/?#]\S*)?", re.IGNORECASE)


def is_whole(address):
    """Whether it names its host: not what browsers read as a page of this portal, or as `//host`, and with nobody's
    name before it, which looks like a host (https://www.bl.uk@x.example).
    """
    return bool(WHOLE.fullmatch(address))


def ended(address):
    """An address as it was found in a text, without what the sentence goes on with."""
    following = NEXT.search(address, 8)
    return (address[: following.start()] if following else address).rstrip(".,:;?!…‘’›")


def without_escapes(text):
    """A text in which a \\_ in an address is the _ that it was before somebody took it for a mark."""
    if "\\_" not in text:
        return text
    return re.sub(r"\S+", lambda word: word[0].replace("\\_", "_") if "://" in word[0] else word[0], text)


def unwrapped(address):
    """The real address where a mail program has put one of its own around it; any other as it is."""
    for _ in range(3):  # one office wraps what another has wrapped
        inner = _inside(address.strip().replace("&amp;", "&")).strip()
        if not is_whole(inner):
            break
        address = inner
    return address


def unwrapped_in(text):
    """A text with the real addresses in place of the wrapped ones."""
    if "://" not in text:
        return text
    return IN_TEXT.sub(_plainly, text)


def _plainly(match):
    address = match[0].rstrip(".,;:!?'*_")
    real = unwrapped(address)
    return match[0] if real == address else quote(real, safe="%/:?#@!$&'*+,;=~") + match[0][len(address) :]


def _inside(address):
    if found := V2.match(address):
        return unquote(found[1].translate({ord("-"): "%", ord("_"): "/"}))
    if found := V3.match(address):
        return _of_v3(*found.groups())
    try:
        host, path, query = urlsplit(address)[1:4]
    except ValueError:  # half an address of the IPv6 sort
        return ""
    said = parse_qs(query)
    names = next((names for wrapper, names in WRAPPERS.items() if re.fullmatch(wrapper, host.lower() + path)), ())
    return next((said[name][0] for name in names if name in said), "")


def _of_v3(address, kept):
    """Proofpoint puts a * for each character that it keeps apart, and ** with a letter for a run of them."""
    try:
        apart = iter(urlsafe_b64decode(kept + "=" * (-len(kept) % 4)).decode())
    except ValueError:
        return ""

    def put_back(match):
        return "".join(next(apart, "") for _ in range(RUNS[match[1]] if match[1] else 1))

    return re.sub(r"^(https?:/)(?!/)", r"\1/", re.sub(r"\*(?:\*([\w-]))?", put_back, address, flags=re.ASCII))
