"""The shelf of skills, found by all that they are called and by what they are."""

from django.urls import reverse

from discovery.address import Address
from discovery.everything.shelf import MOST_CALLED, SHOWN, Called, Finding, Shelf
from reading.text import quoted
from skills.finding import hits
from skills.models import Skill
from skills.phrases import shortened
from skills.queries import begun, named
from skills.terms import key_of

DEFINED = 160  # characters of a definition


def beginning(skill):
    return shortened(skill.definition, "", DEFINED)


class Skills(Shelf):
    slug, heading, noun = "skills", "Skills", ("skill", "skills")
    template = "discovery/_found_skills.html"

    def find(self, text):
        """The count is that of the skills' own page, which shows what has the words; others are only `like` them."""
        found = hits(text)
        sure = [hit for hit in found if hit.is_by_words]
        shown = (sure or found)[: SHOWN + MOST_CALLED]
        skills = Skill.objects.in_bulk([hit.skill for hit in shown])
        things = [skills[hit.skill] for hit in shown]
        for skill, hit in zip(things, shown, strict=True):
            skill.why, skill.told = hit.why, beginning(skill)
        if not sure:
            return Finding(like=[(skill.name, skill.get_absolute_url()) for skill in things])
        return Finding(len(sure), things, str(Address(reverse("skills"), [("q", text)])))

    def called(self, text):
        return [
            Called(skill.name, _what(skill, text), skill.get_absolute_url(), beginning(skill))
            for skill in named(text)[:MOST_CALLED]
        ]

    def suggest(self, text, most):
        return [
            Called(skill.name, f"Skill, also called {other}" if other else "Skill", skill.get_absolute_url())
            for skill, other in begun(text, most)
        ]


def _what(skill, text):
    return "Skill" if key_of(skill.name) == key_of(text) else f"Skill, looked for as {quoted(text)} too"
