"""Verbs about people and institutions. All take `by` (who), are atomic, and return the thing they changed."""

import secrets
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from profiles import emails
from profiles.models import (
    EDITORS,
    Institution,
    InstitutionDomain,
    Invitation,
    JoinRequest,
    Membership,
    Role,
    User,
)
from review.errors import Refused

INVITATION_DAYS = 21


def may_manage(user, institution):
    return user.is_editor or user.manages(institution)


def _only_managers(user, institution):
    if not may_manage(user, institution):
        raise PermissionDenied(f"Only editors and managers of {institution} may do this.")


@transaction.atomic
def join_by_domain(user):
    """Staff memberships for verified addresses in institutions' domains. Safe to repeat; returns the new ones.

    Somebody whose membership there was ended is not brought back by logging in.
    """
    made = []
    addresses = user.emailaddress_set.filter(verified=True).values_list("email", flat=True)
    for address in addresses:
        institution = institution_of_address(address)
        if institution and not user.memberships.filter(institution=institution).exists():
            made.append(Membership.objects.create(user=user, institution=institution))
            JoinRequest.objects.filter(user=user, institution=institution, outcome="waiting").update(
                outcome="accepted", decided_at=timezone.now()
            )
    user.forget_roles()
    return made


def institution_of_address(address):
    """The institution whose domain the address is in, the longest match first; None if there is none."""
    parts = address.rpartition("@")[2].lower().split(".")
    candidates = [".".join(parts[i:]) for i in range(len(parts) - 1)]
    domains = InstitutionDomain.objects.filter(domain__in=candidates).select_related("institution")
    best = max(domains, key=lambda d: len(d.domain), default=None)
    return best.institution if best else None


@transaction.atomic
def set_role(user, institution, role, *, by):
    """Make `user` staff or manager of `institution` from today on (None: end the membership)."""
    _only_managers(by, institution)
    current = (
        Membership.objects.select_for_update(of=("self",))
        .filter(user=user, institution=institution, until__isnull=True)
        .first()
    )
    if current and current.role == role:
        return current
    if current and current.role == Role.MANAGER and user == by and not by.is_editor:
        raise Refused("You cannot take the manager’s role from yourself; ask a colleague or an editor.")
    today = timezone.localdate()
    if current:
        current.until = today
        current.save(update_fields=["until"])
    made = None
    if role:
        made = Membership.objects.create(
            user=user, institution=institution, role=role, since=today, appointed_by=by
        )
        emails.role_given(made)
    user.forget_roles()
    return made


@transaction.atomic
def ask_to_join(user, institution, *, message=""):
    """A request for the institution's managers; asking twice leaves one."""
    if institution.pk in user.member_institution_ids():
        raise Refused(f"You are a member of {institution} already.")
    request, new = JoinRequest.objects.get_or_create(
        user=user, institution=institution, outcome="waiting", defaults={"message": message}
    )
    if new:
        emails.join_asked(request)
    return request


@transaction.atomic
def decide_join(request, accept, *, by):
    request = JoinRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    _only_managers(by, request.institution)
    if request.outcome != "waiting":
        raise Refused("A colleague has decided this request already.")
    request.outcome = "accepted" if accept else "refused"
    request.decided_by, request.decided_at = by, timezone.now()
    request.save()
    if accept:
        Membership.objects.get_or_create(
            user=request.user, institution=request.institution, until=None, defaults={"appointed_by": by}
        )
    emails.join_decided(request)
    return request


@transaction.atomic
def invite(email, institution, role, *, by):
    """Invite an address as staff or manager; an open invitation is sent again with a new link."""
    _only_managers(by, institution)
    email = email.strip().lower()
    if Membership.objects.current().filter(user__email=email, institution=institution, role=role).exists():
        raise Refused(f"{email} is {Role(role).label.lower()} of {institution} already.")
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
def accept_invitation(invitation, *, by):
    """`by` must have the invited address, verified."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not invitation.is_open:
        raise Refused("This invitation has been used or is too old. Ask for a new one.")
    if not by.emailaddress_set.filter(email__iexact=invitation.email, verified=True).exists():
        raise Refused(
            f"This invitation is for {invitation.email}. Log in with that address, or add it to your account first."
        )
    invitation.accepted_at, invitation.accepted_by = timezone.now(), by
    invitation.save()
    current = Membership.objects.filter(
        user=by, institution=invitation.institution, until__isnull=True
    ).first()
    if current and current.role != invitation.role and invitation.role == Role.MANAGER:
        current.until = timezone.localdate()
        current.save(update_fields=["until"])
        current = None
    if current is None:
        Membership.objects.create(
            user=by,
            institution=invitation.institution,
            role=invitation.role,
            appointed_by=invitation.invited_by,
        )
    by.forget_roles()
    return invitation


@transaction.atomic
def save_institution(institution, *, domains, by):
    """Write a new or changed institution (validated by its form) and its e-mail domains."""
    if institution.pk is None and not by.is_editor:
        raise PermissionDenied("Only editors add institutions.")
    if institution.pk:
        _only_managers(by, institution)
    institution.sort_key = fold(institution.name)
    institution.save()
    institution.domains.exclude(domain__in=domains).delete()
    held = set(institution.domains.values_list("domain", flat=True))
    InstitutionDomain.objects.bulk_create(
        [InstitutionDomain(institution=institution, domain=domain) for domain in domains if domain not in held]
    )
    return institution


@transaction.atomic
def set_editor(user, wanted, *, by):
    """Appoint or release an editor of the portal. One must remain."""
    if not by.is_editor:
        raise PermissionDenied("Only editors appoint editors.")
    group, _ = Group.objects.get_or_create(name=EDITORS)
    if wanted:
        user.groups.add(group)
        emails.editor_appointed(user, by)
    else:
        if not group.user_set.exclude(pk=user.pk).exists():
            raise Refused("The portal needs at least one editor. Appoint another one first.")
        user.groups.remove(group)
    user.forget_roles()
    return user


def fold(text):
    """Key to sort by: accents and case do not count, the same on every server."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()[:160]


def find_member(text):
    """An active user by e-mail address (verified), profile address or slug; None if nobody."""
    text = text.strip().rstrip("/").lower()
    people = User.objects.filter(is_active=True)
    if "@" in text:
        return people.filter(
            Q(emailaddress__email__iexact=text, emailaddress__verified=True)
        ).first()
    return people.filter(profile__slug=text.rpartition("/")[2]).first()


def institutions_to_choose():
    return Institution.objects.order_by("sort_key")
