"""How much there is of each skill and at each institution, in one query a kind of thing."""

from django.db.models import Count

from commitment.models import Showcase, ShowcaseSkill
from profiles.models import Profile, ProfileSkill


def showcases_by_skill():
    return ShowcaseSkill.objects.counts(Showcase.objects.published())


def people_by_skill():
    return ProfileSkill.objects.counts(Profile.objects.published())


def by_institution(live):
    """{institution id: how many of `live` are its own, without its units'}."""
    return dict(live.order_by().values_list("institution").annotate(Count("pk")))
