"""What is new among the skills, and what is only beginning to be asked for."""

from datetime import timedelta

from django.db.models import F, Min, Q
from django.utils import timezone

from skills.models import Skill
from vocabulary.models import Version

A_YEAR = timedelta(days=365)


def news():
    """{new: skills that came with a version of the last twelve months, emerging: [Skill]}; the first is no news."""
    first = Version.objects.values("scheme").annotate(first=Min("number"))
    beginnings = {row["scheme"]: row["first"] for row in first}
    lately = Version.objects.filter(published_at__gte=timezone.now() - A_YEAR).values_list("scheme", "number", "name")
    came = [Q(scheme=scheme, since=name) for scheme, number, name in lately if number > beginnings[scheme]]
    accepted = Skill.objects.accepted()
    new = accepted.filter(_any(came)) if came else accepted.none()
    return {
        "new": list(new),
        "emerging": list(accepted.exclude(emerging=None).order_by(F("emerging").desc(), *Skill._meta.ordering)),
    }


def _any(conditions):
    found = Q()
    for condition in conditions:
        found |= condition
    return found
