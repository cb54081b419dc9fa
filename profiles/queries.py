"""What to fetch with a profile, so that a page costs the same number of queries however much it shows."""

from django.db.models import Prefetch

from profiles.models import ProfileSkill, WorkSample

LONG = ("search", "skills_in_role", "commitment_here", "day_to_day", "route_here")


def for_cards(profiles):
    """With what components/person_card.html shows; the long texts stay in the database."""
    return profiles.defer(*LONG).select_related("institution", "photo")


def for_page(profiles):
    """With everything that the page of a profile shows."""
    return (
        profiles.defer("search")
        .select_related("institution__parent", "photo", "reviewed_by")
        .prefetch_related(
            Prefetch("profile_skills", ProfileSkill.objects.select_related("tag")),
            Prefetch("samples", WorkSample.objects.select_related("picture").prefetch_related("sample_skills__skill")),
            "certifications",
            "outcomes",
            "links",
        )
    )
