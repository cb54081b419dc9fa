"""Sign-ups that nobody ever confirmed: rows that strangers leave, with addresses that may be anybody's."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from people.models import Event, User

DAYS = 14  # for so long a sign-up waits to be confirmed


def never_confirmed():
    """Accounts that nobody has logged in to or belongs anywhere with, and none of whose addresses is confirmed."""
    never = User.objects.filter(last_login=None, is_staff=False, is_superuser=False, memberships=None)
    return never.exclude(pk__in=User.objects.filter(emailaddress__verified=True))


@transaction.atomic
def erase():
    """Erase those that have waited for DAYS, with their addresses; returns how many. None that has anything else."""
    old = never_confirmed().filter(closed_at=None, joined_at__lt=timezone.now() - timedelta(days=DAYS))
    old = old.filter(Exists(EmailAddress.objects.filter(user=OuterRef("pk"))))  # one without was no sign-up
    old = old.exclude(Exists(Event.objects.filter(kind="account", object_id=OuterRef("pk"))))  # an operator made it
    old = old.exclude(Exists(Event.objects.filter(actor=OuterRef("pk"))))
    for rows in _what_points_at_accounts():
        old = old.exclude(Exists(rows))
    theirs = EmailAddress.objects.filter(user__in=list(old.values_list("pk", flat=True)[:500]))
    held = [one.pk for one in theirs.filter(verified=False).select_for_update(of=("self",), skip_locked=True)]
    being_confirmed = theirs.exclude(pk__in=held).values_list("user", flat=True)  # at this very moment
    numbers = set(theirs.values_list("user", flat=True)) - set(being_confirmed)
    return User.objects.filter(pk__in=numbers).delete()[1].get("people.User", 0)


def _what_points_at_accounts():
    for relation in User._meta.related_objects:
        if relation.related_model._meta.label != "account.EmailAddress":
            yield relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
    for field in User._meta.many_to_many:
        yield field.remote_field.through._base_manager.filter(**{field.m2m_field_name(): OuterRef("pk")})
