"""Statements of which Django makes the SQL once, where making it takes longer than running it."""

from django.utils import timezone

from postgres import by_hand

MARK = [-1]  # stands for the numbers while the SQL is made


class Prepared:
    """Rows of a queryset for some numbers: `make(numbers)` gives the queryset, of plain values of those `among` them.
    Nothing else in it may change but the day.
    """

    def __init__(self, make):
        self._make, self._day, self._sql, self._given = make, None, "", ()

    def rows(self, numbers):
        """What it finds, as tuples of what the database gives: arrays as lists, JSON as text."""
        numbers = list(numbers)
        if not numbers:
            return []
        today = timezone.localdate()
        if self._day != today:
            sql, given = self._make(MARK).query.sql_with_params()
            self._sql, self._given, self._day = sql, given, today
        return by_hand.rows(self._sql, [numbers if value == MARK else value for value in self._given])
