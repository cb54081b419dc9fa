"""What the account pages write into the security log: who failed, was locked out, or changed how they log in.

A known account is named by its number, an unknown address by nothing that it could be read from.
"""

import logging

from allauth.account.models import EmailAddress
from django.utils.crypto import salted_hmac

from people import events

logger = logging.getLogger(events.LOGGER)

CHANGES = {  # what allauth tells people of by mail: how the log calls it
    "account/email/password_changed": "change password",
    "account/email/password_set": "set password",
    "account/email/password_reset": "reset password",
    "account/email/email_added": "add address",
    "account/email/email_changed": "change main address",
    "account/email/email_deleted": "remove address",
    "mfa/email/totp_activated": "connect app",
    "mfa/email/totp_deactivated": "disconnect app",
    "mfa/email/webauthn_added": "add passkey",
    "mfa/email/webauthn_removed": "remove passkey",
    "mfa/email/recovery_codes_generated": "new recovery codes",
    "socialaccount/email/account_connected": "connect log-in",
    "socialaccount/email/account_disconnected": "disconnect log-in",
}


def failed(what, person):
    """Somebody could not prove that they are `person`, an address or an account's number."""
    _note("fail", what, person)


def locked_out(what, person):
    """`person` has failed too often from one network."""
    _note("lock out", what, person)


def network_locked_out(what):
    """A whole network has tried too often: nobody's account, so a line and no event."""
    logger.warning("%s: a network is locked out", what)


def changed(template, user):
    """`user` has changed how they log in; `template` is that of the mail that tells them."""
    if template in CHANGES:
        events.record(events.SECURITY, user.pk, CHANGES[template], by=user)


def _note(verb, what, person):
    number = person if isinstance(person, int) or person.isdigit() else _holder(person)
    if number:
        events.record(events.SECURITY, int(number), verb, now=what)
    else:
        mark = salted_hmac("accounts.security", person, algorithm="sha256").hexdigest()[:12]
        logger.info("%s: %s, unknown address %s", what, verb, mark)


def _holder(address):
    found = EmailAddress.objects.filter(email__iexact=address).order_by("-verified")
    return found.values_list("user", flat=True).first()
