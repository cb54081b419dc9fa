"""The search row of a showcase: one weighted vector, rebuilt when the showcase is published."""

from django.db.models import OuterRef

from commitment.models import Contributor, Showcase, ShowcaseOutcome
from profiles.models import Institution
from profiles.search import broader_skill_names, every, other_skill_names, skill_names, weighted


def index(showcases):
    """Rebuild the search row of every showcase in the queryset, in one UPDATE; returns how many."""
    mine = {"showcase": OuterRef("pk")}
    places = Institution.objects.filter(pk=OuterRef("institution"))
    partners = Institution.objects.filter(partner_showcases=OuterRef("pk"))
    return showcases.update(
        search=weighted(
            a=["title", skill_names("showcase_skills")],
            b=["summary", other_skill_names("showcase_skills")],
            c=[
                *("challenge", "what_we_did", "outcome", "advice"),
                *broader_skill_names("showcase_skills"),
                every(ShowcaseOutcome.objects.filter(**mine), "measure", "unit", "source"),
            ],
            d=[
                every(Contributor.objects.filter(**mine), "name", "affiliation"),
                every(places, "name", "parent__name"),
                every(partners, "name"),
            ],
        )
    )


def refresh(live):
    """Bring the search row of one showcase up to date; call it when its parts are written."""
    index(Showcase.objects.filter(pk=live.pk))
