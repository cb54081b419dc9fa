"""Kinds of pages that are counted. Each app registers its own in `AppConfig.ready`, by the name under which
`review.kinds` knows it, so that what is published or taken off is noted.
"""

from collections.abc import Callable
from typing import NamedTuple


class Kind(NamedTuple):
    """`live()` is the queryset of those that may be seen, each with its `bit`. `facts` is {facet: facts(rows)}: what a
    queryset of them is counted by, as (value, [bits]), each value once, a text or a number. `orders` is {name:
    (columns)}: in which ways lists are sorted, besides by `bit`, the latest first.
    """

    name: str
    live: Callable
    facts: dict
    orders: dict


_kinds = {}


def register(name, *, live, facts, orders):
    _kinds[name] = Kind(name, live, facts, orders)


def every():
    return list(_kinds.values())


def is_counted(name):
    return name in _kinds


def get(name):
    return _kinds[name]
