"""One question to all shelves."""

from dataclasses import dataclass
from functools import reduce

from finding.everything.marks import bearing
from finding.everything.shelf import SHOWN, Finding, Shelf, every
from reading.text import named, quoted
from search.asking import ask
from search.english import STOPPED
from search.names import solid, words_of
from search.words import is_enough

MOST_SUGGESTED = 8
FIRST = 3  # suggestions of one shelf, before it is the turn of others
MOST_LIKE = 5
MOST_NAMED = 3  # more that share a part of their names are not what is meant


@dataclass
class Group:
    """What a shelf has; `things` are those that are not shown for their name already."""

    shelf: Shelf
    finding: Finding
    things: list

    @property
    def has_more(self):
        return self.finding.count > len(self.things)


class Answer:
    """What there is for a text: `on_top` what is called so, or so in part (below its `title`), then `groups`, and in
    which of the shelves there is nothing. Where there is nothing at all, `begun` are names that go on so.

    The shelves keep their order, so that people learn where to look; but what has all of the words comes before what
    has some of them.
    """

    def __init__(self, text):
        shelves = every()
        findings = [(shelf, shelf.find(text)) for shelf in shelves]
        self.instead = _instead(findings)
        read = reduce(lambda text, pair: text.replace(*pair), self.instead, text)
        by_shelf = {shelf: shelf.called(read) for shelf in shelves}
        marked = bearing(text)
        self.on_top = [*marked, *(one for called in by_shelf.values() for one in called)]
        self.title = f"Called {quoted(read)}"
        if not self.on_top:
            by_shelf = _named(shelves, read)
            self.on_top = [one for named in by_shelf.values() for one in named]
            self.title = "By name"
        urls = {one.url for one in self.on_top}
        groups = [
            Group(shelf, found, [it for it in found.things if it.get_absolute_url() not in urls][:SHOWN])
            for shelf, found in findings
            if found.count
        ]
        shown = [group for group in groups if group.things]
        self.groups = sorted(shown, key=lambda group: group.finding.is_guess)
        for group in self.groups:
            group.shelf.mark(group.things, group.finding.read)
        self.without = [shelf for shelf, found in findings if not (marked or found.count or by_shelf.get(shelf))]
        self.like = [thing for _, found in findings for thing in found.like][:MOST_LIKE]
        self.begun = [] if self or ask(text).has_rules else suggestions(text)

    def __bool__(self):
        return bool(self.on_top or self.groups)

    @property
    def nothing_in(self):
        """“institutions or pillars”: what was looked through in vain."""
        return named([shelf.noun[1] for shelf in self.without]) if self.without else ""


def _instead(findings):
    """[(what was typed, what it was taken for)], each once."""
    reads = [found.read for _, found in findings if found.count and found.read]
    return list(dict.fromkeys(pair for read in reads for pair in read.instead))


def _named(shelves, text):
    """{shelf: [Called]}: the few that have all of these words in their names, where people ask by a part of those."""
    words = set(words_of(text).split()) - STOPPED
    if not (words and is_enough(solid(text))):
        return {}
    named = {shelf: shelf.suggest(text, MOST_SUGGESTED) for shelf in shelves if shelf.is_asked_by_part(words)}
    all_of_it = {
        shelf: [one for one in those if words <= set(words_of(one.name).split())] for shelf, those in named.items()
    }
    return {shelf: those for shelf, those in all_of_it.items() if len(those) <= MOST_NAMED}


def suggestions(text):
    """Up to MOST_SUGGESTED [Called]: what begins with `text` before what has a word that does, and of each shelf the
    first before the second of any. A shelf that could fill the list leaves room for others.
    """
    key = solid(text)
    if not is_enough(key):
        return []
    found = [
        (place >= FIRST, not solid(one.name).startswith(key), place, one)
        for shelf in every()
        for place, one in enumerate(shelf.suggest(text, MOST_SUGGESTED))
    ]
    return [one for *_, one in sorted(found, key=lambda it: it[:3])][:MOST_SUGGESTED]
