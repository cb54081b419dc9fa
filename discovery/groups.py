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
NEAR = Heading("by-some-words", "With what has to do with it")


def headed(rows, question):
    """[(Heading, profiles)] of one page of a list that is ordered by `group`; a group that goes on has its heading
    again. Who does not have the one word of a `question` does not have some of its words.
    """
    last = NEAR if len(question.pieces) == 1 else HEADINGS[-1]
    headings = (*HEADINGS[:-1], last)
    return [(headings[group], list(people)) for group, people in groupby(rows, attrgetter("group"))]
