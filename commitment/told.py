"""What the page of a showcase says beyond its card."""

from itertools import chain

from commitment.models import (
    Contributor,
    Showcase,
    ShowcaseOutcome,
    ShowcasePartner,
    ShowcaseSkill,
    ShowcaseWord,
)
from commitment.pillars import PillarChoice
from postgres.prepared import NUMBERS, Prepared
from skills.told import Told, each, names_of, skills_in, texts_of

HEADINGS = {
    "challenge": "The challenge",
    "what_we_did": "What we did",
    "outcome": "What came of it",
    "advice": "Advice for others",
}


def _rows(numbers):
    parts = {
        "their_skills": names_of(ShowcaseSkill),
        "their_people": texts_of(Contributor, "showcase", "name", "affiliation"),
        "their_partners": texts_of(ShowcasePartner, "showcase", "institution__name"),
        "their_words": texts_of(ShowcaseWord, "showcase", "word"),
        "their_figures": texts_of(ShowcaseOutcome, "showcase", "measure", "unit", "source"),
    }
    rows = Showcase.objects.filter(pk__among=numbers).annotate(**parts).order_by()
    return rows.values_list("pk", "pillars", "institution__parent__name", *parts, *HEADINGS)


TOLD = Prepared(_rows, NUMBERS)


def told(numbers):
    """{number: an iterator of Told} of these showcases, in one statement; those to be quoted first come first."""
    found = {}
    for pk, pillars, parent, skills, people, partners, words, figures, *texts in TOLD.rows(numbers):
        found[pk] = chain(
            (Told(where, text) for where, text in zip(HEADINGS.values(), texts, strict=True) if text),
            each("Who did it", people),
            skills_in(skills),
            each("In their own words", words),
            each("With", partners),
            each("In figures", figures),
            (Told("Pillar", PillarChoice(pillar).label) for pillar in pillars),
            [Told("Part of", parent)] if parent else [],
        )
    return found
