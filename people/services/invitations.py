"""An e-mail makes a member of whoever holds the address."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from config import mail
from config.errors import Refused
from people import emails, events, links, pauses
from people.inviting import INVITE, KEPT_DAYS, declined_marks, plan
from people.models import NOBODY, AccessLink, Invitation, Standing
from people.powers import only_those_who_look_after, powers_of
from people.queries import holder_of
from people.services.memberships import begin_membership, current_membership, hold_person, hold_place

PURPOSE = EVENTS = "invitation"  # of its links, and how the event log calls it
DECLINE = "invitation-decline"  # of the links that say no
WAITS_FOR_MAIL = timedelta(days=1)  # one that has no link after this has lost it, and is sent by hand


@transaction.atomic
def invite(email, institution, standing, *, by, name=""):
    """Invite an address as staff or manager; an open invitation is sent again with a new link.

    `told` of what comes back says whether a mail was sent: not twice within an hour to one address. What the earlier
    one says is then still good; where it is not, as that invitation was withdrawn, `mail_at` is when the next one goes
    by itself (`send_waiting`).
    """
    only_those_who_look_after(institution, by=by)
    email = email.strip().lower()
    hold_place(institution)  # two clicks at once queue up here
    holder = holder_of(email)
    held = holder and holder.memberships.current().filter(institution=institution).first()
    if held and held.standing in (standing, Standing.MANAGER):
        raise Refused(f"{email} is {held.get_standing_display().lower()} of {institution} already.")
    if institution.invitations.declined().filter(fingerprint__in=declined_marks(email, institution)).exists():
        raise Refused(f"Whoever has {email} has declined an invitation to {institution}. Please ask them yourself.")
    opened = Invitation.objects.unanswered().filter(email=email, institution=institution)
    invitation = opened.select_for_update(of=("self",)).first() or Invitation(email=email, institution=institution)
    invitation.standing, invitation.invited_by, invitation.name = standing, by, name or invitation.name
    invitation.told = pauses.allowed(*_pause(invitation))
    if invitation.told:
        invitation.sent_at = timezone.now()
    invitation.save()
    if invitation.told:
        _send(invitation, by)
    invitation.mail_at = None
    if not invitation.told and not links.latest_of(PURPOSE, [invitation.pk]):
        invitation.mail_at = pauses.over_at(*_pause(invitation))
    events.record(EVENTS, invitation.pk, "invite", by=by, now=_place(invitation))
    return invitation


def _pause(invitation):
    """What its mails are counted by: one an hour to an address, whoever of an institution's managers writes."""
    return "invite-mail", None, invitation.institution_id, invitation.email


def _holds(invitation):
    """Whether who invited may still do so."""
    by = invitation.invited_by
    return by is not None and powers_of(by).looks_after(invitation.institution)


def _send(invitation, by):
    links.revoke(PURPOSE, invitation.pk, by=by)  # who has the earlier message finds that it works no more
    token = links.make(PURPOSE, invitation.pk, by=by, recipient=invitation.email)
    no = links.make(DECLINE, invitation.pk, by=by)  # and those of earlier messages go on saying no
    emails.invited(invitation, token, no)


@transaction.atomic
def send_waiting():
    """Send the invitations that were made while the pause kept their mail back; returns how many."""
    lately = Invitation.objects.unanswered().filter(sent_at__gt=timezone.now() - WAITS_FOR_MAIL)
    known = AccessLink.objects.filter(purpose=PURPOSE, object_id=OuterRef("pk"))
    waiting = lately.filter(~Exists(known)).select_related("institution", "invited_by")
    sent = 0
    for invitation in waiting.select_for_update(of=("self",), skip_locked=True):
        if not _holds(invitation):
            continue
        if pauses.over_at(*_pause(invitation)) or not pauses.allowed(*_pause(invitation)):
            continue
        invitation.sent_at = timezone.now()
        invitation.save(update_fields=["sent_at"])
        _send(invitation, invitation.invited_by)
        sent += 1
    return sent


@transaction.atomic
def invite_all(entries, institution, standing, *, by):
    """Invite all of a list (`reading.mail_addresses.Entry`) who can be: those that `people.inviting.plan` says.

    A list of the invitations that were made; sent twice, the second time there is nobody left.
    """
    only_those_who_look_after(institution, by=by)
    hold_place(institution)
    wanted = [line for line in plan(entries, institution, standing) if line.fate == INVITE]
    return [invite(line.address, institution, line.standing, by=by, name=line.name) for line in wanted]


def _forget_address(invitation):
    """Where else its address stands: in its links, and in messages that wait or failed."""
    for purpose in (PURPOSE, DECLINE):
        links.forget_recipients(purpose, invitation.pk)
    mail.forget(emails.invitation_as_thing(invitation.pk))


