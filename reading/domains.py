"""Which e-mail domains can stand for an institution: those that it alone gives addresses in."""

import re

from django.core.exceptions import ValidationError

from reading.text import one_line, quoted

# Families of free mail: one of these words, then a country or .com, .net, .org.
FREE_MAIL = {
    "aol", "duck", "email", "fastmail", "freenet", "gmail", "gmx", "googlemail", "hotmail", "hushmail",
    "icloud", "laposte", "live", "mail", "mailbox", "mailfence", "mailinator", "msn", "orange", "outlook",
    "proton", "protonmail", "qq", "rocketmail", "seznam", "tuta", "tutanota", "wanadoo", "yahoo", "yandex",
    "ymail", "zoho",
}  # fmt: skip
MORE_FREE_MAIL = {
    "me.com", "mac.com", "pm.me", "hey.com", "web.de", "arcor.de", "free.fr", "sfr.fr", "libero.it",
    "virgilio.it", "wp.pl", "o2.pl", "ukr.net", "163.com", "126.com", "naver.com", "comcast.net", "att.net",
    "verizon.net", "btinternet.com", "btopenworld.com", "sky.com", "talktalk.net", "virginmedia.com",
    "ntlworld.com", "blueyonder.co.uk", "tiscali.co.uk", "plus.com", "bigpond.com", "shaw.ca", "rogers.com",
}  # fmt: skip
ENDING = r"(com|net|org|[a-z]{2}|(co|com|net|org)\.[a-z]{2})"
# Endings that many institutions share, such as ac.uk: not everybody under them belongs to one.
SHARED = re.compile(
    r"(ac|co|com|edu|gen|go|gob|gouv|gov|govt|gv|ltd|me|mil|ne|net|nhs|nom|or|org|plc|police|sch)\.[a-z]{2}"
    r"|(ac|gov)\.(scot|wales)|gov\.uk|europa\.eu|(uk|us|eu|de)\.com|github\.io"
)
LONGEST = 254  # characters: one more than the domain name system has room for
LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"


def bare_domain(text):
    """library.example out of a domain, an address or a URL; ValidationError when it is none."""
    host = re.split(r"[/?#]", re.sub(r"^https?://", "", one_line(text).lower().strip("<>(),;")))[0]
    domain = host.rpartition("@")[2].partition(":")[0].strip(".*")
    domain = domain.removeprefix("www.")
    try:
        domain = domain[:LONGEST].encode("idna").decode("ascii")
    except UnicodeError:
        domain = ""
    if len(domain) > 120 or not re.fullmatch(rf"({LABEL}\.)+([a-z]{{2,63}}|xn--[a-z0-9-]+)", domain):
        raise ValidationError(f"{quoted(text.strip())} is not a domain. Write what comes after the @.")
    return domain


def guard_domain(domain):
    """ValidationError for domains whose addresses anybody can have."""
    first, _, ending = domain.partition(".")
    if domain in MORE_FREE_MAIL or (first in FREE_MAIL and re.fullmatch(ENDING, ending)):
        raise ValidationError(f"Anybody can get an address at {domain}: it cannot stand for an institution.")
    if SHARED.fullmatch(domain):
        raise ValidationError(f"Many institutions share {domain}. Write the one under it that is theirs alone.")
    return domain
