"""Where a list has nothing for the words of a search: what the other list has for them."""

from typing import NamedTuple

from django.urls import reverse

from commitment.models import Showcase, ShowcaseSkill
from commitment.queries import for_cards as showcase_cards
from discovery.address import Address
from discovery.matches import match_people, match_showcases
from discovery.orders import BY_NAME, NEWEST
from discovery.search import able, showing
from profiles.models import Profile, ProfileSkill
from profiles.queries import for_cards as people_cards
from reading.text import quoted
from search.results import Group, look

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
    found = look(Profile.objects.published(), q, newest=BY_NAME, meant=showing(ProfileSkill))
    grouped = found.grouped(found.rows, able(found.question.words)).filter(group__in=[Group.NAME, Group.SKILL])
    people = list(people_cards(grouped.order_by(*BY_NAME))[:MOST])
    match_people(people, found.question)
    if not people:
        return None
    url = Address(reverse("people"), [("q", q)])
    return Beside(f"People for {quoted(q)}", "See the people", str(url), people=tuple(people))


def showcases_beside(q):
    """Beside: the few showcases that have most to do with the words `q`; None where there are none."""
    found = look(Showcase.objects.published(), q, newest=NEWEST, meant=showing(ShowcaseSkill))
    showcases = list(showcase_cards(found.ranked(found.rows, NEWEST))[:MOST])
    match_showcases(showcases, found.question)
    if not showcases:
        return None
    url = Address(reverse("showcases"), [("q", q)])
    return Beside(f"Showcases for {quoted(q)}", "See the showcases", str(url), showcases=tuple(showcases))
