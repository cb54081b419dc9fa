"""What the vocabulary knows about the words of a search, and pages that show what they mean."""

from django.db.models import Q

from discovery.words import either
from profiles.models import ProfileSkill
from search.asking import ask
from search.lookups import Lexemes
from search.results import NOTHING_MEANT, Meant
from skills.claims import naming
from skills.finding import Tier, hits
from skills.models import Label
from skills.queries import labelled
from skills.terms import key_of
from skos.concepts import ENGLISH

MOST_MEANT = 3  # skills


def skill_called(q):
    """{skill, is_other_name} for the skill of which `q` is a name, {several: links} where several share what people
    type; None if there is none.
    """
    found = labelled(q)
    if len(found) > 1:
        return {"several": either((skill.name, skill.get_absolute_url()) for skill in found)}
    return {"skill": found[0], "is_other_name": key_of(found[0].name) != key_of(q)} if found else None


def showing(claims):
    """meant(words) for `search.results.look`: pages that claim, by the model `claims`, a skill which the words mean."""

    def meant(words):
        skills = meant_by(words)
        if not skills:
            return NOTHING_MEANT
        shown = Q(pk__in=claims.objects.of_any(skills).values("content_object"))
        return Meant(shown, labels_of(skills))

    return meant


def meant_by(words):
    """Numbers of the few skills that words mean; a guess by what showcases tell is none."""
    found = [hit for hit in hits(words, told=False) if hit.tier != Tier.PARTLY]
    return [hit.skill for hit in found if hit.tier == found[0].tier][:MOST_MEANT]


def able(words):
    """A condition for people whose work is what the words mean: they claim the very skill, or are called so."""
    skills = meant_by(words)
    if not skills:
        return Q(pk__in=[])
    claimed = ProfileSkill.objects.filter(naming(skills)).values("content_object")
    called = " | ".join(f"({piece.exactly('D')})" for piece in labels_of(skills))
    return Q(pk__in=claimed) | (Q(search=Lexemes(called)) if called else Q(pk__in=[]))


def labels_of(skills):
    """All that these skills are called in English, as pieces of a question."""
    texts = Label.objects.filter(skill__in=skills, language__in=["", ENGLISH]).values_list("text", flat=True)
    return tuple(piece for text in texts for piece in ask(f'"{text}"').pieces)
