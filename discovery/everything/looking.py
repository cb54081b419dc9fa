"""One question to all shelves."""

from dataclasses import dataclass

from discovery.everything.marks import bearing
from discovery.everything.shelf import SHOWN, Finding, Shelf, every
from reading.text import named
from search.names import is_enough, solid

MOST_SUGGESTED = 8
FIRST = 3  # suggestions of one shelf, before it is the turn of others
MOST_LIKE = 5


@dataclass
class Group:
    """What a shelf has; `things` are those that are not shown for their name already."""

    shelf: Shelf
    finding: Finding
    things: list

    @property
    def has_more(self):
        return self.finding.is_more or self.finding.count > len(self.things)


class Answer:
    """What there is for a text: `called` so, in `groups`, and in which of the shelves there is nothing.

    The shelves keep their order, so that people learn where to look; but what has all of the words comes before what
    has some of them.
    """

    def __init__(self, text):
        shelves = every()
        self.called = [*bearing(text), *(one for shelf in shelves for one in shelf.called(text))]
        on_top = {one.url for one in self.called}
        findings = [(shelf, shelf.find(text)) for shelf in shelves]
        groups = [
            Group(shelf, found, [it for it in found.things if it.get_absolute_url() not in on_top][:SHOWN])
            for shelf, found in findings
            if found.count
        ]
        shown = [group for group in groups if group.things]
        self.groups = sorted(shown, key=lambda group: group.finding.is_guess)
        self.without = [shelf for shelf, found in findings if not found.count]
        self.like = [thing for _, found in findings for thing in found.like][:MOST_LIKE]

    def __bool__(self):
        return bool(self.called or self.groups)

    @property
    def instead(self):
        """[(what was typed, what it was taken for)], each once."""
        reads = [group.finding.read for group in self.groups if group.finding.read]
        return list(dict.fromkeys(pair for read in reads for pair in read.instead))

    @property
    def nothing_in(self):
        """“institutions or pillars”: what was looked through in vain."""
        return named([shelf.noun[1] for shelf in self.without]) if self.without else ""


def suggestions(text):
    """Up to MOST_SUGGESTED [Called]: what begins with `text` before what has a word that does, and of each shelf the
    first before the second of any. A shelf that could fill the list leaves room for others.
    """
    if not is_enough(text):
        return []
    key = solid(text)
    found = [
        (place >= FIRST, not solid(one.name).startswith(key), place, one)
        for shelf in every()
        for place, one in enumerate(shelf.suggest(text, MOST_SUGGESTED))
    ]
    return [one for *_, one in sorted(found, key=lambda it: it[:3])][:MOST_SUGGESTED]
