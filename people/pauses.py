"""Mails that one person can cause again and again: the first goes at once, the next after a pause.

>>> pauses.allowed("join-mail", person.pk, institution.pk, manager.pk)
"""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from people.models import Pause

HOUR = 3600


def allowed(what, person, place, recipient, *, most=1, seconds=HOUR):
    """Whether `person` may cause `what` for `recipient` at `place` now, and count it: `most` times in `seconds`.

    Call it in the transaction of the deed: what is undone does not count. Two at once count as two.
    """
    key, now = fingerprint(what, person, place, recipient), timezone.now()
    Pause.objects.filter(key=key, ends_at__lte=now).delete()
    Pause.objects.bulk_create([Pause(key=key, ends_at=now + timedelta(seconds=seconds))], ignore_conflicts=True)
    return bool(Pause.objects.filter(key=key, count__lt=most).update(count=F("count") + 1))


def fingerprint(*facts):
    """Tells that they are the same again, and not what they are."""
    return salted_hmac("people.pauses", repr(facts), algorithm="sha256").hexdigest()


def drop_ended():
    """For housekeeping; returns how many."""
    return Pause.objects.filter(ends_at__lte=timezone.now()).delete()[0]
