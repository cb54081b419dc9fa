"""The editors of the whole portal."""

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction

from profiles import emails
from profiles.models import EDITORS, User
from review.errors import Refused


def editors():
    return User.objects.filter(groups__name=EDITORS, is_active=True)


def _editors_group():
    """The group, locked, so that two releases at once cannot leave it empty."""
    Group.objects.get_or_create(name=EDITORS)
    return Group.objects.select_for_update().get(name=EDITORS)


@transaction.atomic
def set_editor(user, wanted, *, by):
    """Appoint or release an editor of the portal. One must remain."""
    if not by.is_editor:
        raise PermissionDenied("Only editors appoint editors.")
    group = _editors_group()
    if wanted and not editors().filter(pk=user.pk).exists():
        user.groups.add(group)
        emails.editor_appointed(user, by)
    elif not wanted:
        if not editors().exclude(pk=user.pk).exists():
            raise Refused("The portal needs at least one editor. Appoint another one first.")
        user.groups.remove(group)
    user.forget_roles()
    return user


@transaction.atomic
def appoint_first_editor(user):
    """The one appointment that no editor makes: refused as soon as there is an editor."""
    group = _editors_group()
    if editors().exists():
        raise Refused("The portal has an editor already. Editors appoint further ones in the portal.")
    user.groups.add(group)
    emails.editor_appointed(user, None)
    user.forget_roles()
    return user
