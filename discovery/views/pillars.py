"""The page of a pillar: what it means, and showcases of it."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from bitmaps import index
from commitment.counting import PILLAR
from commitment.pillars import BY_SLUG, PILLARS
from config.pages import public_page
from finding.address import Address
from finding.lists import Showcases
from reading.text import quoted

SHOWN = 12


@public_page
def pillar(request, slug):
    if slug not in BY_SLUG:
        raise Http404(f"There is no pillar {quoted(slug)}.")
    pages = index.current(Showcases.kind)
    showcases = pages.of(PILLAR, slug)
    context = {
        "pillar": BY_SLUG[slug],
        "others": [other for other in PILLARS if other.slug != slug],
        "title": f"Showcases of {BY_SLUG[slug].name.lower()}",
        "showcases": Showcases.first_of(pages, showcases, SHOWN),
        "total": showcases.bit_count(),
        "list_url": Address(reverse("showcases"), [("pillar", slug)]),
    }
    return render(request, "discovery/pillar.html", context)
