"""Another name, everywhere where it stands for somebody: see `people.naming`."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from config import mail
from config.errors import Refused
from people import events, naming
from people.models import Invitation, User
from people.services.closing import forget_in_the_operators_log
from people.services.memberships import hold_person
from reading.text import one_line

LONGEST_NAME = User._meta.get_field("name").max_length


@transaction.atomic
def rename(user, name, *, by, keeps_address=False):
    """Call `user` by another name from now on, in what is past too; nothing says that there was another.

    `by` is themselves, or None for an operator. `keeps_address`: addresses made of the former name lead to the page.
    """
    if by is not None and by.pk != user.pk:
        raise PermissionDenied("Only its holder changes the name of an account.")
    hold_person(user)
    user = User.objects.get(pk=user.pk)
    name = one_line(name)
    if not name or len(name) > LONGEST_NAME:
        raise Refused(f"A name has 1 to {LONGEST_NAME} characters.")
    if name == user.name:
        return user
    _everywhere(user, name, keeps_address)
    events.record("account", user.pk, "rename", by=by)
    return user


def _everywhere(user, name, keeps_address):
    former, user.name = user.name, name
    user.save(update_fields=["name"])
    for work in naming.work():
        work(user, keeps_address)
    mine = Q(accepted_by=user) | Q(email__in=user.emailaddress_set.values("email"))
    Invitation.objects.filter(mine).exclude(name="").update(name="")  # as a staff list called them
    forget_in_the_operators_log(User.objects.filter(pk=user.pk))
    mail.rename(former, name)
