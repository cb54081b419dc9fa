"""What the vocabulary adds to the search row of a page that claims skills."""

from collections import defaultdict
from typing import NamedTuple

from skills.claims import of_today
from skills.models import Label, Reach, Skill


class Names(NamedTuple):
    """Texts, one a skill or label: of the skills that are claimed; all other names of those and of what was merged
    into them (whoever types “cataloging” finds cataloguing); all names of the skills that those are part of.
    """

    skills: list
    others: list
    broader: list


def names_of(claims, numbers):
    """{number of a page: Names} by the model `claims`, for all of `numbers`, in four statements."""
    rows = claims.objects.filter(content_object__in=numbers).order_by("position").annotate(today=of_today())
    claimed = defaultdict(list)
    for page, skill in rows.values_list("content_object", "today"):
        claimed[page].append(skill)
    today = {skill for skills in claimed.values() for skill in skills}
    above = defaultdict(list)
    for skill, broad in Reach.objects.filter(skill__in=today).order_by("broad").values_list("skill", "broad"):
        if broad != skill:
            above[skill].append(broad)
    meant = today | {broad for broads in above.values() for broad in broads}
    called, others = _called(meant)
    return {page: _names(claimed[page], above, called, others) for page in numbers}


def _called(meant):
    """({skill: its name}, {skill: all others})"""
    called, others = {}, defaultdict(list)
    of = {}
    named = Skill.objects.filter(pk__in=meant) | Skill.objects.filter(instead__in=meant)
    for pk, name, instead in named.order_by("pk").values_list("pk", "name", "instead"):
        of[pk] = instead if instead in meant else pk
        if pk in meant:
            called[pk] = name
        if of[pk] != pk:
            others[of[pk]].append(name)
    for skill, text in Label.objects.filter(skill__in=of).order_by("pk").values_list("skill", "text"):
        others[of[skill]].append(text)
    return called, others


def _names(claimed, above, called, others):
    own = list(dict.fromkeys(claimed))
    broad = [skill for skill in dict.fromkeys(one for skill in own for one in above[skill]) if skill not in own]
    return Names(
        skills=[called[skill] for skill in own],
        others=[text for skill in own for text in others[skill]],
        broader=[text for skill in broad for text in (called[skill], *others[skill])],
    )
