"""What to fetch with a profile, so that a page costs the same number of queries however much it shows."""

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, Subquery, When

from people.models import Membership
from postgres.whole import Whole
from profiles.models import Profile, ProfileSkill, SampleSkill, WorkSample
from skills.claims import to_read

SHOWN = Prefetch("sample_skills", to_read(SampleSkill.objects.all(), "skill"))


def with_place(profiles):
    """`left_on`: the day when its person left the institution that it names, if they have; a unit of it counts too."""
    theirs = Membership.objects.filter(user=OuterRef("user"))
    there = theirs.filter(Q(institution=OuterRef("institution")) | Q(institution__parent=OuterRef("institution")))
    last = there.ended().order_by("-until").values("until")[:1]
    return profiles.annotate(left_on=Case(When(Exists(there.current()), then=None), default=Subquery(last)))


def for_page(profiles):
    """With everything that the page of a profile shows."""
    return (
        with_place(profiles)
        .defer("search")
        .select_related("institution__parent", "photo", "reviewed_by")
        .prefetch_related(
            Prefetch("profile_skills", ProfileSkill.objects.to_read()),
            Prefetch("samples", WorkSample.objects.select_related("picture").prefetch_related(SHOWN)),
            "own_words",
            "certifications",
            "outcomes",
            "links",
        )
    )


whole = Whole(lambda: for_page(Profile.objects.published()))
