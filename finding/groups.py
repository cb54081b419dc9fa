"""People whom a search found, in groups by where the words stand. In each they stand from A to Z: nobody is ranked."""

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
PARTS = {Group.APART: "The words in different places", Group.PART: "Some of the words"}  # of what they tell
NEAR = "What has to do with it"


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
