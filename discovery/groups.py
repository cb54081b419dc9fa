"""People whom a search found, in groups by where the words stand. In each they stand from A to Z: nobody is ranked."""

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from search.results import Group


class Heading(NamedTuple):
    """What a group is called, and the name of its place on the page."""

    place: str
    text: str


HEADINGS = {
    Group.NAME: Heading("by-name", "By name"),
    Group.SKILL: Heading("by-skill", "By skill or post"),
    Group.TEXT: Heading("by-what-they-tell", "In what they tell"),
    Group.APART: Heading("by-words-apart", "In what they tell, the words in different places"),
    Group.PART: Heading("by-some-words", "With some of the words"),
}


def headed(rows):
    """[(Heading, profiles)] of one page of a list that is ordered by `group`; a group that goes on has its heading
    again.
    """
    return [(HEADINGS[group], list(people)) for group, people in groupby(rows, attrgetter("group"))]
