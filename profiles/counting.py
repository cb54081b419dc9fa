"""What profiles are counted by, for `bitmaps`."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import CharField, F, Func

from profiles.models import Profile, ProfileSkill
from skills.counting import LEVEL, SKILL, claimed_in
from skills.models import Level

KIND = "profile"
FAMILY, INSTITUTION = "family", "institution"


def live():
    return Profile.objects.published()


def _families(rows):
    each = Func(F("role_families"), function="unnest", output_field=CharField())
    return rows.order_by().annotate(value=each).values_list("value").annotate(bits=ArrayAgg("bit"))


def _institutions(rows):
    return rows.order_by().values_list("institution").annotate(bits=ArrayAgg("bit"))


FACTS = {
    SKILL: claimed_in(ProfileSkill),
    **{LEVEL.format(level.value): claimed_in(ProfileSkill, level=level) for level in Level if level},
    FAMILY: _families,
    INSTITUTION: _institutions,
}
ORDERS = {"name": ("sort_key", "pk"), "updated": ("-published_at", "-pk")}
