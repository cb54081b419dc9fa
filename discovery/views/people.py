"""People: the list of profiles, and the page of one. They are never ranked against each other."""

from django.shortcuts import render
from django.urls import reverse

from commitment.queries import Credits
from config.pages import public_page
from discovery.moved import gone_or_moved
from finding.address import Address
from finding.beside import showcases_beside
from finding.listing import RELEVANCE, page_links, page_of
from finding.lists import People, Showcases
from profiles.queries import whole


@public_page
def people(request):
    """The list, searched and narrowed."""
    listing = People(request.GET)
    if listing.q:
        listing.mark(listing.page)
    listing.explain(listing.page)
    beside = showcases_beside(listing.q) if listing.q and not listing.page.paginator.count else None
    groups = listing.in_groups() if listing.sort == RELEVANCE else []
    return render(request, "discovery/people.html", listing.context() | {"beside": beside, "groups": groups})


@public_page
def person(request, slug):
    """One profile in full, with the showcases that credit this person."""
    live = whole.get(slug)
    if live is None:
        return gone_or_moved(request, "profile", slug)
    notices = []
    page = page_of(Credits(live.user_id), request.GET.get("page", ""), notices)
    page.object_list = Showcases.cards(page.object_list)
    context = {"profile": live, "credits": page, "notices": notices, "crumbs": [("People", reverse("people"))]}
    return render(request, "profiles/profile.html", context | page_links(page, Address(live.get_absolute_url())))
