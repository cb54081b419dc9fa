"""The one place where a moment becomes a day: that of the portal's own clock (`TIME_ZONE`), never that of UTC."""

from datetime import date, datetime

from django.utils import timezone


def local_day(value):
    """The day of a moment where the portal is, as a date; a date is its own."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def days_since(value):
    """How many midnights have passed since a moment; 0 is today."""
    return (timezone.localdate() - local_day(value)).days


def day_of(value):
    """The same from a date, a moment or an ISO string; None where this is none of them."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    return local_day(value) if isinstance(value, date) else None
