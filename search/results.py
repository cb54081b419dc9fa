"""What a question finds among pages: those with all of its words, and where those are few, also others, which is said.

Every queryset is of a model with search rows, and of those only that may be seen.
"""

from dataclasses import dataclass, field
from math import log
from typing import NamedTuple

from django.db.models import Case, IntegerField, Q, When

from search import nearest
from search.asking import ask
from search.lookups import Counted, Lexemes, Place, Weight

THIN = 4  # pages: with fewer, others are shown too
COUNTED = 1_000  # pages of a word, and pages that are weighed: beyond, the newest count
MOST_OTHERS = 60
LEAST = 0.45  # of what all words together say, has to be in one of the others
NEAR_BEST = 0.35  # of what the best of the others has
WHOLE = 3.0  # what it counts that a name is all that was typed, where a word of one counts 1
BY_SKILL = 0.6  # what it counts that a page shows a skill which the words mean
BY_NAME = 0.4  # and that it speaks of that by another name,
COMMON = 0.2  # unless so large a part of all pages do


class Meant(NamedTuple):
    """What words mean beyond themselves: a condition for pages that show it, and pieces that are other words for it."""

    shown: Q = Q(pk__in=[])
    pieces: tuple = ()


NOTHING_MEANT = Meant()


@dataclass
class Found:
    """`rows` are the pages that were found; `best` their numbers, the likeliest first, or None where they are too many
    to weigh. `strict` of them have all words; `instead` says which words were taken for others.
    """

    question: object
    rows: object
    best: list = None
    strict: int = 0
    instead: list = field(default_factory=list)

    @property
    def is_widened(self):
        return self.best is not None and len(self.best) > self.strict

    def grouped(self, rows, able):
        """`rows` (of those that were found) with `group`: 0 for those whose name has one of the words, 1 for those who
        are called so in their work or meet the condition `able`, 2 for all others. See `profiles.search` for weights.
        """
        named = Q(search=Lexemes(self.question.any_of(self.question.pieces, "A")))
        called = Q(search=Lexemes(self.question.strict("ABD", some="B")))
        group = Case(When(named, then=0), When(called | able, then=1), default=2, output_field=IntegerField())
        return rows.annotate(group=group)

    def ranked(self, rows, newest):
        """`rows` (of those that were found), the likeliest first; `newest` is the ordering of those that are alike."""
        if self.best is not None:
            return rows.annotate(rank=Place(self.best)).order_by("rank")
        top = self.headed(self.rows).order_by().values("pk")
        rank = Case(When(pk__in=top, then=0), default=1, output_field=IntegerField())
        return rows.annotate(rank=rank).order_by("rank", *newest)

    def headed(self, rows):
        """Those of `rows` that have all words in a heading: an index knows."""
        return rows.filter(search=Lexemes(self.question.on_top()))


def look(live, text, *, newest, meant=None):
    """Found, among the queryset `live`, in any order of its own.

    `meant(words)` is the Meant of some words; it is asked where few pages have them.
    """
    question = ask(text)
    found = _strict(live, question, newest)
    if found.best == [] and (other := nearest.read(question)):
        found = _strict(live, other.question, newest)
        found.instead = other.instead
    return found if found.best is None else _widened(live, found, meant)


def _strict(live, question, newest):
    if not question:
        return Found(question, live.none(), [])
    rows = live.filter(search=Lexemes(question.strict()))
    numbers = list(rows.order_by().values_list("pk", flat=True)[: COUNTED + 1])
    if len(numbers) > COUNTED:
        return Found(question, rows)
    best = _weighed(live, numbers, question, newest) if len(numbers) > 1 else numbers
    return Found(question, live.filter(pk__in=best), best, len(best))


def _weighed(live, numbers, question, newest):
    several = len(question.pieces) > 1
    rare = rarity(live, question.pieces) if several else dict.fromkeys(question.pieces, 1.0)
    rows = _weights(live.filter(pk__in=numbers), rare, newest, whole=Weight(question.whole()))
    return [pk for pk, *_ in sorted(rows, key=lambda row: -(row[1] + WHOLE * row[-1]))]


def _weights(rows, rare, newest, **more):
    """[(number, weight, share of what the words say that it has, ...)]"""
    weights = {f"weight_{at}": Weight(piece.anyhow()) for at, piece in enumerate(rare)}
    total = sum(rare.values()) or 1
    found = []
    for pk, *values in rows.annotate(**weights, **more).order_by(*newest).values_list("pk", *weights, *more):
        each = list(zip(rare.values(), values, strict=False))
        weight = sum(says * (value or 0) for says, value in each) / total  # a page may have no search row yet
        found.append((pk, weight, sum(says for says, value in each if value) / total, *values[len(each) :]))
    return found


def rarity(live, pieces):
    """{piece: how much it says, from 0: the more, the fewer of the pages have it}."""
    counts = {f"n_{at}": Counted(_with(live, piece)[:COUNTED]) for at, piece in enumerate(pieces)}
    row = live.order_by().annotate(every=Counted(live.order_by().values("pk")[: 10 * COUNTED]), **counts)
    every, *found = row.values_list("every", *counts).first() or (0, *(0 for _ in pieces))
    return {piece: log(1 + every / (n or 0.5)) for piece, n in zip(pieces, found, strict=True)}


def _with(live, piece):
    return live.filter(search=Lexemes(piece.anyhow())).order_by().values("pk")


def _widened(live, found, meant):
    """With others that have some of the words, above all the rare ones, or that show a skill which the words mean, or
    speak of it by another name.
    """
    question = found.question
    if not question.pieces or found.strict >= THIN or (found.strict and question.has_rules):
        return found
    loose = question.loosened()
    rare = rarity(live, loose.pieces)
    means = meant(loose.words) if meant else NOTHING_MEANT
    named = rarity(live, means.pieces)
    common = log(1 + 1 / COMMON)
    named = {piece: says for piece, says in named.items() if says > common}
    some = [*(rare if len(rare) > 1 or not found.strict else ()), *named]
    rows = live.filter(Q(search=Lexemes(loose.any_of(some))) | means.shown).exclude(pk__in=found.best)
    if refused := question.refused():
        rows = rows.exclude(search=Lexemes(refused))
    shows = Case(When(means.shown, then=1), default=0, output_field=IntegerField())
    names = Case(When(search=Lexemes(loose.any_of(named)), then=1), default=0, output_field=IntegerField())
    found_others = list(_weights(rows, rare, ("-pk",), shows=shows, names=names))
    enough = min(LEAST, max((share for _, _, share, *_ in found_others), default=0))
    others = [
        (weight + share + BY_SKILL * shown + BY_NAME * speaks, pk)
        for pk, weight, share, shown, speaks in found_others
        if shown or speaks or share >= enough
    ]
    least = NEAR_BEST * max(others, default=(0, 0))[0]
    best = [pk for weight, pk in sorted(others, key=lambda it: -it[0]) if weight >= least][:MOST_OTHERS]
    found.best = [*found.best, *best]
    found.rows = live.filter(pk__in=found.best)
    return found
