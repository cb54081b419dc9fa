"""What to fetch with a showcase, so that a page costs the same number of queries however much it shows."""

from django.db.models import Prefetch

from commitment.models import Contributor, ShowcasePartner, ShowcasePicture, ShowcaseSkill

PICTURES = Prefetch("pictures", ShowcasePicture.objects.select_related("picture"))


def for_page(showcases):
    """With everything that the page of a showcase shows."""
    return (
        showcases.defer("search")
        .select_related("institution__parent", "reviewed_by")
        .prefetch_related(
            PICTURES,
            Prefetch("showcase_skills", ShowcaseSkill.objects.to_read()),
            Prefetch("contributors", Contributor.objects.select_related("user__profile")),
            Prefetch("showcase_partners", ShowcasePartner.objects.select_related("institution")),
            "own_words",
            "outcomes",
            "links",
        )
    )
