"""What a search found, in groups. People stand by where the words stand, in each group from A to Z: nobody is ranked.
Showcases that have all of the words stand before those that do not.
"""

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from search.results import Group


class Heading(NamedTuple):
    """What a group is called, and the name of its place on the page."""

    place: str
    text: str


NAME, SKILL = Heading("by-name", "By name"), Heading("by-skill", "By skill or post")
TELLS = Heading("by-what-they-tell", "In what they tell")
HEADINGS = {Group.NAME: NAME, Group.SKILL: SKILL, Group.TEXT: TELLS, Group.APART: TELLS, Group.PART: TELLS}
SOME, NEAR = "Some of the words", "What has to do with it"
PARTS = {Group.APART: "The words in different places", Group.PART: SOME}  # of what they tell


def parted(showcases, found):
    """[(what a part is called, or "", showcases)] of one page of a list that is ordered by how likely they are; `found`
    is the `search.results.Found` that they are of.
    """
    if not (found.is_widened and found.strict):
        return [("", list(showcases))]
    strict, name = set(found.best[: found.strict]), NEAR if len(found.question.pieces) == 1 else SOME
    parts = groupby(showcases, lambda one: one.bit in strict)
    return [("" if has_all else name, list(those)) for has_all, those in parts]


def headed(rows, question):
    """[(Heading, [(what its part is called, or "", profiles)])] of one page of a list that is ordered by `group`; a
    group that goes on has its heading again. Who does not have the one word of a `question` does not have some of its
    words.
    """
    called = PARTS | ({Group.PART: NEAR} if len(question.pieces) == 1 else {})
    parts = [(group, list(people)) for group, people in groupby(rows, attrgetter("group"))]
    return [
        (heading, [(called.get(group, ""), people) for group, people in those])
        for heading, those in groupby(parts, lambda part: HEADINGS[part[0]])
    ]
