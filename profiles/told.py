"""What the page of a person says beyond their card."""

from itertools import chain

from postgres.prepared import NUMBERS, Prepared
from profiles.models import Certification, Profile, ProfileOutcome, ProfileSkill, ProfileWord, WorkSample
from skills.told import Told, each, names_of, skills_in, texts_of

HEADINGS = {
    "skills_in_role": "The skills in my role",
    "commitment_here": "Where I work",
    "day_to_day": "Day to day",
    "route_here": "How I came here",
}


def _rows(numbers):
    parts = {
        "their_skills": names_of(ProfileSkill),
        "their_evidence": texts_of(ProfileSkill, "content_object", "evidence"),
        "their_words": texts_of(ProfileWord, "profile", "word"),
        "their_shown": texts_of(WorkSample, "profile", "title", "shows"),
        "their_certified": texts_of(Certification, "profile", "name", "issuer"),
        "their_figures": texts_of(ProfileOutcome, "profile", "measure", "unit", "source"),
    }
    rows = Profile.objects.filter(pk__among=numbers).annotate(**parts).order_by()
    return rows.values_list("pk", "unit", "institution__parent__name", *parts, *HEADINGS)


TOLD = Prepared(_rows, NUMBERS)


def told(numbers):
    """{number: an iterator of Told} of these profiles, in one statement; those to be quoted first come first."""
    found = {}
    for pk, unit, parent, skills, evidence, words, shown, certified, figures, *texts in TOLD.rows(numbers):
        found[pk] = chain(
            skills_in(skills),
            each("In my own words", words),
            each("Evidence", evidence),
            (Told(where, text) for where, text in zip(HEADINGS.values(), texts, strict=True) if text),
            each("Sample of work", shown),
            each("Certificate", certified),
            each("In figures", figures),
            [Told("Where", unit)] if unit else [],
            [Told("Part of", parent)] if parent else [],
        )
    return found
