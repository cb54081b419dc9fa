"""An empty list: what was asked for, and what it would hold with less."""

from django.urls import reverse

from finding.address import Address
from finding.words import amount
from reading.text import quoted


def nothing(listing):
    """Why a list is empty and what to do, for discovery/_nothing.html.

    `drops` are the words and each facet that something was chosen in, with what is there without it; those that
    give something first.
    """
    if not listing.chips:
        title, text = "Nothing published yet", "Until there is, see which skills to look for."
        return _told(title, text, "See the skills", reverse("skills"))
    facets = [facet for facet in listing.facets if facet.chosen]
    all_of_it = f"See all {listing.noun[1]}", listing.path
    if not facets:
        text = f"You searched for {quoted(listing.q)}. Try fewer words, other words or another spelling."
        everything = str(Address(reverse("search"), [("q", listing.q)]))
        return _told("Nothing found", text, "Search everything", everything)
    parts = [f"{facet.title.lower()}: {facet.said}" for facet in facets]
    words = "words" if " " in listing.q else "word"
    asked = [f"the {words} {quoted(listing.q)}", *parts] if listing.q else parts
    more = " All of it has to hold at once." if len(asked) > 1 else ""
    return _told("Nothing found", f"You asked for {'; '.join(asked)}.{more}", *all_of_it, _drops(listing, facets))


def _drops(listing, facets):
    left = [(facet.said, facet.without(listing.address), listing.narrowed(besides=facet)) for facet in facets]
    if listing.q:
        left.insert(0, (quoted(listing.q), listing.without_words, listing.without_the_words()))
    counted = [(f"Without {said}", str(address), within.bit_count()) for said, address, within in left]
    return [
        {"label": label, "url": url if count else "", "there_is": amount(count, *listing.noun) if count else "none"}
        for label, url, count in sorted(counted, key=lambda drop: not drop[2])
    ]


def _told(title, text, label, url, drops=()):
    return {"title": title, "text": text, "action_label": label, "action_url": url, "drops": drops}
