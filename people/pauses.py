"""Mails that one person can cause again and again: the first goes at once, the next after a pause.

>>> pauses.allowed("join-mail", person.pk, institution.pk, manager.pk)
"""

from django.conf import settings
from django.utils.crypto import salted_hmac

from config import limits

HOUR = 3600


def allowed(what, person, place, recipient, *, most=1, seconds=HOUR):
    """Whether `person` may cause `what` for `recipient` at `place` now, and count it: `most` times in `seconds`.

    Call it in the transaction of the deed: what is undone does not count. Two at once count as two.
    """
    return limits.allowed(("pause", what, person, place, recipient), most, seconds)


def over_at(what, person, place, recipient):
    """When `allowed` counts anew; None where nothing keeps it from it."""
    return limits.ends_at(("pause", what, person, place, recipient))


def fingerprints(*facts):
    """They tell that they are the same again, and not what they are: today's first, then those of former keys."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac("people.pauses", repr(facts), secret=key, algorithm="sha256").hexdigest() for key in keys]
