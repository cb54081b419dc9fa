"""The vocabulary as lists and counts want it: read once an edition, as no skill changes without one."""

from collections import defaultdict

from bitmaps.sets import union
from reading.text import fold
from skills.counting import LEVEL, SKILL
from skills.models import Kind, Level, Nature, Reach, Skill, Status

CRAFTS, SOFTWARE, SOFT = "Crafts and techniques", "Software and systems", "Soft skills"


def part_of(skill):
    """What a visitor looks for it under."""
    if skill.nature == Nature.SOFT:
        return SOFT
    return SOFTWARE if skill.kind == Kind.SOFTWARE else CRAFTS


class Vocabulary:
    """`by_slug`: {slug: Skill} of all, `accepted`: {number: Skill}, each with its `key` to be sorted by; of those that
    are accepted `above`: {number: numbers right above it}, `below`: {number: [Skill]}, and `roots`: {part: [Skill]}.
    """

    def __init__(self):
        rows = Skill.objects.order_by("pk").only("slug", "name", "kind", "nature", "status", "instead")
        every = {skill.pk: skill for skill in rows}
        for skill in every.values():
            skill.key = fold(skill.name)
            if skill.instead_id:
                skill.instead = every[skill.instead_id]
        self.by_slug = {skill.slug: skill for skill in every.values()}
        self.accepted = {pk: skill for pk, skill in every.items() if skill.status == Status.ACCEPTED}
        self.above, self.below, self.roots = defaultdict(list), defaultdict(list), defaultdict(list)
        for pk, broad in Skill.broader.through.objects.order_by("pk").values_list("from_skill", "to_skill"):
            if broad in self.accepted and pk in self.accepted:
                self.above[pk].append(broad)
                self.below[broad].append(self.accepted[pk])
        for pk, skill in self.accepted.items():
            if not self.above[pk]:
                self.roots[part_of(skill)].append(skill)


def vocabulary(pages):
    """The Vocabulary as of these bitmaps."""
    return pages.kept("vocabulary", Vocabulary)


def claiming(pages, at_least=None):
    """{number of a skill: the set of those that claim it or a narrower one}, at this level or above."""
    return pages.kept(("claiming", at_least), lambda: _claiming(pages, at_least))


def _claiming(pages, at_least):
    facets = [LEVEL.format(level) for level in Level.values if level >= at_least] if at_least else [SKILL]
    named = defaultdict(int)
    for facet in facets:
        for skill, one in pages.values(facet).items():
            named[skill] = union([named[skill], one])
    reached = pages.kept("reach", _reach)
    found = {broad: union(named[skill] for skill in skills if skill in named) for broad, skills in reached.items()}
    return {skill: one for skill, one in found.items() if one}


def _reach():
    found = defaultdict(list)
    for broad, skill in Reach.objects.values_list("broad", "skill"):
        found[broad].append(skill)
    return found
