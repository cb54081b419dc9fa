"""Finding people and institutions."""

from django.db.models import Count, Q

from people.models import CURATORS, EDITORS, Institution, JoinRequest, Membership, Standing, User
from people.powers import powers_of


def holder_of(address):
    """The active user who has confirmed this e-mail address, or None."""
    people = User.objects.filter(is_active=True)
    return people.filter(emailaddress__email__iexact=address.strip(), emailaddress__verified=True).first()


def editors():
    return User.objects.filter(groups__name=EDITORS, is_active=True)


def curators():
    return User.objects.filter(groups__name=CURATORS, is_active=True)


def managers_of(institution):
    """Active managers of it or of its parents."""
    current = Membership.objects.current().filter(institution__in=institution.line(), standing=Standing.MANAGER)
    return User.objects.filter(is_active=True, pk__in=current.values("user"))


def those_who_look_after(institution, besides=None):
    """Managers of it or of its parents; the editors where there is none. A list without `besides`."""
    here = managers_of(institution).exclude(pk=besides.pk if besides else None)
    return list(here) or list(editors().exclude(pk=besides.pk if besides else None))


def institutions_to_choose():
    return Institution.objects.order_by("sort_key")


def institution_called(slug):
    """The institution with this address, or that had it before, with its parent and logo; None if there is none."""
    found = Institution.objects.select_related("parent", "logo")
    return found.filter(slug=slug).first() or found.filter(former_addresses__slug=slug).first()


def looked_after_by(user):
    """The institutions that `user` looks after, with how many people, managers and requests each has."""
    institutions = institutions_to_choose().select_related("parent")
    if not powers_of(user).is_editor:
        institutions = institutions.filter(pk__in=powers_of(user).managed_ids)
    current = Q(memberships__in=Membership.objects.current())
    return institutions.annotate(
        people=Count("memberships", filter=current, distinct=True),
        managers=Count("memberships", filter=current & Q(memberships__standing=Standing.MANAGER), distinct=True),
        waiting=Count("join_requests", filter=Q(join_requests__in=JoinRequest.objects.waiting()), distinct=True),
    )


def members_of(institution):
    """Its memberships of today, managers first, in no order of names."""
    current = institution.memberships.current().select_related("user", "appointed_by")
    return current.order_by("standing", "pk")


def former_members_of(institution):
    """Those who belong there no more; who only changed their standing has not left."""
    present = institution.memberships.current().values("user")
    ended = institution.memberships.ended().exclude(user__in=present).select_related("user", "appointed_by")
    return ended.order_by("-until", "user__name")


def names_of(numbers):
    """{account number: name to show} in one query; an account that is gone has none."""
    wanted = {number for number in numbers if number}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=wanted).only("name")} if wanted else {}
