"""People: the list of profiles, and the page of one. They are never ranked against each other."""

from django.shortcuts import render
from django.urls import reverse

from commitment.models import Showcase
from commitment.queries import for_cards as showcase_cards
from config.pages import public_page
from discovery.moved import gone_or_moved
from finding.beside import showcases_beside
from finding.groups import headed
from finding.listing import RELEVANCE
from finding.lists import People
from finding.orders import NEWEST
from profiles.models import Profile
from profiles.queries import for_page


@public_page
def people(request):
    """The list, searched and narrowed."""
    listing = People(request.GET)
    if listing.q:
        listing.mark(listing.page)
    listing.explain(listing.page)
    beside = showcases_beside(listing.q) if listing.q and not listing.page.paginator.count else None
    groups = headed(listing.page, listing.looked.question) if listing.sort == RELEVANCE else []
    return render(request, "discovery/people.html", listing.context() | {"beside": beside, "groups": groups})


@public_page
def person(request, slug):
    """One profile in full, with the showcases that credit this person."""
    live = for_page(Profile.objects.published()).filter(slug=slug).first()
    if live is None:
        return gone_or_moved(request, "profile", slug)
    credits = Showcase.objects.published().filter(contributors__user=live.user_id).order_by(*NEWEST)
    context = {
        "profile": live,
        "credits": list(showcase_cards(credits)),
        "crumbs": [("People", reverse("people"))],
    }
    return render(request, "profiles/profile.html", context)
