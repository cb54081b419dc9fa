"""The messages about memberships. Queued with the caller's transaction.

Those that one person can cause again and again go once an hour to each reader (`people.pauses`), and the function
says whether any went.
"""

from config.mail import about, send
from people import links, pauses
from people.inviting import KEPT_DAYS
from people.queries import those_who_look_after


def standing_given(membership, by):
    """Tell somebody that they are staff or manager now."""
    return _once(f"standing-{membership.standing}", by, membership, "standing_given")


def membership_ended(membership, by):
    """Tell somebody that a manager or editor has ended their membership."""
    return _once("membership-end", by, membership, "membership_ended", by=by)


def _once(what, causer, membership, template, **context):
    person = membership.user
    allowed = pauses.allowed(what, causer.pk, membership.institution_id, person.pk)
    if allowed:
        send(template, person.email, membership=membership, **context)
    return allowed


def editor_appointed(user, by):
    """Tell somebody that they are an editor now."""
    allowed = pauses.allowed("editor-appointed", by.pk if by else None, "portal", user.pk)
    if allowed:
        send("editor_appointed", user.email, person=user, by=by)
    return allowed


def main_address_changed(user, old):
    """By an operator; the old address is told. (A change of one's own is told by the account pages.)"""
    send("main_address_changed", old, person=user)


def join_asked(request):
    """Tell the managers that somebody asks to join."""
    told = [
        manager
        for manager in those_who_look_after(request.institution, besides=request.user)
        if pauses.allowed("join-mail", request.user_id, request.institution_id, manager.pk)
    ]
    for manager in told:
        send("join_asked", manager.email, person=manager, request=request)
    return bool(told)


def join_decided(request):
    send(f"join_{request.outcome}", request.user.email, request=request)


def invitation_as_thing(number):
    """How the queue of mails calls an invitation, so that its messages can be forgotten."""
    return f"invitation-{number}"


def invited(invitation, token, no):
    """`token` and `no` are the secrets of the links that accept and that decline."""
    send(
        "invited",
        invitation.email,
        headers=about(invitation_as_thing(invitation.pk)),
        invitation=invitation,
        link=links.find(token),
        address=links.address(token),
        decline=links.address(no),
        days=KEPT_DAYS,
    )
