"""The editors of the whole portal."""

from django.contrib.auth.models import Group
from django.db import transaction

from config.errors import Refused
from people import emails, events
from people.models import EDITORS
from people.powers import forget_powers, only_editors
from people.queries import editors


def editors_group():
    """The group, locked, so that two releases at once cannot leave it empty."""
    Group.objects.get_or_create(name=EDITORS)
    return Group.objects.select_for_update(of=("self",)).get(name=EDITORS)


@transaction.atomic
def set_editor(user, wanted, *, by):
    """Appoint or release an editor of the portal. One must remain. `told` of the user says whether a mail went."""
    only_editors("appoint editors", by=by)
    group = editors_group()
    user.told = False
    is_one = editors().filter(pk=user.pk).exists()
    if wanted and not is_one:
        user.groups.add(group)
        events.record("account", user.pk, "appoint editor", by=by)
        user.told = emails.editor_appointed(user, by)
    elif is_one and not wanted:
        if not editors().exclude(pk=user.pk).exists():
            raise Refused("The portal needs at least one editor. Appoint another one first.")
        user.groups.remove(group)
        events.record("account", user.pk, "release editor", by=by)
    forget_powers(user)
    return user


@transaction.atomic
def appoint_first_editor(user):
    """The one appointment that no editor makes: refused as soon as there is an editor."""
    group = editors_group()
    if editors().exists():
        raise Refused("The portal has an editor already. Editors appoint further ones in the portal.")
    user.groups.add(group)
    events.record("account", user.pk, "appoint editor")
    emails.editor_appointed(user, None)
    forget_powers(user)
    return user
