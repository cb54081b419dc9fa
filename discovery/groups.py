"""People whom a search found, in groups by where the words stand. In each they stand from A to Z: nobody is ranked."""

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple


class Heading(NamedTuple):
    """What a group is called, and the name of its place on the page."""

    place: str
    text: str


HEADINGS = (  # in the order of `search.results.Group`
    Heading("by-name", "By name"),
    Heading("by-skill", "By skill or post"),
    Heading("by-what-they-tell", "In what they tell"),
    Heading("by-words-apart", "In what they tell, the words in different places"),
    Heading("by-some-words", "With some of the words"),
)


def headed(rows):
    """[(Heading, profiles)] of one page of a list that is ordered by `group`; a group that goes on has its heading
    again.
    """
    return [(HEADINGS[group], list(people)) for group, people in groupby(rows, attrgetter("group"))]
