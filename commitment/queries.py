"""What to fetch with a showcase, so that a page costs the same number of queries however much it shows."""

from django.db.models import Prefetch

from commitment.models import Contributor, Showcase, ShowcasePartner, ShowcasePicture, ShowcaseSkill
from postgres.whole import Whole

LONG = ("hook", "skills_in_role", "commitment_here", "day_to_day", "route_here", "search")
CREDITED = Contributor.objects.select_related("user__profile").defer(*(f"user__profile__{name}" for name in LONG))
PICTURES = Prefetch("pictures", ShowcasePicture.objects.select_related("picture"))


def for_page(showcases):
    """With everything that the page of a showcase shows."""
    return (
        showcases.defer("search")
        .select_related("institution__parent", "reviewed_by")
        .prefetch_related(
            PICTURES,
            Prefetch("showcase_skills", ShowcaseSkill.objects.to_read()),
            Prefetch("contributors", CREDITED),
            Prefetch("showcase_partners", ShowcasePartner.objects.select_related("institution")),
            "own_words",
            "outcomes",
            "links",
        )
    )


whole = Whole(lambda: for_page(Showcase.objects.published()))
