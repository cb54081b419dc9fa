"""An e-mail makes a member of whoever holds the address."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from profiles import emails
from profiles.models import Institution, Invitation, Role
from profiles.policies import may_manage, only_managers
from profiles.services.finding import find_member
from profiles.services.memberships import begin_membership, current_membership
from review.errors import Refused

INVITATION_DAYS = 21


@transaction.atomic
def invite(email, institution, role, *, by):
    """Invite an address as staff or manager; an open invitation is sent again with a new link."""
    only_managers(by, institution)
    email = email.strip().lower()
    Institution.objects.select_for_update(no_key=True).get(pk=institution.pk)  # two clicks at once queue up here
    holder = find_member(email)
    held = holder and holder.memberships.current().filter(institution=institution).first()
    if held and held.role in (role, Role.MANAGER):
        raise Refused(f"{email} is {held.get_role_display().lower()} of {institution} already.")
    Invitation.objects.filter(email=email, institution=institution, accepted_at=None).delete()
    invitation = Invitation.objects.create(
        email=email,
        institution=institution,
        role=role,
        token=secrets.token_urlsafe(32),
        invited_by=by,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    emails.invited(invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation, *, by):
    only_managers(by, invitation.institution)
    if not Invitation.objects.filter(pk=invitation.pk, accepted_at=None).delete()[0]:
        raise Refused(f"{invitation.email} has accepted the invitation already.")
    return invitation


@transaction.atomic
def accept_invitation(invitation, *, by):
    """`by` must have the invited address, verified; who invited must still be allowed to. Safe to repeat."""
    invitation = Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if invitation and invitation.accepted_by == by and current_membership(by, invitation.institution):
        return invitation
    if invitation is None or not invitation.is_open:
        raise Refused("This invitation has been used or is too old. Ask for a new one.")
    inviter = invitation.invited_by
    if not inviter.is_active or not may_manage(inviter, invitation.institution):
        raise Refused(f"{inviter} does not manage {invitation.institution} any more. Ask for a new one.")
    if not by.emailaddress_set.filter(email__iexact=invitation.email, verified=True).exists():
        raise Refused(
            f"This invitation is for {invitation.email}. Log in with that address, or add it to your account first."
        )
    invitation.accepted_at, invitation.accepted_by = timezone.now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    current = current_membership(by, invitation.institution)
    if current is None or (current.role == Role.STAFF and invitation.role == Role.MANAGER):
        begin_membership(by, invitation.institution, invitation.role, by=inviter)
    return invitation
