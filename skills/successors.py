"""What took the place of skills: one (a merge), or several (a split)."""

from skills.models import Skill
from skos.rules import ancestors, successors


def heirs_of(skills):
    """{number: [Skill] by name} of what these were split into, or merged into; two queries however many they are."""
    replaced = {}
    for old, new in Skill.successors.through.objects.values_list("from_skill", "to_skill"):
        replaced.setdefault(old, set()).add(new)
    ends = successors(replaced)
    wanted = {skill.pk: ends.get(skill.pk, set()) for skill in skills}
    known = Skill.objects.in_bulk({end for found in wanted.values() for end in found})
    return {pk: sorted(map(known.get, found), key=str) for pk, found in wanted.items()}


def leading_to(skills):
    """[Skill]: those that were replaced by one of these, at whatever remove."""
    replaced = {}
    for old, new in Skill.successors.through.objects.values_list("from_skill", "to_skill"):
        replaced.setdefault(old, set()).add(new)
    wanted = {skill.pk for skill in skills}
    found = {old for old, reached in ancestors(replaced).items() if reached & wanted} - wanted
    return list(Skill.objects.filter(pk__in=found))
