"""Who belongs where: memberships begin and end, and keep their history."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from config.errors import Refused
from people import emails, events
from people.models import Institution, InstitutionDomain, JoinRequest, Membership, Standing, User
from people.powers import forget_powers, only_those_who_look_after, powers_of

EVENTS, ASKED = "membership", "join-request"  # how the event log calls them
ASK_AGAIN_DAYS = 30
MAX_WAITING = 5


def current_membership(user, institution):
    """Their current membership, or None. Two changes at once for one person queue up here."""
    hold_person(user)
    return user.memberships.current().filter(institution=institution).first()


def hold_person(user):
    """Lock somebody before anything of theirs, in every verb in this order; Refused for a closed account."""
    held = User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
    if held is None or held.closed_at:
        raise Refused("This account is closed.")


def hold_place(institution):
    """Lock an institution and its parents, and return them: changes of who manages them queue up here.

    After the person, where both are held. Refused for an institution that was removed a moment ago.
    """
    line = Institution.objects.filter(pk__in=[one.pk for one in institution.line()]).order_by("pk")
    if institution not in list(line.select_for_update(no_key=True)):
        raise Refused(f"{institution} is not there any more.")
    return line


def _end(membership, by, until=None):
    today = timezone.localdate()
    if until and not membership.since <= until <= today:
        began = date_format(membership.since, "j F Y")
        raise Refused(f"The last day lies between {began}, when it began, and today.")
    membership.until = until or today
    membership.save(update_fields=["until"])
    events.record(EVENTS, membership.pk, "end", by=by, was=place_of(membership))
    forget_powers(membership.user)


def place_of(membership):
    """For the log: whose standing where, as numbers."""
    return f"account {membership.user_id}, institution {membership.institution_id}, {membership.standing}"


def begin_membership(user, institution, standing, *, by=None):
    """A new membership in the place of the current one; a request to join has its answer with it."""
    current = current_membership(user, institution)
    if current:
        _end(current, by)
    made = Membership.objects.create(user=user, institution=institution, standing=standing, appointed_by=by)
    events.record(EVENTS, made.pk, "begin", by=by or user, now=place_of(made))
    asked = user.join_requests.waiting().filter(institution=institution)
    waiting = asked.select_for_update(of=("self",)).first()  # it may be taken back at this moment
    if waiting:
        _decide(waiting, "accepted", by)
    forget_powers(user)
    return made


def _decide(request, outcome, by):
    request.outcome, request.decided_by, request.decided_at = outcome, by, timezone.now()
    request.save(update_fields=["outcome", "decided_by", "decided_at"])
    verb = "accept" if outcome == "accepted" else "refuse"
    events.record(ASKED, request.pk, verb, by=by, was="waiting", now=outcome)


@transaction.atomic
def join_by_domain(user):
    """Staff memberships for verified addresses in institutions' domains; returns the new ones.

    Safe to repeat. Somebody whose membership there was ended is not brought back by logging in.
    """
    made = []
    for address in user.emailaddress_set.filter(verified=True).values_list("email", flat=True):
        institution = institution_of_address(address)
        if institution is None or user.memberships.filter(institution=institution).exists():
            continue
        if current_membership(user, institution) is None:  # asked again under the lock
            made.append(begin_membership(user, institution, Standing.STAFF))
    return made


def institution_of_address(address):
    """The institution whose domain the address is in, the longest match first; None if there is none."""
    parts = address.rpartition("@")[2].lower().split(".")
    candidates = [".".join(parts[i:]) for i in range(len(parts) - 1)]
    domains = InstitutionDomain.objects.filter(domain__in=candidates).select_related("institution")
    best = max(domains, key=lambda d: len(d.domain), default=None)
    return best.institution if best else None


@transaction.atomic
def set_standing(user, institution, standing, *, by, until=None):
    """Make `user` staff or manager of `institution` from today on (None: end the membership, `until` a day of the past
    or today).

    Returns the membership that begins or ends, None where there was none to end; its `told` says whether a mail went.
    """
    only_those_who_look_after(institution, by=by)
    current = current_membership(user, institution)
    if current and current.standing == standing:
        current.told = False
        return current
    if current and current.standing == Standing.MANAGER and user == by and not powers_of(by).is_editor:
        raise Refused("You cannot take the manager’s role from yourself; ask a colleague or an editor.")
    hold_place(institution)  # of two managers who end each other at once one is left
    forget_powers(by)
    only_those_who_look_after(institution, by=by)
    if standing is None:
        if current:
            _end(current, by, until)
            current.told = user != by and emails.membership_ended(current, by)
        forget_powers(user)
        return current
    made = begin_membership(user, institution, standing, by=by)
    made.told = emails.standing_given(made, by)
    return made


@transaction.atomic
def leave(institution, *, by):
    """End one's own membership. The last manager hands over first."""
    current = current_membership(by, institution)
    if current is None:
        raise Refused(f"You are not a member of {institution}.")
    if current.standing == Standing.MANAGER:
        refuse_the_only_manager(by, institution)
    _end(current, by)
    forget_powers(by)
    return current


