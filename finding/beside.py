"""Where a list has nothing for the words of a search: what the other list has for them."""

from typing import NamedTuple

from finding.lists import People, Showcases
from reading.text import quoted
from search.results import Group

MOST = 3


class Beside(NamedTuple):
    """Context of templates/discovery/_beside.html."""

    title: str
    label: str
    url: str
    people: tuple = ()
    showcases: tuple = ()


def people_beside(q):
    """Beside: the first few, A to Z, of those whose name or work has the words `q`; None where there are none."""
    listing = People.of(q)
    named_or_able = listing.groups[Group.NAME] | listing.groups[Group.SKILL]
    if not (people := _shown(listing, listing.by_name([named_or_able])[:MOST])):
        return None
    return Beside(f"People for {quoted(q)}", "See the people", str(listing.address), people=people)


def showcases_beside(q):
    """Beside: the few showcases that have most to do with the words `q`; None where there are none."""
    listing = Showcases.of(q)
    if not (showcases := _shown(listing, listing.by_relevance(listing.found)[:MOST])):
        return None
    return Beside(f"Showcases for {quoted(q)}", "See the showcases", str(listing.address), showcases=showcases)


def _shown(listing, bits):
    found = tuple(listing.cards(list(bits), by="bit"))
    listing.mark(found)
    return found
