"""What took the place of skills: one (a merge), or several (a split)."""

from skills.models import Skill
from skos.rules import successors


def heirs_of(skills):
    """{number: [Skill] by name} of what these were split into, or merged into; two queries however many they are."""
    replaced = {}
    for old, new in Skill.successors.through.objects.values_list("from_skill", "to_skill"):
        replaced.setdefault(old, set()).add(new)
    ends = successors(replaced)
    wanted = {skill.pk: ends.get(skill.pk, set()) for skill in skills}
    known = Skill.objects.in_bulk({end for found in wanted.values() for end in found})
    return {pk: sorted(map(known.get, found), key=str) for pk, found in wanted.items()}
