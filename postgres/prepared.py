"""Statements of which Django makes the SQL once, where making it takes longer than running it."""

from django.utils import timezone

from postgres.ready import GIVEN, Ready

NUMBERS = [-1]  # may stand for numbers while the SQL is made


class Prepared:
    """Rows of a queryset of plain values that is about something given: `make(mark)` gives it for what stands for that.
    Nothing else in it may change but the day.
    """

    def __init__(self, make, mark):
        self._make, self._mark, self._day, self._asked = make, mark, None, None

    def rows(self, given):
        """What it finds, as tuples of what the database gives: arrays as lists, JSON as text."""
        today = timezone.localdate()
        if self._day != today:
            sql, values = self._make(self._mark).query.sql_with_params()
            self._asked = Ready(sql, [GIVEN if value == self._mark else value for value in values])
            self._day = today
        return self._asked.rows(given)
