"""The one service for links that answer without an account.

A link is leave for whoever holds its address to do one thing of one `Purpose`, some times, until a day. The secret
in the address is told once, to who makes it, and stored as a hash. Opening the address shows what the link is for
and one button; only the button does it.

>>> token = links.make("invitation", invitation.pk, by=manager, recipient=invitation.email)
>>> link = links.find(token)
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from config.errors import Refused
from people import events
from people.models import AccessLink

EVENTS = "link"  # how the event log calls them
KEEP_DEAD = timedelta(days=30)  # for so long a link that has ended can still say why it does nothing
DEFAULT = object()
_purposes = {}


@dataclass(frozen=True)
class Purpose:
    """What links of one sort are for.

    `page(link, request)` is (template, context) of what a link shows, also when it has ended (`link.is_open`).
    `act(link, request)` does it and answers; it calls `use` in the transaction of what it does, so that a use is
    counted if and only if something came of it, and may raise `Refused`. It is called for a link that is used up
    too: a second click on the button may be answered like the first.
    """

    slug: str
    page: Callable
    act: Callable
    lifetime: timedelta
    max_uses: int | None = 1  # None: any number


def register(purpose):
    """For `AppConfig.ready`."""
    _purposes[purpose.slug] = purpose


def purpose_of(link):
    """Its Purpose; None where no app knows it any more."""
    return _purposes.get(link.purpose)


@transaction.atomic
def make(purpose, object_id, *, by, recipient="", lifetime=None, max_uses=DEFAULT):
    """A new link; returns its secret, which nobody can find out again."""
    sort = _purposes[purpose]
    token = secrets.token_urlsafe(32)
    link = AccessLink.objects.create(
        purpose=purpose,
        object_id=object_id,
        recipient=recipient,
        token_hash=_hash(token),
        made_by=by,
        expires_at=timezone.now() + (lifetime or sort.lifetime),
        max_uses=sort.max_uses if max_uses is DEFAULT else max_uses,
    )
    events.record(EVENTS, link.pk, "make", by=by, now=_about(link))
    return token


def address(token):
    """The whole address, for a message."""
    return f"{settings.SITE_URL}{reverse('link', args=[token])}"


def find(token):
    """The link with this secret, ended ones too; None if there is none.

    The same work whatever is wrong with it: one hash, one look at an index of hashes.
    """
    return AccessLink.objects.select_related("made_by").filter(token_hash=_hash(token)).first()


def latest_of(purpose, object_ids):
    """{object id: its latest link}, in one query."""
    found = AccessLink.objects.filter(purpose=purpose, object_id__in=object_ids).order_by("made_at", "pk")
    return {link.object_id: link for link in found}


@transaction.atomic
def use(link, *, by=None):
    """Count one use. `Refused` where it has ended, also a moment ago by somebody else."""
    locked = AccessLink.objects.select_for_update(of=("self",)).filter(pk=link.pk).first()
    if locked is None or not locked.is_open:
        raise Refused("This link has been used or is too old.")
    locked.uses += 1
    locked.save(update_fields=["uses"])
    events.record(EVENTS, locked.pk, "use", by=by, now=_about(locked))
    return locked


def revoke(purpose, object_id, *, by):
    """End all links to one thing; returns how many were open."""
    return revoke_these(AccessLink.objects.filter(purpose=purpose, object_id=object_id), by=by)


def revoke_all_made_by(user, *, by):
    return revoke_these(AccessLink.objects.filter(made_by=user), by=by)


@transaction.atomic
def revoke_these(found, *, by):
    ended = list(found.open().select_for_update(of=("self",)).order_by("pk"))
    AccessLink.objects.filter(pk__in=[link.pk for link in ended]).update(revoked_at=timezone.now())
    for link in ended:
        events.record(EVENTS, link.pk, "revoke", by=by, now=_about(link))
    return len(ended)


def forget_recipients(purpose, object_id):
    """Links to one thing no longer say to whom they went."""
    AccessLink.objects.filter(purpose=purpose, object_id=object_id).update(recipient="")


def drop_dead():
    """Forget links that ended a while ago; returns how many."""
    return AccessLink.objects.ended_before(timezone.now() - KEEP_DEAD).delete()[0]


def _hash(token):
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _about(link):
    """For the log: the thing it is for, never who it is for."""
    return f"{link.purpose} {link.object_id}"
