"""The shelf of skills, found by all that they are called and by what they are."""

from django.urls import reverse

from finding.address import Address
from finding.everything.shelf import MOST_CALLED, SHOWN, Called, Finding, Shelf
from finding.search import hits_for
from reading.text import quoted
from search import nearest
from search.asking import ask
from skills.finding import Tier
from skills.models import Skill
from skills.phrases import shortened
from skills.queries import begun, named, unjoined, with_the_words

DEFINED = 160  # characters of a definition
MOST_ALONE = 4  # words that are looked at by themselves where no skill has them all


def looked_for(text):
    """`skills.finding.hits` for a text; of a question that finds none, for what it is about. OR and -word hold.

    What is spelt wrongly and stands in no skill is read as pages would be.
    """
    question = ask(text)
    if question.has_rules:
        return _by_rules(question)
    found = hits_for(text)
    if any(hit.is_by_words for hit in found):
        return found
    about = question.words
    return (hits_for(about) if about and about != text else []) or found or _read_otherwise(question)


def _read_otherwise(question):
    if not (other := nearest.read(question)):
        return []
    words = other.question.words
    return [hit._replace(tier=Tier.NEARLY, meant=words) for hit in hits_for(words, until=Tier.ABOUT)]


def _by_rules(question):
    """Of each alternative, without those that what it refuses finds; the best first, each once."""
    found = {}
    for one in question.alternatives:
        refused = {hit.skill for piece in one.refused for hit in hits_for(piece.typed, until=Tier.ABOUT)}
        for hit in hits_for(" ".join(piece.typed for piece in one.telling)):
            if hit.skill not in refused:
                found.setdefault(hit.skill, hit)
    return sorted(found.values(), key=lambda hit: hit.tier)


def near(text):
    """Hits for a text for which there is none: what a word of it means by itself."""
    pieces = ask(text).pieces[:MOST_ALONE]
    found = (hits_for(piece.typed, until=Tier.ABOUT)[:1] for piece in pieces) if len(pieces) > 1 else ()
    return [hit for one in found for hit in one]


def skills_of(found):
    """The skills of `skills.finding.Hit`s, in this order, each once."""
    numbers = list(dict.fromkeys(hit.skill for hit in found))
    skills = Skill.objects.in_bulk(numbers)
    return [skills[number] for number in numbers]


def meant(text, found=None):
    """Skills that may be meant by a text, best first; not those of showcases that only mention it. `found` is what
    `looked_for` has for it, where that is known.
    """
    found = looked_for(text) if found is None else found
    return skills_of([hit for hit in found if hit.tier != Tier.SHOWCASES] or near(text))


def beginning(skill):
    return shortened(skill.definition, "", DEFINED)


class Skills(Shelf):
    slug, heading, noun = "skills", "Skills", ("skill", "skills")
    template = "discovery/_found_skills.html"

    def find(self, text):
        """The count is that of the skills' own page, which shows what has the words; others are only `like` them."""
        found = looked_for(text)
        sure = [hit for hit in found if hit.is_by_words]
        if not sure:
            return Finding(like=meant(text, found))
        shown = sure[: SHOWN + MOST_CALLED]
        things = skills_of(shown)
        for skill, hit in zip(things, shown, strict=True):
            skill.why, skill.told = hit.why, beginning(skill)
        return Finding(len(sure), things, str(Address(reverse("skills"), [("q", text)])))

    def called(self, text):
        """Also where only hyphens or spaces are others: 3-D scanning and 3D scanning."""
        found = named(text) or ([] if ask(text).has_rules else with_the_words(text))
        return [
            Called(skill.name, _what(skill, text), skill.get_absolute_url(), beginning(skill))
            for skill in found[:MOST_CALLED]
        ]

    def suggest(self, text, most):
        return [
            Called(skill.name, f"Skill, also called {other}" if other else "Skill", skill.get_absolute_url())
            for skill, other in begun(text, most)
        ]


def _what(skill, text):
    return "Skill" if unjoined(skill.name) == unjoined(text) else f"Skill, looked for as {quoted(text)} too"
