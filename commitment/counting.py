"""What showcases are counted by, for `bitmaps`."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import CharField, Func

from bitmaps.facts import by, by_each
from commitment.models import Contributor, Showcase, ShowcasePartner, ShowcaseSkill
from skills.counting import SKILL, claimed_in

KIND = "showcase"
PILLAR, INSTITUTION, PARTNER, BEGAN, ENDED, ROLE = "pillar", "institution", "partner", "began", "ended", "role"


def live():
    return Showcase.objects.published()


def _partners(rows):
    helped = ShowcasePartner.objects.filter(showcase__in=rows.order_by().values("pk")).order_by()
    return helped.values_list("institution").annotate(bits=ArrayAgg("showcase__bit"))


def _roles(rows):
    both = Func("credit_roles", "library_roles", function="array_cat")
    each = Func(both, function="unnest", output_field=CharField())
    did = Contributor.objects.filter(showcase__in=rows.order_by().values("pk")).order_by()
    return did.annotate(value=each).values_list("value").annotate(bits=ArrayAgg("showcase__bit", distinct=True))


FACTS = {
    SKILL: claimed_in(ShowcaseSkill),
    PILLAR: by_each("pillars"),
    INSTITUTION: by("institution"),
    PARTNER: _partners,
    BEGAN: by("first_year"),
    ENDED: by("last_year"),  # of what goes on there is none
    ROLE: _roles,
}
ORDERS = {"title": ("sort_key", "pk")}
