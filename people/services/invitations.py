"""An e-mail makes a member of whoever holds the address."""

from django.db import transaction
from django.utils import timezone

from config.errors import Refused
from people import emails, events, links
from people.models import NOBODY, Institution, Invitation, Standing
from people.powers import only_those_who_look_after, powers_of
from people.queries import holder_of
from people.services.memberships import begin_membership, current_membership, hold_person

PURPOSE = EVENTS = "invitation"  # of its links, and how the event log calls it


@transaction.atomic
def invite(email, institution, standing, *, by):
    """Invite an address as staff or manager; an open invitation is sent again with a new link."""
    only_those_who_look_after(institution, by=by)
    email = email.strip().lower()
    Institution.objects.select_for_update(no_key=True).get(pk=institution.pk)  # two clicks at once queue up here
    holder = holder_of(email)
    held = holder and holder.memberships.current().filter(institution=institution).first()
    if held and held.standing in (standing, Standing.MANAGER):
        raise Refused(f"{email} is {held.get_standing_display().lower()} of {institution} already.")
    opened = Invitation.objects.unanswered().filter(email=email, institution=institution)
    invitation = opened.select_for_update(of=("self",)).first() or Invitation(email=email, institution=institution)
    invitation.standing, invitation.invited_by, invitation.sent_at = standing, by, timezone.now()
    invitation.save(update_fields=["standing", "invited_by", "sent_at"] if invitation.pk else None)
    links.revoke(PURPOSE, invitation.pk, by=by)  # who has the earlier message finds that it works no more
    token = links.make(PURPOSE, invitation.pk, by=by, recipient=email)
    events.record(EVENTS, invitation.pk, "invite", by=by, now=_place(invitation))
    emails.invited(invitation, token)
    return invitation


def _place(invitation):
    """For the log: to be what where, as numbers."""
    return f"institution {invitation.institution_id}, {invitation.standing}"


@transaction.atomic
def withdraw_invitation(invitation, *, by):
    only_those_who_look_after(invitation.institution, by=by)
    if not Invitation.objects.unanswered().filter(pk=invitation.pk).delete()[0]:
        raise Refused(f"{invitation.email} has accepted the invitation already.")
    links.revoke(PURPOSE, invitation.pk, by=by)
    events.record(EVENTS, invitation.pk, "withdraw", by=by, was=_place(invitation))
    return invitation


@transaction.atomic
def accept_invitation(link, *, by):
    """Take up the invitation that a link is for.

    `by` must have the invited address, verified; who invited must still be allowed to. Safe to repeat.
    """
    hold_person(by)
    invitation = Invitation.objects.select_for_update(of=("self",)).filter(pk=link.object_id).first()
    if invitation and invitation.accepted_by == by and current_membership(by, invitation.institution):
        return invitation
    if invitation is None or invitation.accepted_at:
        raise Refused("This invitation has been used or is too old. Ask for a new one.")
    inviter = invitation.invited_by
    if inviter is None or not powers_of(inviter).looks_after(invitation.institution):
        raise Refused(f"{inviter or NOBODY} does not manage {invitation.institution} any more. Ask for a new one.")
    if not by.emailaddress_set.filter(email__iexact=invitation.email, verified=True).exists():
        raise Refused(
            f"This invitation is for {invitation.email}. Log in with that address, or add it to your account first."
        )
    links.use(link, by=by)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    events.record(EVENTS, invitation.pk, "accept", by=by, now=_place(invitation))
    current = current_membership(by, invitation.institution)
    if current is None or (current.standing == Standing.STAFF and invitation.standing == Standing.MANAGER):
        begin_membership(by, invitation.institution, invitation.standing, by=inviter)
    return invitation


def with_links(invitations):
    """A list of them, each with its latest `link` (None once that was forgotten), in two queries."""
    found = list(invitations)
    latest = links.latest_of(PURPOSE, [one.pk for one in found])
    for invitation in found:
        invitation.link = latest.get(invitation.pk)
    return found
