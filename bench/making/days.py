"""Dates as people write them: “2014”, “March 2014”, “14 March 2014”."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import lru_cache

from reading.date_words import read
from reading.dates import MONTHS

BEGINNING, END = datetime(2019, 1, 7, 10, tzinfo=UTC), datetime(2026, 10, 30, 15, tzinfo=UTC)
read_once = lru_cache(maxsize=None)(read)  # there are few different ones, and it takes its time


def moment_of(number, among):
    """When the page with this place among so many came out: evenly from BEGINNING to END."""
    whole = (END - BEGINNING) // timedelta(microseconds=1)  # as a timedelta it would overflow when multiplied
    return BEGINNING + timedelta(microseconds=round(Fraction(whole * number, among)))


def written(chance, year, within=12):
    """A WrittenDate of a month that begins so many months after January of `year`, or sooner."""
    return of_month(chance, 12 * year + chance.randrange(within))


def of_month(chance, month):
    """A WrittenDate in a month, which is counted from the year 0."""
    year, at = divmod(month, 12)
    return read_once(chance.choice((f"{year}", f"{MONTHS[at]} {year}", f"{chance.randint(1, 28)} {MONTHS[at]} {year}")))
