"""How much there is of each skill and at each institution, in one query a kind of thing."""

from django.db.models import Count

from commitment.models import Showcase, ShowcaseSkill
from profiles.models import Profile, ProfileSkill


def by_skill(claims, live):
    """{skill id: how many of `live` claim it or a narrower one}."""
    rows = claims.objects.filter(content_object__in=live.values("pk")).order_by()
    counted = rows.values_list("tag__reached_from__broad").annotate(Count("content_object", distinct=True))
    return {skill: count for skill, count in counted if skill}


def showcases_by_skill():
    return by_skill(ShowcaseSkill, Showcase.objects.published())


def people_by_skill():
    return by_skill(ProfileSkill, Profile.objects.published())


def by_institution(live):
    """{institution id: how many of `live` are its own, without its units'}."""
    return dict(live.order_by().values_list("institution").annotate(Count("pk")))
