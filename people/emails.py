"""The messages about memberships. Queued with the caller's transaction."""

from config.mail import send
from people import links
from people.queries import those_who_look_after


def standing_given(membership):
    send("standing_given", membership.user.email, membership=membership)


def editor_appointed(user, by):
    send("editor_appointed", user.email, person=user, by=by)


def main_address_changed(user, old):
    """By an operator; the old address is told. (A change of one's own is told by the account pages.)"""
    send("main_address_changed", old, person=user)


def join_asked(request):
    for manager in those_who_look_after(request.institution, besides=request.user):
        send("join_asked", manager.email, person=manager, request=request)


def join_decided(request):
    send(f"join_{request.outcome}", request.user.email, request=request)


def invited(invitation, token):
    link = links.find(token)
    send("invited", invitation.email, invitation=invitation, link=link, address=links.address(token))
