"""Closing an account for good: see `people.closing` for what becomes of what."""

from functools import partial

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import PROTECT
from django.utils import timezone

from config import mail
from config.errors import Refused
from people import closing, events, links
from people.models import AccessLink, Invitation, Standing, User
from people.powers import forget_powers
from people.queries import editors
from people.services.editors import editors_group
from people.services.memberships import refuse_the_only_manager
from pictures.models import Upload
from pictures.services import discard


@transaction.atomic
def close_account(user, *, by):
    """Close it for good. `by` is its holder, or None for the operator's command."""
    if by is not None and by.pk != user.pk:
        raise PermissionDenied("Only its holder closes an account.")
    group = editors_group()  # locked before the person, as where editors are appointed
    user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user.pk)
    if user.closed_at:
        raise Refused("This account is closed already.")
    _refuse_the_indispensable(user, group)
    for work in closing.work():
        work(user)
    _end_what_they_began(user, by)
    for field, fate in closing.fates().items():
        _apply(field, fate, user)
    uploads = [upload for upload in _unseen_uploads(user) if not _is_held(upload)]
    _empty(user)
    events.record("account", user.pk, "close", by=by)
    for upload in uploads:
        transaction.on_commit(partial(discard, upload))
    return user


def _refuse_the_indispensable(user, group):
    if group.user_set.filter(pk=user.pk).exists() and not editors().exclude(pk=user.pk).exists():
        raise Refused("The portal needs at least one editor. Appoint another one first.")
    managed = user.memberships.current().filter(standing=Standing.MANAGER).select_related("institution")
    for membership in managed.order_by("institution"):
        refuse_the_only_manager(user, membership.institution)


def _end_what_they_began(user, by):
    """Links and invitations of theirs, log-ins of this moment, and where else their addresses stand."""
    links.revoke_all_made_by(user, by=by)
    addresses = [*user.emailaddress_set.values_list("email", flat=True), user.email]
    Invitation.objects.unanswered().filter(email__in=[address.lower() for address in addresses]).delete()
    theirs = AccessLink.objects.filter(recipient__in=[address.lower() for address in addresses])
    links.revoke_these(theirs, by=by)
    theirs.update(recipient="")
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
    mail.forget_to({given for address in addresses if address for given in (address, address.lower())})
    forget_in_the_operators_log(User.objects.filter(pk=user.pk))
    for address in addresses:  # rows of theirs that are gone already were called so
        LogEntry.objects.filter(object_repr__icontains=address).delete()


def forget_in_the_operators_log(rows):
    """It says of each row what it was called, and these were called by a name or an address."""
    numbers = [str(pk) for pk in rows.values_list("pk", flat=True)]
    meta = rows.model._meta
    of_this_sort = LogEntry.objects.filter(content_type__app_label=meta.app_label, content_type__model=meta.model_name)
    of_this_sort.filter(object_id__in=numbers).delete()


def _apply(field, fate, user):
    label, _, name = field.rpartition(".")
    rows = apps.get_model(label)._base_manager.filter(**{name: user})
    if fate == closing.DELETED:
        forget_in_the_operators_log(rows)
        rows.delete()
    elif fate == closing.EMPTIED:
        rows.update(**{name: None})


def _unseen_uploads(user):
    return Upload.objects.filter(owner=user.pk).exclude(showings__is_public=True)


def _is_held(upload):
    """A row needs it that nobody sees any more, such as another's withdrawn page."""
    holding = [rel for rel in Upload._meta.related_objects if rel.on_delete is PROTECT]
    return any(rel.related_model._base_manager.filter(**{rel.field.name: upload}).exists() for rel in holding)


def _empty(user):
    user.name, user.email, user.last_login = "", None, None
    user.set_unusable_password()
    user.is_active = user.is_staff = user.is_superuser = False
    user.closed_at = timezone.now()
    user.save()
    forget_powers(user)
