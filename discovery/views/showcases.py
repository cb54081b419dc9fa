"""Showcases: the list, and the page of one."""

from django.shortcuts import render
from django.urls import reverse

from commitment.alike import alike
from commitment.queries import whole
from config.pages import public_page
from discovery.moved import gone_or_moved
from finding.beside import people_beside
from finding.groups import parted
from finding.listing import RELEVANCE
from finding.lists import Showcases


@public_page
def showcases(request):
    """The list, searched and narrowed."""
    listing = Showcases(request.GET)
    if listing.q:
        listing.mark(listing.page)
    beside = people_beside(listing.q) if listing.q and not listing.page.paginator.count else None
    parts = parted(listing.page, listing.looked) if listing.sort == RELEVANCE else [("", list(listing.page))]
    return render(request, "discovery/showcases.html", listing.context() | {"beside": beside, "parts": parts})


@public_page
def showcase(request, slug):
    """One showcase in full, and others like it."""
    live = whole.get(slug)
    if live is None:
        return gone_or_moved(request, "showcase", slug)
    context = {"showcase": live, "alike": alike(live), "crumbs": [("Showcases", reverse("showcases"))]}
    return render(request, "commitment/showcase.html", context)
