"""Kinds of pages that have search rows. Each app registers its own in `AppConfig.ready`.

Their names are those by which what publishes and withdraws pages knows them (`review.kinds`), so that what is taken
off is forgotten.
"""

from typing import NamedTuple


class Kind(NamedTuple):
    """`live()` is the queryset of those that may be seen, `pages(numbers)` {number: search.services.Page} of them."""

    name: str
    live: object
    pages: object


_kinds = {}


def register(name, *, live, pages):
    _kinds[name] = Kind(name, live, pages)


def all_kinds():
    return list(_kinds.values())


def is_searched(name):
    return name in _kinds


def get(name):
    return _kinds[name]
