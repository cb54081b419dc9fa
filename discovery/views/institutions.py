"""Institutions: the list, and the page of one. What units do counts for the institutions they belong to."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from commitment.models import Showcase
from commitment.queries import for_cards as showcase_cards
from config.pages import public_page
from discovery import counts
from discovery.moved import redirect_for_good
from finding.address import Address, last_value
from finding.everything.institutions import looked_for
from finding.listing import page_links, page_of
from finding.orders import BY_NAME, NEWEST
from finding.places import Places
from finding.read_as import read_as
from finding.words import amount, showcases_and_people
from people.queries import institution_called, institutions_to_choose
from profiles.models import Profile
from profiles.queries import for_cards as people_cards
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
    places = Places()
    showcases = places.added_up(counts.by_institution(Showcase.objects.published()))
    people = places.added_up(counts.by_institution(Profile.objects.published()))
    shown = read.rows if read else institutions_to_choose().filter(parent=None)
    notices = []
    page = page_of(shown.select_related("logo", "parent"), request.GET.get("page", ""), notices)
    rows = [
        {
            "institution": institution,
            "there_is": showcases_and_people(showcases[institution.pk], people[institution.pk]),
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
    places = Places()
    here = places.within(found.pk)
    showcases = Showcase.objects.published().filter(institution__in=here)
    people = Profile.objects.published().filter(institution__in=here)
    helped = Showcase.objects.published().filter(partners__in=here).exclude(institution__in=here).distinct()
    above = [(found.parent.name, found.parent.get_absolute_url())] if found.parent else []
    context = {
        "institution": found,
        "crumbs": [("Institutions", reverse("institutions")), *above],
        "about_html": to_html(found.about),
        "units": places.below(found.pk),
        "showcases": list(showcase_cards(showcases.order_by(*NEWEST))[:SHOWCASES]),
        "showcase_total": showcases.count(),
        "showcases_url": Address(reverse("showcases"), [("institution", slug)]),
        "people": list(people_cards(people.order_by(*BY_NAME))[:PEOPLE]),
        "people_total": people.count(),
        "people_url": Address(reverse("people"), [("institution", slug)]),
        "helped": list(showcase_cards(helped.order_by(*NEWEST))[:SHOWCASES]),
    }
    return render(request, "discovery/institution.html", context)
