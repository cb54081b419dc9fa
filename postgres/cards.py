"""What lists show of a page: the columns of one row, fetched for all of them in one statement, without its object."""

from functools import partial
from typing import NamedTuple

from postgres.prepared import NUMBERS, Prepared


class Named(NamedTuple):
    """Stands in for something of which no more than its name is shown."""

    name: str

    def __str__(self):
        return self.name


class Card:
    """Base of cards: what the `row` has, and what a subclass makes of it.

    Cards whose rows are alike look alike, but for these: `match` says why a search found it, `claimed` for which of its
    skills a list shows it.
    """

    match, claimed = None, ()

    def __init__(self, row):
        self.row = row

    def __getattr__(self, name):
        return getattr(self.row, name)

    def __eq__(self, other):
        return type(self) is type(other) and self.row == other.row

    def __hash__(self):
        return hash(self.row)


class Cards:
    """`cards(numbers, by="pk")`: [card] of those of these that may be seen, in this order.

    `row` is a NamedTuple with pk and bit; `rows()` the queryset of all that may be seen, with all columns of it.
    """

    def __init__(self, card, row, rows):
        self._card, self._row, self._rows = card, row, rows
        self._by = {column: Prepared(partial(self._of, column), NUMBERS) for column in ("pk", "bit")}

    def _of(self, column, numbers):
        return self._rows().filter(**{f"{column}__among": numbers}).order_by().values_list(*self._row._fields)

    def __call__(self, numbers, by="pk"):
        rows = map(self._row._make, self._by[by].rows(list(numbers)) if numbers else ())
        found = {getattr(row, by): self._card(row) for row in rows}
        return [found[number] for number in numbers if number in found]