def _place(invitation):
    """For the log: to be what where, as numbers."""
    return f"institution {invitation.institution_id}, {invitation.standing}"


@transaction.atomic
def withdraw_invitation(invitation, *, by):
    only_those_who_look_after(invitation.institution, by=by)
    if not Invitation.objects.unanswered().filter(pk=invitation.pk).delete()[0]:
        raise Refused(f"The invitation of {invitation.email} has been answered already.")
    _end_links(invitation, by)
    _forget_address(invitation)
    events.record(EVENTS, invitation.pk, "withdraw", by=by, was=_place(invitation))
    return invitation


def _end_links(invitation, by):
    for purpose in (PURPOSE, DECLINE):
        links.revoke(purpose, invitation.pk, by=by)


@transaction.atomic
def decline_invitation(link, *, by=None):
    """Say no for whoever has the address, with a link of DECLINE; the address is forgotten. Safe to repeat.

    Managers see that an invitation was declined; for as long as the row is kept, they cannot invite the address again.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).filter(pk=link.object_id).first()
    if invitation is None or invitation.declined_at:
        return invitation
    if invitation.accepted_at:
        raise Refused("This invitation was accepted. To leave, log in and go to “Where you belong”.")
    links.use(link, by=by)
    invitation.fingerprint, *_ = declined_marks(invitation.email, invitation.institution)
    invitation.email, invitation.name, invitation.declined_at = "", "", timezone.now()
    invitation.save(update_fields=["fingerprint", "email", "name", "declined_at"])
    events.record(EVENTS, invitation.pk, "decline", by=by, now=_place(invitation))
    _end_links(invitation, by)
    _forget_address(invitation)
    return invitation


@transaction.atomic
def forget_unanswered():
    """Erase invitations that nobody has accepted in time, with their addresses; returns how many."""
    old = Invitation.objects.not_accepted_since(timezone.now() - timedelta(days=KEPT_DAYS))
    found = list(old.select_for_update(of=("self",), skip_locked=True))
    for invitation in found:
        _end_links(invitation, None)
        _forget_address(invitation)
        events.record(EVENTS, invitation.pk, "forget", was=_place(invitation))
    Invitation.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)


@transaction.atomic
def accept_invitation(link, *, by):
    """Take up the invitation that a link is for.

    `by` must have the invited address, verified; who invited must still be allowed to. Safe to repeat.
    """
    hold_person(by)
    invitation = Invitation.objects.select_for_update(of=("self",)).filter(pk=link.object_id).first()
    if invitation and invitation.accepted_by == by and current_membership(by, invitation.institution):
        return invitation
    if invitation is None or invitation.accepted_at or invitation.declined_at:
        raise Refused("This invitation has been used or is too old. Ask for a new one.")
    inviter = invitation.invited_by
    if not _holds(invitation):
        raise Refused(f"{inviter or NOBODY} does not manage {invitation.institution} any more. Ask for a new one.")
    if not by.emailaddress_set.filter(email__iexact=invitation.email, verified=True).exists():
        raise Refused(
            f"This invitation is for {invitation.email}. Log in with that address, or add it to your account first."
        )
    links.use(link, by=by)
    links.revoke(DECLINE, invitation.pk, by=by)
    invitation.accepted_at, invitation.accepted_by, invitation.name = timezone.now(), by, ""  # their account has one
    invitation.save(update_fields=["accepted_at", "accepted_by", "name"])
    events.record(EVENTS, invitation.pk, "accept", by=by, now=_place(invitation))
    current = current_membership(by, invitation.institution)
    if current is None or (current.standing == Standing.STAFF and invitation.standing == Standing.MANAGER):
        begin_membership(by, invitation.institution, invitation.standing, by=inviter)
    return invitation


def forget_name(user, keeps_address):
    """Of somebody who is called otherwise now: invitations that wait for them may say how they were called."""
    theirs = [address.lower() for address in user.emailaddress_set.values_list("email", flat=True)]
    Invitation.objects.filter(email__in=theirs).exclude(name="").update(name="")


def with_links(invitations):
    """A list of them, each with its latest `link` (None once that was forgotten), in two queries.

    `waits` says that its first mail is still to go, by itself (`send_waiting`).
    """
    found = list(invitations)
    latest = links.latest_of(PURPOSE, [one.pk for one in found])
    for invitation in found:
        invitation.link = latest.get(invitation.pk)
        is_new = invitation.sent_at > timezone.now() - WAITS_FOR_MAIL
        invitation.waits = not invitation.link and is_new and _holds(invitation)
    return found
