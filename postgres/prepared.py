"""Statements of which Django makes the SQL once, where making it takes longer than running it."""

from django.utils import timezone

from postgres import by_hand

NUMBERS = [-1]  # may stand for numbers while the SQL is made


class Prepared:
    """Rows of a queryset of plain values that is about something given: `make(mark)` gives it for what stands for that.
    Nothing else in it may change but the day.
    """

    def __init__(self, make, mark):
        self._make, self._mark, self._day, self._sql, self._values = make, mark, None, "", ()

    def rows(self, given):
        """What it finds, as tuples of what the database gives: arrays as lists, JSON as text."""
        today = timezone.localdate()
        if self._day != today:
            self._sql, self._values = self._make(self._mark).query.sql_with_params()
            self._day = today
        return by_hand.rows(self._sql, [given if value == self._mark else value for value in self._values])
