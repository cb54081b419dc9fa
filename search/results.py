"""What a question finds among pages: those with all of its words, and where those are few, also others, which is said.

Every queryset is of a model with search rows and bits, and of those only that may be seen.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache, reduce
from math import log
from operator import or_
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, Value

from bitmaps import sets
from postgres.by_hand import by_index
from search import nearest
from search.asking import ask
from search.topics import Topics
from search.weighing import rarity, weigh

THIN = 4  # pages: with fewer, others are shown too
MOST_WEIGHED = 1_000  # pages: of more, those are first that have all words in headings
MOST_OTHERS = 8
BY_SKILL = 0.6  # what it counts that a page shows a skill which the words mean
BY_NAME = 0.4  # and that it speaks of that by another name,
COMMON = 0.2  # unless so large a part of all pages do


class Others(NamedTuple):
    """Which pages are shown that do not have all words: that have at least this share of what the words say, or of what
    the best of them has of it, and are worth so large a part of the best.
    """

    share: float
    of_best_share: float
    of_best: float


SOME, FEW = Others(0.45, 0.5, 0.35), Others(1.0, 0.85, 0.6)


class Meant(NamedTuple):
    """What words mean beyond themselves: a condition for pages that show it, and pieces that are other words for it."""

    shown: Q = Q(pk__in=[])
    pieces: tuple = ()


NOTHING_MEANT = Meant()


class Group(IntEnum):
    """Where the words stand: in a name, in what somebody is and can do, close to each other in a text, all of them
    somewhere in it, or some of them.
    """

    NAME, SKILL, TEXT, APART, PART = range(5)


@dataclass
class Found:
    """`bits` is the set of the pages that were found (see `bitmaps.sets`); `best` their bits, the likeliest first, or
    None where they are too many to weigh. `strict` of them have all words; `instead` says which words were taken for
    others.
    """

    question: object
    live: object
    bits: int = 0
    best: list = None
    strict: int = 0
    instead: list = field(default_factory=list)
    close: list = field(default_factory=list)  # bits of those in which the words are close to each other
    topics: Topics = field(default_factory=Topics)
    headed: int = 0  # the set of those that have all words in a heading, where they are too many to weigh

    @property
    def is_widened(self):
        return self.best is not None and len(self.best) > self.strict

    def groups(self, within, able):
        """{Group: those of the set `within` that stand there}, in the order of groups; who belongs to several stands in
        the first. `able` are conditions for those who can do what the words mean; the weights are those of
        `profiles.search`. Of very many, those who have the words close to each other are not told from others.
        """
        named, skilled = self.question.named(), self.question.within("BD", or_named=True)
        own = [Q(search=self.topics.having(text)) for text in (named, skilled)]
        with by_index():
            by_name, *by_skill = sets_of(self.live, [*own, *able])
        known, left = self.best is not None, within
        groups = {
            Group.NAME: by_name,
            Group.SKILL: sets.union(by_skill),
            Group.TEXT: sets.of(self.close) if known else within,
            Group.APART: sets.of(self.best[: self.strict]) if known else 0,
            Group.PART: within,
        }
        for group, those in groups.items():
            groups[group], left = left & those, left & ~those
        return groups


def look(live, text, *, every, newest, meant=None, strictly=False):
    """Found, among the queryset `live`, in any order of its own; `every` is how many there are.

    `meant(words, nearly)` is the Meant of some words, with `nearly` also of words that are spelt nearly so; it is asked
    where few pages have them. `strictly` where others than the likeliest are only in the way, as those that are not
    shown by how likely they are.
    """
    question, meant = ask(text), meant and cache(meant)  # of one word, it is asked for that and for all of them
    pages = Pages(live, every, newest)
    with by_index():
        found = _strict(pages, question)
        if found.best == [] and (other := nearest.read(question)):
            found = _strict(pages, other.question)
            found.instead = other.instead
        if found.best is not None:
            return _widened(pages, found, meant, SOME if not strictly else FEW)
        if not strictly:
            found.headed = sets.of(bits_of(live.filter(search=pages.topics.having(found.question.within("A")))))
        return found


class Pages:
    """What is asked of the pages in `live`: see `look`."""

    def __init__(self, live, every, newest):
        self.live, self.every, self.newest, self.topics = live, every, newest, Topics()
        self._says, self._counts = {}, {}

    def rarity(self, pieces):
        """`weighing.rarity` of some pieces, each asked for once."""
        new = [piece for piece in pieces if piece not in self._counts]
        found = rarity(self.live, new, self.every, self.topics)
        for known, values in zip((self._says, self._counts), found, strict=True):
            known.update(values)
        return {piece: self._says[piece] for piece in pieces}, {piece: self._counts[piece] for piece in pieces}

    def weigh(self, rows, question, says, **more):
        return weigh(rows, question, says, newest=self.newest, topics=self.topics, **more)


def _strict(pages, question):
    live, topics = pages.live, pages.topics
    if not question:
        return Found(question, live, best=[])
    strict = question.strict()
    topics.learn(strict, question.within("A"), question.whole(), *question.pairs())
    bits = bits_of(live.filter(search=topics.having(strict)))
    found = Found(question, live, sets.of(bits), strict=len(bits), topics=topics)
    if len(bits) > MOST_WEIGHED:
        return found
    several = len(question.pieces) > 1
    if not bits or (not several and len(bits) == 1):
        found.best = found.close = bits
    else:
        says = pages.rarity(question.pieces)[0] if several else dict.fromkeys(question.pieces, 1.0)
        weighed = pages.weigh(live.filter(bit__among=bits), question, says)
        found.best = [row.bit for row in sorted(weighed, key=lambda row: -row.weight)]
        found.close = [row.bit for row in weighed if row.close == 1]
    found.strict = len(found.best)
    return found


def bits_of(rows):
    """The bits of a queryset of pages, in one value."""
    # No condition of the rows themselves: PostgreSQL would take the index of bits, and read all pages.
    there = Q(bit__isnull=False)
    return rows.order_by().aggregate(bits=ArrayAgg("bit", filter=there, default=Value([])))["bits"]


def sets_of(live, conditions):
    """The sets of those in the queryset `live` for which each of these conditions holds, in one statement."""
    live = live.order_by()
    there = {f"set_{at}": ArraySubquery(live.filter(one).values("bit")) for at, one in enumerate(conditions)}
    found = live.annotate(**there).values_list(*there).first() or [()] * len(there)
    return [sets.of(bit for bit in bits or () if bit is not None) for bits in found]


def _widened(pages, found, meant, those):
    """With others that have some of the words, above all the rare ones, or that show a skill which the words mean, or
    speak of it by another name.
    """
    question, topics = found.question, pages.topics
    if (
        question.says_nothing
        or question.is_contradictory
        or found.strict >= THIN
        or (found.strict and question.has_rules)
    ):
        return found
    loose = question.loosened()
    says, counts = pages.rarity(loose.pieces)
    means = meant(loose.words, not found.strict) if meant else NOTHING_MEANT  # what pages have is spelt as it is meant
    topics.learn(*(piece.kin() for piece in loose.pieces), *(piece.anyhow() for piece in means.pieces))
    instead = {piece: _instead(piece, meant if not counts[piece] else None, topics) for piece in loose.pieces}
    names = [piece for piece, much in pages.rarity(means.pieces)[0].items() if much > log(1 + 1 / COMMON)]
    some = [*(says if len(says) > 1 or not found.strict else ()), *names]
    shown = means.shown | reduce(or_, instead.values(), Q(pk__in=[]))
    rows = pages.live.filter(Q(search=topics.having(loose.any_of(some))) | shown).exclude(bit__among=found.best)
    if refused := question.refused():
        rows = rows.exclude(search=topics.having(refused))
    flags = {"shows": means.shown, "speaks": Q(search=topics.having(loose.any_of(names)))}
    others = pages.weigh(rows, loose, says, instead=instead, **flags)
    enough = min(those.share, those.of_best_share * max((row.share for row in others), default=0))
    counted = [row for row in others if row.bit is not None]  # others come with the next housekeeping
    worth = {row.bit: _worth(row) for row in counted if row.share >= enough or any(row.flags.values())}
    least = those.of_best * max(worth.values(), default=0)
    best = [bit for bit in sorted(worth, key=lambda bit: -worth[bit]) if worth[bit] >= least]
    found.best = [*found.best, *best[:MOST_OTHERS]]
    found.bits = sets.of(found.best)
    return found


def _instead(piece, meant, topics):
    """A condition for pages that have another word for it, or show what it means."""
    kin = piece.kin()
    shown = meant(piece.typed, True).shown if meant else NOTHING_MEANT.shown
    return shown | Q(search=topics.having(kin)) if kin else shown


def _worth(row):
    return row.weight + row.share + BY_SKILL * row.flags["shows"] + BY_NAME * row.flags["speaks"]
