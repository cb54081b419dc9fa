"""The front page."""

from django.shortcuts import render
from django.utils import timezone

from bitmaps import index
from config.pages import public_page
from finding.facets.places import places_of
from finding.lists import People, Showcases
from finding.vocabulary import vocabulary
from finding.words import amount, either
from skills.counting import SKILL

SHOWCASES = PEOPLE = 6
DOINGS = (
    ("repair", "conservation"),
    ("describe", "cataloguing-and-classification"),
    ("digitise", "digitisation"),
    ("license", "copyright-and-licensing"),
    ("teach", "information-literacy"),
    ("code", "scripting"),
)


def people_of_the_day(pages, day, most=PEOPLE):
    """Bits of some profiles, others each day: everybody's turn comes equally often, whoever they are."""
    total = pages.live.bit_count()
    start, most = day.toordinal() * most % total if total else 0, min(most, total)
    left = max(0, start + most - total)  # to be taken from the beginning again
    chosen = pages.first(pages.live, "", total - start - most + left, most - left)[::-1]
    return chosen + pages.first(pages.live, "", total - left, left)[::-1]


def skills_in_use(*of_pages):
    """How many skills any of the pages name, as they are read today."""
    every = {skill.pk: skill for skill in vocabulary(of_pages[0]).by_slug.values()}
    return len({every[pk].current() for pages in of_pages for pk in pages.values(SKILL)})


@public_page
def home(request):
    showcases, people = index.current(Showcases.kind), index.current(People.kind)
    known = vocabulary(showcases).by_slug
    top = [place for place in places_of(showcases).in_order if place.parent is None]
    context = {
        "doings": either((verb, known[slug].current().get_absolute_url()) for verb, slug in DOINGS if slug in known),
        "newest": Showcases.first_of(showcases, showcases.live, SHOWCASES),
        "people": People.cards(people_of_the_day(people, timezone.localdate()), by="bit"),
        "skills_in_use": amount(skills_in_use(showcases, people), "skill", "skills"),
        "institutions": amount(len(top), "institution", "institutions"),
    }
    return render(request, "discovery/home.html", context)
