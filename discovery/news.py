"""What is new among the skills, and what is only beginning to be asked for."""

from datetime import timedelta

from django.db.models import F, Min
from django.utils import timezone

from skills.models import Skill
from vocabulary.models import Version

MOST = 40  # of what is new: the rest is read on the pages of the versions
A_YEAR = timedelta(days=365)


def news():
    """{new, more (how many besides): came with a version of these twelve months, not the first; emerging: [Skill]}."""
    first = Version.objects.values("scheme").annotate(first=Min("number"))
    beginnings = {row["scheme"]: row["first"] for row in first}
    accepted, new = Skill.objects.accepted(), Skill.objects.none()
    for version in Version.objects.filter(published_at__gte=timezone.now() - A_YEAR).defer("edits", "file"):
        if version.number > beginnings[version.scheme_id]:
            new = new | accepted.came_with(version.scheme_id, version.name)
    new = list(new)
    return {
        "new": new[:MOST],
        "more": len(new[MOST:]),
        "emerging": list(accepted.exclude(emerging=None).order_by(F("emerging").desc(), *Skill._meta.ordering)),
    }
