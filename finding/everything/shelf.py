"""What `/search/` looks through: shelves, each of one kind of thing, which apps register when they are ready."""

from dataclasses import dataclass, field
from typing import NamedTuple

SHOWN = 3  # things of a shelf that are shown before “See all”
MOST_CALLED = 6  # things of a shelf that are shown for having one name


class Called(NamedTuple):
    """A thing by its name: `what` it is, `about`: a sentence or less."""

    name: str
    what: str
    url: str
    about: str = ""


@dataclass
class Finding:
    """`count` things were found; of them `things` come first, and all stand at `url`.

    `like` is what may be meant where nothing was found; `read`, if there is one, the `search.results.Found` that says
    what was taken for what.
    """

    count: int = 0
    things: list = field(default_factory=list)
    url: str = ""
    read: object = None
    like: list = field(default_factory=list)

    @property
    def is_guess(self):
        """Has nothing here all that was asked for?"""
        return self.read is not None and not self.read.strict and self.read.is_widened


class Shelf:
    """Base of the shelves. `template` draws `things`, as many as SHOWN, in a list; `noun` is one and many."""

    slug: str
    heading: str
    noun: tuple[str, str]
    template: str

    def find(self, text):
        """The Finding for words."""
        raise NotImplementedError

    def called(self, text):
        """[Called], at most MOST_CALLED: what has this for its whole name, however it is typed."""
        raise NotImplementedError

    def is_asked_by_part(self, words):
        """Would people who type only these words of a name mean the thing that has them?"""
        return False

    def mark(self, things, read):
        """Mark in `things` what they were found by; `read` is the `search.results.Found` of their Finding."""

    def suggest(self, text, most):
        """[Called], at most so many, the likeliest first: what `text` may be the beginning of. It is asked at each
        letter: it takes a millisecond or two, however much there is.
        """
        raise NotImplementedError


_shelves = {}


def register(shelf):
    """Let `/search/` look through a shelf too. They stand in the order in which they are registered."""
    _shelves[shelf.slug] = shelf


def every():
    return list(_shelves.values())
