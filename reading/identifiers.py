"""Identifiers as people copy them: found in what surrounds them, checked by their checksums, written in one way."""

import re
from html import unescape
from urllib.parse import parse_qs, quote, unquote, urlsplit

from django.core.exceptions import ValidationError

from reading.text import one_line, quoted
from reading.web_addresses import ended

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—−－"), "-")  # word processors make them of the one on the keyboard


def bare_orcid(text):
    """0000-0002-1825-0097 from an iD in any usual shape; ValidationError when the check digit is wrong.

    ISO 7064 MOD 11-2, as https://support.orcid.org describes it.
    """
    digits = r"(?<![0-9])([0-9]{4})[- ]?([0-9]{4})[- ]?([0-9]{4})[- ]?([0-9]{3}[0-9Xx])(?![0-9])"
    found = {"-".join(groups).upper() for groups in re.findall(digits, one_line(text).translate(HYPHENS))}
    if not found:
        raise ValidationError("An ORCID iD has 16 digits in four groups, for example 0000-0002-1825-0097.")
    if len(found) > 1:
        raise ValidationError("There are several ORCID iDs here. Write your own alone.")
    [orcid] = found
    digits = orcid.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    if digits[-1] != ("X" if rest == 10 else str(rest)):
        raise ValidationError("This ORCID iD has a typing mistake: its last digit does not fit the others.")
    return orcid


def bare_ror(text):
    """The nine characters of a ROR id (02mhbdp94) from any usual shape; ValidationError for a typing mistake.

    A zero, six characters of Crockford's base 32 and two check digits (ISO 7064 MOD 97-10).
    """
    found = re.findall(r"(?<![a-z0-9])0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}(?![a-z0-9])", one_line(text).lower())
    if len(set(found)) != 1:
        raise ValidationError("A ROR id has nine characters and begins with 0, for example https://ror.org/02mhbdp94.")
    ror, number = found[0], 0
    for character in ror[:-2]:
        number = number * 32 + CROCKFORD.index(character)
    if int(ror[-2:]) != 98 - (number * 100) % 97:
        raise ValidationError("This ROR id has a typing mistake: its check digits do not fit.")
    return ror


def validate_ror(value):
    if bare_ror(value) != value:
        raise ValidationError("Write the ROR id as its nine characters.")


LABEL = re.compile(
    r"(?:(?:info:|urn:)?doi(?: (?:name|number))?|digital object identifier)\s*[:：=/]?\s*", re.IGNORECASE
)
DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"]+", re.ASCII)
ADDRESS = re.compile(r"https?://|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?/", re.IGNORECASE)
RESOLVER = re.compile(r"(?:.*[.-])?doi[.-]org(?:[.:-].*)?", re.IGNORECASE)  # and as a library's proxy calls it
PUBLISHER = re.compile(  # in the path of a page about it: of no other file that happens to be called so
    r"/(?:doi(?:/[a-z]+)?|articles?|chapters?|books?|pdf|abs(?:tract)?|works|stable|records?)"
    r"/(10\.\d{4,9}(?:\.\d+)*/.+?)(?:/(?:full(?:text)?|abstract|e?pdf|html|meta|summary))*/?$",
    re.IGNORECASE,
)
FILE_OF = {"/pdf/": ".pdf", "/badge/": ".svg"}  # where the path names a file that is called by the DOI
MARKED = re.compile(r"!?\[.*\]\((\S+)\)")  # a link in Markdown
ANGLED = r"<(?:[\d:][^\s<>]{0,80}>|[^\s<>]{1,80}>(?=\d\.\d\.[a-z]{2};\d))"  # of a SICI: no tag of HTML is like it
PREFIX, PLAIN = r"10\.\d{4,9}(?:\.\d+)*/", r"[^\s<>\"]"
TYPED = re.compile(
    rf"(?:(?<![\w./:%@=&?#-])|(?<=doi:))(?:(?:www\.|dx\.)?doi\.org/)?({PREFIX}(?:{PLAIN}|{ANGLED}){{1,300}})",
    re.ASCII | re.IGNORECASE,
)
ANOTHER = re.compile(rf"[,;|]+(?=(?:doi:)?{PREFIX})", re.ASCII | re.IGNORECASE)
WITH_ANGLES = re.compile(
    rf"https?://{PLAIN}{{1,200}}?/{PREFIX}{PLAIN}{{0,200}}?{ANGLED}(?:{PLAIN}|{ANGLED}){{0,200}}",
    re.ASCII | re.IGNORECASE,
)
PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


