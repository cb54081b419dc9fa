"""How much pages have to do with a question."""

from collections import defaultdict
from functools import reduce
from math import exp, log
from operator import add
from typing import NamedTuple

from django.db.models import Case, IntegerField, Q, Value, When

from search.lookups import Counted, Lexemes, Weight

COUNTED = 1_000  # pages of a word: what more have is common
WHOLE = 3.0  # what it counts that a name is all that was typed, where a word of a heading counts 1
INSTEAD = 0.3  # that it shows what a word means that stands in no page
NEARLY = 0.4  # of a share
ONCE = 0.61  # what `Weight` gives for a lexeme that stands in one place of weight A
CLOSE = 0.5  # and that the words stand close to each other


class Weighed(NamedTuple):
    """A page: its bit, its weight, how much of what the words say it has and how many of them are close to each
    other (both 0 to 1), and flags that were asked for.
    """

    bit: int
    weight: float
    share: float
    close: float
    flags: dict


def rarity(live, pieces, every, topics):
    """{piece: how much it says, from 0: the more, the fewer of all (`every`) pages have it}, and {piece: how many}."""
    if not pieces:
        return {}, {}
    topics.learn(*(piece.anyhow() for piece in pieces))
    queries = [topics.having(piece.anyhow()) for piece in pieces]
    counts = {f"n_{at}": Counted(_with(live, query)[:COUNTED]) for at, query in enumerate(queries)}
    found = live.order_by().annotate(**counts).values_list(*counts).first() or [0] * len(pieces)
    says = {piece: log(1 + min(every, 10 * COUNTED) / (n or 0.5)) for piece, n in zip(pieces, found, strict=True)}
    return says, dict(zip(pieces, found, strict=True))


def _with(live, query):
    return live.filter(search=query).order_by().values("pk")


def weigh(rows, question, says, *, newest, topics, instead=None, **flags):
    """[Weighed] of a queryset, in the order `newest`; `topics` are the `search.topics.Topics` of the question.

    `says` is {piece: how much it says}; `instead` {piece: a condition that is nearly as good as having it}; `flags` are
    further conditions.
    """
    instead = instead or {}
    total = sum(says.values()) or 1
    pairs = question.pairs()
    texts = {f"weight_{at}": piece.anyhow() for at, piece in enumerate(says)} | {"whole": question.whole()}
    asked = {name: Weight(Lexemes(text)) for name, text in texts.items()}
    called = {name: shares for name, text in texts.items() if (shares := topics.alone(text))}
    asked |= {f"called_{name}": _weight_of_each(shares) for name, shares in called.items()}
    asked |= {f"instead_{at}": _holds(instead[piece]) for at, piece in enumerate(says) if piece in instead}
    asked |= {f"close_{at}": _holds(Q(search=topics.having(pair))) for at, pair in enumerate(pairs)}
    asked |= {name: _holds(condition) for name, condition in flags.items()}
    found = []
    for bit, *values in rows.annotate(**asked).order_by(*newest).values_list("bit", *asked):
        has = dict(zip(asked, values, strict=True))
        weight = share = 0
        for at, says_it in enumerate(says.values()):
            it, shows = _weight(has, f"weight_{at}"), has.get(f"instead_{at}", 0)
            weight += (it or INSTEAD * shows) * says_it / total
            share += (1 if it else NEARLY * shows) * says_it / total
        close = sum(has[f"close_{at}"] for at in range(len(pairs))) / len(pairs) if pairs else 1
        weight += CLOSE * close + WHOLE * _weight(has, "whole")
        found.append(Weighed(bit, weight, share, close, {name: has[name] for name in flags}))
    return found


def _weight_of_each(shares):
    """What lexemes weigh one by one, each as much as its share: `Weight` counts each divided by how many there are."""
    by_share = defaultdict(list)
    for lexeme, share in shares.items():
        by_share[share].append(lexeme)
    weights = (Weight(Lexemes(" | ".join(those))) * Value(len(those) * share) for share, those in by_share.items())
    return reduce(add, weights)


def _weight(has, name):
    """Of a page that has it in its own words, in what a topic is called, or in both, which is more than one of them."""
    own, called = has[name] or 0, has.get(f"called_{name}") or 0
    if called > ONCE:  # of several skills each counts less than the one before
        called = 1 - (1 - ONCE) * exp((ONCE - called) / (2 * ONCE))
    return own + called - own * called


def _holds(condition):
    return Case(When(condition, then=1), default=0, output_field=IntegerField())
