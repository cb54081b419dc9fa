"""How much pages have to do with a question."""

from math import log
from typing import NamedTuple

from django.db.models import Case, IntegerField, Q, When

from search.lookups import Counted, Lexemes, Weight

COUNTED = 1_000  # pages of a word: what more have is common
WHOLE = 3.0  # what it counts that a name is all that was typed, where a word of a heading counts 1
INSTEAD = 0.3  # that it shows what a word means that stands in no page
NEARLY = 0.4  # of a share
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


def rarity(live, pieces, every):
    """{piece: how much it says, from 0: the more, the fewer of all (`every`) pages have it}, and {piece: how many}."""
    if not pieces:
        return {}, {}
    counts = {f"n_{at}": Counted(_with(live, piece)[:COUNTED]) for at, piece in enumerate(pieces)}
    found = live.order_by().annotate(**counts).values_list(*counts).first() or [0] * len(pieces)
    says = {piece: log(1 + min(every, 10 * COUNTED) / (n or 0.5)) for piece, n in zip(pieces, found, strict=True)}
    return says, dict(zip(pieces, found, strict=True))


def _with(live, piece):
    return live.filter(search=Lexemes(piece.anyhow())).order_by().values("pk")


def weigh(rows, question, says, *, newest, instead=None, **flags):
    """[Weighed] of a queryset, in the order `newest`.

    `says` is {piece: how much it says}; `instead` {piece: a condition that is nearly as good as having it}; `flags` are
    further conditions.
    """
    instead = instead or {}
    total = sum(says.values()) or 1
    pairs = question.pairs()
    asked = {f"weight_{at}": Weight(piece.anyhow()) for at, piece in enumerate(says)}
    asked |= {f"instead_{at}": _holds(instead[piece]) for at, piece in enumerate(says) if piece in instead}
    asked |= {f"close_{at}": _holds(Q(search=Lexemes(pair))) for at, pair in enumerate(pairs)}
    asked |= {"whole": Weight(question.whole())} | {name: _holds(condition) for name, condition in flags.items()}
    found = []
    for bit, *values in rows.annotate(**asked).order_by(*newest).values_list("bit", *asked):
        has = dict(zip(asked, values, strict=True))
        weight = share = 0
        for at, says_it in enumerate(says.values()):
            it, shows = has[f"weight_{at}"], has.get(f"instead_{at}", 0)
            weight += (it or INSTEAD * shows) * says_it / total
            share += (1 if it else NEARLY * shows) * says_it / total
        close = sum(has[f"close_{at}"] for at in range(len(pairs))) / len(pairs) if pairs else 1
        weight += CLOSE * close + WHOLE * (has["whole"] or 0)
        found.append(Weighed(bit, weight, share, close, {name: has[name] for name in flags}))
    return found


def _holds(condition):
    return Case(When(condition, then=1), default=0, output_field=IntegerField())