def bare_doi(text):
    """10.1234/abc from a DOI in any usual shape; ValidationError when it is none.

    Usual are a label before it, the address of the resolver or of a publisher's page, either through a library's
    proxy, letters as percent signs and figures, brackets around it and a full stop behind. What `doi_url` gives
    comes back as it was.
    """
    whole = one_line(unescape(text) if re.search("&(?:[lg]t|amp|nbsp);", text) else text)
    if marked := MARKED.fullmatch(whole):
        whole = marked[1]
    doi = _one(whole)
    if not DOI.match(doi):  # a whole reference, with one in it
        found = set(filter(DOI.fullmatch, map(_one, whole.split())))
        doi = found.pop() if len(found) == 1 else doi
    if not DOI.fullmatch(doi):
        if re.search(r"\s", doi) and DOI.match(doi):
            raise ValidationError(
                f"A DOI has no space in it, and {quoted(doi)} has. Take it out, or what stands behind the DOI."
            )
        raise ValidationError("A DOI begins with 10., for example 10.5281/zenodo.1234567.")
    return doi


def doi_url(doi):
    """The address that a DOI resolves at: letters that mean something else in an address are written otherwise."""
    return "https://doi.org/" + quote(doi, safe="/:;()-._~,@!$'*=&") if doi else ""


def dois_in(text):
    """(start, end, DOI) of each that stands in a running text, alone or behind doi: or doi.org/."""
    at = 0
    while found := TYPED.search(text, at):
        doi = _without_tail(ended(ANOTHER.split(found[1])[0].rstrip("*")))
        at = found.start(1) + len(doi)  # another may follow a comma
        if DOI.fullmatch(doi):
            yield found.start(), at, doi


def address_with_angles(text):
    """The address that `text` begins with, if it has a DOI with <…> in it; else ""."""
    found = WITH_ANGLES.match(text)
    return _without_tail(found[0].rstrip("*_")) if found else ""


def _one(text):
    doi = _in_address(_bared(text))
    doi = _decoded(LABEL.sub("", doi, count=1) if LABEL.match(doi) else doi)
    return _without_tail(one_line(doi))  # also of what percent signs may have hidden


def _bared(text):
    """Without what stands around it: <…>, quotation marks, a label before an address."""
    text = text.lstrip("([{<\"'“‘ ").rstrip("\"'”’ ")
    address = re.search(r"https?://", text, re.IGNORECASE)
    return text[address.start() :] if address and LABEL.fullmatch(text[: address.start()]) else text


def _in_address(text, depth=3):
    """The part of an address that is the DOI, decoded; a text that is no such address as it is."""
    if not ADDRESS.match(text) or DOI.match(text):
        return text
    if "://" not in text:
        text = f"https://{text}"
    try:
        _, host, path, query, _ = urlsplit(text)
    except ValueError:
        return text
    if depth and (behind := re.search(r"[?&](?:q?url|target)=(.+)", text)):  # as proxies lead on
        inner = behind[1]
        if "://" not in inner:  # it was encoded: what follows an & is the proxy's own
            inner = _decoded(inner.partition("&")[0])
        return _in_address(inner, depth - 1)
    if RESOLVER.fullmatch(host):
        return unquote(path.lstrip("/"))
    if found := PUBLISHER.search(unquote(path)):
        endings = [ending for of, ending in FILE_OF.items() if of in path.lower()]
        return re.sub(rf"({'|'.join(map(re.escape, endings))})$", "", found[1]) if endings else found[1]
    said = parse_qs(query)
    return next((said[name][0] for name in ("doi", "id") if DOI.match(said.get(name, [""])[0])), text)


def _decoded(text):
    """Percent signs and figures as letters, also those of an address inside an address."""
    for _ in range(3):
        if not re.search("%[0-9a-f]{2}", text, re.IGNORECASE):
            break
        text = unquote(text)
    return text


def _without_tail(doi):
    """Without the end of the sentence or bracket that it stood in."""
    while doi:
        opening = PAIRS.get(doi[-1])
        if doi[-1] not in ".,;:'’”…" and (opening is None or doi.count(opening) >= doi.count(doi[-1])):
            break
        doi = doi[:-1].rstrip()
    return doi
