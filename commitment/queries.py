"""What to fetch with a showcase, so that a page costs the same number of queries however much it shows."""

from django.db.models import Prefetch

from commitment.models import Contributor, Showcase, ShowcasePartner, ShowcasePicture, ShowcaseSkill
from postgres.prepared import Prepared
from postgres.whole import Whole
from search.lookups import Counted

FIRST = 20  # credits of a person: a page of `finding.listing`, which counts on from there
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


def _crediting(user):
    return Showcase.objects.published().filter(contributors__user=user).order_by("-bit").values_list("pk", flat=True)


# Counted apart: a window would want all of them, which PostgreSQL before 17 does not reckon when it sees the limit.
_first = Prepared(lambda user: _crediting(user).values_list("pk", Counted(_crediting(user).order_by()))[:FIRST], -1)


class Credits:
    """The numbers of the public showcases that credit an account, given by its number, as a paginator takes them: the
    newest first. How many there are comes with the first FIRST.
    """

    def __init__(self, user):
        self._user, self._first = user, _first.rows(user)

    def count(self):
        return self._first[0][1] if self._first else 0

    def __getitem__(self, part):
        if part.stop <= FIRST:
            return [pk for pk, _ in self._first][part]
        return list(_crediting(self._user)[part])
