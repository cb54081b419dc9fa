"""What the vocabulary knows about the words of a search, and pages that show what they mean."""

import re
from functools import cache

from django.db.models import Q

from finding.words import either as one_of
from reading.letters import QUOTES
from search.asking import ask, either
from search.results import NOTHING_MEANT, Meant
from search.topics import Topics
from skills.claims import naming
from skills.finding import Tier, hits
from skills.models import Label
from skills.queries import labelled
from skills.terms import key_of
from skos.concepts import ENGLISH

MOST_MEANT = 3  # skills
UNQUOTED = re.compile(f"[{QUOTES}]")


def hits_for(text, *, until=Tier.PARTLY):
    """`skills.finding.hits` for what visitors ask: what says nothing by itself finds only what is called so."""
    if ask(text).says_nothing:
        return [hit for hit in hits(text, until=Tier.ABOUT) if hit.tier == Tier.SAME]
    return hits(text, until=until)


def skill_called(q):
    """{skill, is_other_name} for the skill of which `q` is a name, {several: links} where several share what people
    type; None if there is none.
    """
    found = labelled(q)
    if len(found) > 1:
        return {"several": one_of((skill.name, skill.get_absolute_url()) for skill in found)}
    return {"skill": found[0], "is_other_name": key_of(found[0].name) != key_of(q)} if found else None


class Meanings:
    """What words mean for a list whose pages say what they show by the model `claims`; looked up once."""

    def __init__(self, claims):
        self._claims, self._skills = claims, cache(skills_meant)

    def of(self, words, nearly):
        """As `search.results.look` asks: pages that claim a skill which the words mean."""
        if not (skills := self._skills(words, nearly)):
            return NOTHING_MEANT
        return Meant(Q(pk__in=self._claims.objects.of_any(skills).values("content_object")), labels_of(skills))

    def able(self, words, nearly):
        """Conditions for people whose work is what the words mean: they claim the very skill, or are called so."""
        if not (skills := self._skills(words, nearly)):
            return []
        claimed = Q(pk__in=self._claims.objects.filter(naming(skills)).values("content_object"))
        called = either(piece.exactly("D") for piece in labels_of(skills))
        return [claimed, *([Q(search=Topics().having(called))] if called else [])]


def skills_meant(words, nearly):
    """Numbers of the few skills that words mean; with `nearly` also, where there are none, of those whose words are
    spelt nearly so. A guess by what showcases tell is none.
    """
    found = hits_for(words, until=Tier.NEARLY if nearly else Tier.ABOUT)
    return [hit.skill for hit in found if hit.tier == found[0].tier][:MOST_MEANT]


def labels_of(skills):
    """All that these skills are called in English, as pieces of a question."""
    texts = Label.objects.filter(skill__in=skills, language__in=["", ENGLISH]).values_list("text", flat=True)
    return tuple(piece for text in texts for piece in ask(f'"{UNQUOTED.sub(" ", text)}"').pieces)
