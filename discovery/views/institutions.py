"""Institutions: the list, and the page of one. What units do counts for the institutions they belong to."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from bitmaps import index
from bitmaps.sets import union
from commitment.counting import PARTNER
from config.pages import public_page
from discovery.moved import redirect_for_good
from finding.address import Address, last_value
from finding.everything.institutions import looked_for
from finding.facets.places import places_of, sets_within
from finding.listing import page_links, page_of
from finding.lists import People, Showcases
from finding.read_as import read_as
from finding.words import amount, showcases_and_people
from people.queries import institution_called, institutions_to_choose
from reading.markdown import to_html

SHOWCASES, PEOPLE = 6, 12
NOUN = "institution", "institutions"


@public_page
def institutions(request):
    """Those that are not part of another one, or all that have some words; with their units and how much each has
    published.
    """
    q = last_value(request.GET, "q")
    read = looked_for(q) if q else None
    of_showcases, of_people = index.current(Showcases.kind), index.current(People.kind)
    places, showcases, people = places_of(of_showcases), sets_within(of_showcases), sets_within(of_people)
    shown = read.rows if read else institutions_to_choose().filter(parent=None)
    notices = []
    page = page_of(shown.select_related("logo", "parent"), request.GET.get("page", ""), notices)
    rows = [
        {
            "institution": institution,
            "there_is": showcases_and_people(
                *(there.get(institution.pk, 0).bit_count() for there in (showcases, people))
            ),
            "units": places.below(institution.pk),
        }
        for institution in page
    ]
    context = {
        "q": q,
        "filters": bool(q),  # for the head of the page
        "found": f"{amount(page.paginator.count, *NOUN) if rows else 'No institutions'} found" if q else "",
        "everywhere": str(Address(reverse("search"), [("q", q)])),
        "rows": rows,
        "notices": notices,
        "read_as": read_as(read, NOUN) if rows and read else [],
    }
    links = page_links(page, Address(request.path, [("q", q)]))
    return render(request, "discovery/institutions.html", context | links)


@public_page
def institution(request, slug):
    """Who it is, its people and its showcases, and those of others that it took part in."""
    found = institution_called(slug)
    if found is None:
        raise Http404(f"No institution has the address {slug}.")
    if found.slug != slug:
        return redirect_for_good(found.get_absolute_url())
    of_showcases, of_people = index.current(Showcases.kind), index.current(People.kind)
    places = places_of(of_showcases)
    showcases, people = (sets_within(pages).get(found.pk, 0) for pages in (of_showcases, of_people))
    helped = union(of_showcases.of(PARTNER, pk) for pk in places.within(found.pk)) & ~showcases
    above = [(found.parent.name, found.parent.get_absolute_url())] if found.parent else []
    context = {
        "institution": found,
        "crumbs": [("Institutions", reverse("institutions")), *above],
        "about_html": to_html(found.about),
        "units": places.below(found.pk),
        "showcases": Showcases.first_of(of_showcases, showcases, SHOWCASES),
        "showcase_total": showcases.bit_count(),
        "showcases_url": Address(reverse("showcases"), [("institution", slug)]),
        "people": People.first_of(of_people, people, PEOPLE),
        "people_total": people.bit_count(),
        "people_url": Address(reverse("people"), [("institution", slug)]),
        "helped": Showcases.first_of(of_showcases, helped, SHOWCASES),
    }
    return render(request, "discovery/institution.html", context)
