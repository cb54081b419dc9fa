"""What the link in an invitation shows and does."""

from datetime import timedelta
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse

from people import services
from people.inviting import KEPT_DAYS
from people.links import Purpose
from people.models import Invitation, Standing


def _invitation_of(link):
    invitations = Invitation.objects.select_related("institution", "invited_by", "accepted_by")
    return invitations.filter(pk=link.object_id).first()  # None when it was withdrawn


def page(link, request):
    """To whom it is, and the one button that takes it up; before that, logging in or signing up with its address."""
    invitation, user = _invitation_of(link), request.user
    # Whether somebody else has an account with the address is not said.
    holders = EmailAddress.objects.filter(email__iexact=link.recipient, verified=True)
    way = urlencode({"next": request.path, "email": link.recipient})
    return "managing/invitation.html", {
        "invitation": invitation,
        "is_mine": user.is_authenticated and holders.filter(user=user).exists(),
        "login_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        "signup_url": f"{reverse('account_signup')}?{way}",
    }


def accept(link, request):
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    invitation = services.accept_invitation(link, by=request.user)
    phrase = Standing(invitation.standing).phrase
    messages.success(request, f"Welcome. You are {phrase} of {invitation.institution} now.")
    if invitation.standing == Standing.MANAGER:
        return redirect("institution-manage", invitation.institution.slug)
    return redirect("desk")


def decline_page(link, request):
    """What saying no means, and the one button that does it. Nobody needs to log in."""
    return "managing/invitation_decline.html", {"invitation": _invitation_of(link), "kept_days": KEPT_DAYS}


def decline(link, request):
    services.decline_invitation(link, by=request.user if request.user.is_authenticated else None)
    return redirect(request.path)  # which says what was done


DECLINE = Purpose("invitation-decline", decline_page, decline, lifetime=timedelta(days=KEPT_DAYS))
INVITATION = Purpose("invitation", page, accept, lifetime=timedelta(days=21))
