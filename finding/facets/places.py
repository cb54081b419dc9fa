"""Facets of where something was done: the institution, its kind and its country."""

from itertools import islice

from bitmaps.sets import union
from commitment.counting import INSTITUTION
from finding.facets.base import IN_SIGHT, Facet, Option, Part
from finding.facets.words import ChoiceFacet
from finding.places import Places
from people.models import InstitutionKind
from people.queries import institution_called
from reading.countries import COUNTRIES
from reading.text import a_to_z


def places_of(pages):
    """The Places, as of these bitmaps: an institution does not change without the edition."""
    return pages.kept("places", Places)


def sets_within(pages):
    """{number of an institution: the set of what is told of it or of its units}."""
    return pages.kept("within places", lambda: _sets_within(pages))


def _sets_within(pages):
    found = {}
    for place in places_of(pages).in_order:
        own = pages.of(INSTITUTION, place.pk)
        for above in places_of(pages).line(place):
            found[above] = found.get(above, 0) | own
    return found


class InstitutionFacet(Facet):
    """An institution stands for its units."""

    name, title, things = "institution", "Institution", ("institution", "institutions")
    more = "All institutions"

    def __init__(self, asked, pages):
        self.places = places_of(pages)
        super().__init__(asked, pages)

    def read(self, asked):
        for slug in asked:
            place = self.places.by_slug.get(slug) or self._now_called(slug)
            if place:
                self.chosen[place.slug] = place.name
            else:
                self.unknown(slug)

    def _now_called(self, slug):
        """The place that was called so once; none that is newer than these pages."""
        place = institution_called(slug)
        return place and self.places.by_slug.get(place.slug)

    def having(self):
        there = sets_within(self.pages)
        return union(there[self.places.by_slug[slug].pk] for slug in self.chosen)

    def options(self, found):
        there = sets_within(self.pages)
        options = {
            place.pk: Option(place.slug, place.name, (there[place.pk] & found).bit_count())
            for place in self.places.in_order
        }
        for place in self.places.in_order:
            if place.parent in options:
                options[place.parent].below.append(options[place.pk])
        return [options[place.pk] for place in self.places.in_order if place.parent not in options]

    def at_first(self, found):
        there = sets_within(self.pages)
        top = (place for place in self.places.in_order if place.parent not in self.places.by_pk)
        with_units = {place.parent for place in self.places.in_order if place.parent and there[place.pk] & found}
        counted = (
            Option(place.slug, place.name, (there[place.pk] & found).bit_count(), has_more=place.pk in with_units)
            for place in top
        )
        return [Part("", list(islice((one for one in counted if one.count), IN_SIGHT + 2)), more=self.more)]


class _OfPlaceFacet(ChoiceFacet):
    """What an institution itself is; a unit has its own kind and country."""

    is_folded = True

    def __init__(self, asked, pages):
        self.places = places_of(pages)
        super().__init__(asked, pages)

    def sets(self):
        return self.pages.kept(("places by", self.name), self._sets)

    def _sets(self):
        found = {}
        for place in self.places.in_order:
            value = getattr(place, self.name)
            found[value] = found.get(value, 0) | self.pages.of(INSTITUTION, place.pk)
        return found


class KindFacet(_OfPlaceFacet):
    name, title, things = "kind", "Kind of institution", ("kind", "kinds")
    labels = dict(a_to_z(InstitutionKind.choices, last=[InstitutionKind.OTHER]))


class CountryFacet(_OfPlaceFacet):
    name, title, things = "country", "Country", ("country", "countries")
    labels = dict(COUNTRIES)
