"""Dates as people write them: “2014”, “March 2014”, “14 March 2014”."""

from functools import lru_cache

from reading.date_words import read
from reading.dates import MONTHS

read_once = lru_cache(maxsize=None)(read)  # there are few different ones, and it takes its time


def written(chance, year, within=12):
    """A WrittenDate of a month that begins so many months after January of `year`, or sooner."""
    return of_month(chance, 12 * year + chance.randrange(within))


def of_month(chance, month):
    """A WrittenDate in a month, which is counted from the year 0."""
    year, at = divmod(month, 12)
    return read_once(chance.choice((f"{year}", f"{MONTHS[at]} {year}", f"{chance.randint(1, 28)} {MONTHS[at]} {year}")))
