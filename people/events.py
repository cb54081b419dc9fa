"""The event log: one row for every deed that matters, written in the deed's own transaction."""

from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from people.models import Edition, Event

LOG_INS = "log-in"  # the kind whose rows are kept for a shorter time


_public_deeds = []


def public_deeds(test):
    """For `AppConfig.ready`: `test(kind, verb)` says whether such a deed changes public pages."""
    _public_deeds.append(test)


def record(kind, object_id, verb, *, by=None, was="", now=""):
    """Log a deed and return the Event; call it inside the transaction that does it.

    `was` and `now` are states or identifiers, never names, addresses or what people wrote. `by` is a user, or
    None for an operator's command. What changes public pages turns the edition.
    """
    event = Event.objects.create(
        kind=kind, object_id=object_id, verb=verb, was=was, now=now, actor=by.pk if by else None, at=timezone.now()
    )
    if any(test(kind, verb) for test in _public_deeds):
        turn_edition()
    return event


def of(kind, object_ids):
    """{object id: its events, oldest first} in one query."""
    found = {pk: [] for pk in object_ids}
    for event in Event.objects.filter(kind=kind, object_id__in=found):
        found[event.object_id].append(event)
    return found


def turn_edition():
    """Say that public pages changed."""
    Edition.objects.get_or_create(pk=1)
    Edition.objects.filter(pk=1).update(number=F("number") + 1, changed_at=timezone.now())


def drop_old():
    """Forget what has had its time (EVENT_DAYS, LOG_IN_DAYS); returns how many."""
    now = timezone.now()
    log_ins = Event.objects.filter(kind=LOG_INS, at__lt=now - timedelta(days=settings.LOG_IN_DAYS))
    others = Event.objects.exclude(kind=LOG_INS).filter(at__lt=now - timedelta(days=settings.EVENT_DAYS))
    return log_ins.delete()[0] + others.delete()[0]
