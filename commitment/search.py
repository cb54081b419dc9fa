"""The search row of a showcase: one weighted vector, rebuilt when the showcase is published."""

from django.db.models import OuterRef, Q

from commitment.models import Contributor, Showcase, ShowcaseOutcome, ShowcaseSkill, ShowcaseWord
from people.models import Institution
from review.search import every, weighted
from skills.search import broader_skill_names, other_skill_names, skill_names

MOST_ASKED = 200  # showcases tell enough


def index(showcases):
    """Rebuild the search row of every showcase in the queryset, in one UPDATE; returns how many."""
    mine = {"showcase": OuterRef("pk")}
    places = Institution.objects.filter(pk=OuterRef("institution"))
    partners = Institution.objects.filter(partner_showcases=OuterRef("pk"))
    return showcases.update(
        search=weighted(
            names={
                "a": ["title", skill_names(ShowcaseSkill)],
                "b": other_skill_names(ShowcaseSkill),
                "d": [
                    every(Contributor.objects.filter(**mine), "name", "affiliation"),
                    every(places, "name", "parent__name"),
                    every(partners, "name"),
                ],
            },
            texts={
                "b": ["summary"],
                "c": [
                    *("challenge", "what_we_did", "outcome", "advice"),
                    *broader_skill_names(ShowcaseSkill),
                    every(ShowcaseWord.objects.filter(**mine), "word"),
                    every(ShowcaseOutcome.objects.filter(**mine), "measure", "unit", "source"),
                ],
            },
        )
    )


def skills_told_of(query, most):
    """Numbers of the skills of published showcases that a SearchQuery finds, the likeliest first."""
    found = Showcase.objects.published().filter(search=query).order_by("-pk")[:MOST_ASKED]
    return ShowcaseSkill.objects.likeliest(found, most)


def index_missing():
    """Rebuild the search rows that a migration has emptied."""
    return index(Showcase.objects.filter(search=None))


def naming(what, numbers):
    """The pages in whose search rows these institutions or skills stand by their names."""
    if what == "institution":
        theirs = Q(institution__in=numbers) | Q(institution__parent__in=numbers)
        rows = theirs | Q(pk__in=Institution.objects.filter(pk__in=numbers).values("partner_showcases"))
    else:
        rows = Q(pk__in=ShowcaseSkill.objects.of_any(numbers).values("content_object"))
    return Showcase.objects.filter(rows)
