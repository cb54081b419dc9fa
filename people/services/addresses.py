"""The address that somebody logs in with, and that the portal's mails go to: one thing, kept in two places."""

from allauth.account.models import EmailAddress
from django.db import transaction

from people import emails, events
from people.services.memberships import hold_person


@transaction.atomic
def change_main_address(user, address, *, by):
    """An operator gives an account another main address, which nobody else has; the former one belongs to it no more.

    It is confirmed at the next log-in, where it was not before. The former address is told.
    """
    hold_person(user)
    former, theirs = user.email, user.emailaddress_set
    theirs.filter(email__iexact=former).delete()  # whoever reads its mail could otherwise ask for a new password
    theirs.filter(primary=True).update(primary=False)
    known = theirs.filter(email__iexact=address).first() or EmailAddress(user=user)
    known.email, known.primary = address, True
    known.save()
    user.email = address
    user.save(update_fields=["email"])
    events.record(events.SECURITY, user.pk, "change main address", by=by)
    emails.main_address_changed(user, former)
    return user
