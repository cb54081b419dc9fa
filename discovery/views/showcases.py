"""Showcases: the list, and the page of one."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse

from commitment.alike import alike
from commitment.models import Showcase, ShowcaseSkill
from commitment.queries import for_cards, for_page
from config.web import reads_only
from discovery.beside import people_beside
from discovery.listing import Listing
from discovery.matches import match_showcases
from discovery.moved import gone_or_moved
from discovery.orders import NEWEST
from discovery.search import showing


class ShowcaseListing(Listing):
    name = "showcases"
    noun = "showcase", "showcases"
    heading = "Showcases"
    lede = "Work told by the people who did it: what was the matter, what they did and what came of it."
    search_label = "Search the showcases"
    sorts = {"newest": ("Newest", NEWEST), "title": ("Title", ("sort_key", "pk"))}
    tie = NEWEST
    looks_for_work = True

    meant = staticmethod(showing(ShowcaseSkill))

    def everything(self):
        return Showcase.objects.published()

    def with_parts(self, queryset):
        return for_cards(queryset)


@login_not_required
@reads_only
def showcases(request):
    """The list, searched and narrowed."""
    listing = ShowcaseListing(request)
    if listing.q:
        match_showcases(listing.page, listing.looked.question)
    beside = people_beside(listing.q) if listing.q and not listing.page.paginator.count else None
    return render(request, "discovery/showcases.html", listing.context() | {"beside": beside})


@login_not_required
@reads_only
def showcase(request, slug):
    """One showcase in full, and others like it."""
    live = for_page(Showcase.objects.published()).filter(slug=slug).first()
    if live is None:
        return gone_or_moved(request, "showcase", slug)
    context = {"showcase": live, "alike": alike(live), "crumbs": [("Showcases", reverse("showcases"))]}
    return render(request, "commitment/showcase.html", context)
