"""Find skills: the one that a text names, those that it may mean, and all of them in order."""

import re

from django.db.models import Q

from reading.text import fold
from skills.models import Skill, Sort


def find_skill(text):
    """The accepted skill with this slug, address, or label of any sort (or its successor), or None.

    Capitals, accents and the shape of marks make no difference.
    """
    text = " ".join(text.replace("\x00", "").split())
    if not text:
        return None
    if skill := Skill.objects.accepted().filter(slug=text).first():  # how content keeps it
        return skill
    matches = (
        Skill.objects.filter(
            Q(slug=text.lower()) | Q(uri=text) | Q(name__folded=fold(text)) | Q(labels__text__folded=fold(text))
        )
        .distinct()
        .select_related("instead")
        .prefetch_related("labels")
    )
    for skill in sorted(matches, key=lambda skill: _closeness(skill, text)):
        if not skill.current().is_deprecated:
            return skill.current()
    return None


def _closeness(skill, text):
    """Addresses go before labels, accepted skills before deprecated ones, preferred labels before others."""
    return (
        text.lower() != skill.slug and text != skill.uri,
        skill.is_deprecated,
        fold(text) != fold(skill.name),
        skill.name,
    )


def suggest(text, limit=12):
    """Up to `limit` accepted skills for a picker, best first.

    `.matched` is the label to show beside the name: "" where the name itself has the text, or a hidden label.
    """
    text = " ".join(text.replace("\x00", "").split())
    if not text:
        return []
    wanted, ranked = fold(text), []
    for skill in Skill.objects.matching(text).prefetch_related("labels"):
        in_name = _rank(skill.name, wanted)
        others = [(_rank(label.text, wanted), label) for label in skill.labels.all()]
        best, label = min(others, key=lambda pair: (pair[0], pair[1].sort), default=(ELSEWHERE, None))
        skill.matched = "" if in_name < ELSEWHERE or label is None or label.sort == Sort.HIDDEN else label.text
        ranked.append(((min(in_name, best), in_name > best, fold(skill.name)), skill))
    ranked.sort(key=lambda pair: pair[0])
    return [skill for _, skill in ranked[:limit]]


THE_SAME, START, START_OF_A_WORD, INSIDE, ELSEWHERE = range(5)


def _rank(label, wanted):
    label = fold(label)
    if label.startswith(wanted):
        return THE_SAME if label == wanted else START
    if wanted in label:
        return START_OF_A_WORD if re.search(rf"(?<!\w){re.escape(wanted)}", label) else INSIDE
    return ELSEWHERE


def options():
    """The preferred labels of all accepted skills, for a datalist."""
    return sorted(Skill.objects.accepted().values_list("name", flat=True), key=fold)