def refuse_the_only_manager(user, institution):
    """Refused unless somebody else manages it or one of its parents. Two who go at once queue up here."""
    line = hold_place(institution)
    managers = Membership.objects.current().filter(institution__in=line, standing=Standing.MANAGER)
    if not managers.filter(user__is_active=True).exclude(user=user).exists():
        raise Refused(
            f"You are the only manager of {institution}. Make a colleague a manager first, "
            "or ask an editor to find one."
        )


@transaction.atomic
def ask_to_join(user, institution, *, message=""):
    """A request for the institution's managers; asking twice leaves one. Its `told` says whether a mail went."""
    if current_membership(user, institution):
        raise Refused(f"You are a member of {institution} already.")
    mine = user.join_requests
    request = mine.waiting().filter(institution=institution).first()
    if request:
        request.told = False
        return request
    hold_place(institution)
    if mine.waiting().count() >= MAX_WAITING:
        raise Refused(f"{MAX_WAITING} requests of yours are waiting. Take one back before you ask again.")
    lately = timezone.now() - timedelta(days=ASK_AGAIN_DAYS)
    if mine.refused_since(lately).filter(institution=institution).exists():
        raise Refused(f"{institution} declined your request lately. A manager there can invite you instead.")
    request = JoinRequest.objects.create(user=user, institution=institution, message=message)
    events.record(ASKED, request.pk, "ask", by=user, now=f"account {user.pk}, institution {institution.pk}")
    request.told = emails.join_asked(request)
    return request


def _locked(request):
    """The request as it is now; Refused where it was taken back a moment ago."""
    locked = JoinRequest.objects.select_for_update(of=("self",)).filter(pk=request.pk).first()
    if locked is None:
        raise Refused("This request is not there any more.")
    return locked


@transaction.atomic
def take_back_request(request, *, by):
    """Forget one's own request before anybody has decided it."""
    request = _locked(request)
    if request.user_id != by.pk:
        raise PermissionDenied("This request is somebody else’s.")
    if request.outcome != "waiting":
        raise Refused(f"{request.institution} has decided your request already.")
    events.record(ASKED, request.pk, "take back", by=by, was="waiting")
    request.delete()
    return request


@transaction.atomic
def decide_join(request, accept, *, by):
    current = current_membership(request.user, request.institution)  # the person first, then the request, as everywhere
    request = _locked(request)
    only_those_who_look_after(request.institution, by=by)
    if request.outcome != "waiting":
        raise Refused("A colleague has decided this request already.")
    _decide(request, "accepted" if accept else "refused", by)
    if accept and current is None:
        begin_membership(request.user, request.institution, Standing.STAFF, by=by)
    emails.join_decided(request)
    return request
