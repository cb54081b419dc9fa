"""Facets of where something was done: the institution, its kind and its country."""

from collections import Counter

from django.db.models import Count

from finding.facets.base import Facet, Option
from finding.facets.words import ChoiceFacet
from finding.places import Places
from people.models import InstitutionKind
from people.queries import institution_called
from reading.countries import COUNTRIES
from reading.text import a_to_z


class Whereabouts:
    """The institutions, and how much each has of a queryset; three facets ask for the same."""

    def __init__(self):
        self.places = Places()
        self._counts = {}

    def counts(self, queryset):
        """{institution id: how many}, of a queryset that was asked for before without another query."""
        if queryset not in self._counts:
            rows = queryset.order_by().values_list("institution").annotate(Count("pk"))
            self._counts[queryset] = dict(rows)
        return self._counts[queryset]


class InstitutionFacet(Facet):
    """An institution stands for its units."""

    name, title, things = "institution", "Institution", ("institution", "institutions")

    def __init__(self, asked, whereabouts):
        self.whereabouts, self.places = whereabouts, whereabouts.places
        super().__init__(asked)

    def read(self, asked):
        for slug in asked:
            place = self.places.by_slug.get(slug) or institution_called(slug)
            if place:
                self.chosen[place.slug] = place.name
            else:
                self.unknown(slug)

    def narrow(self, queryset):
        if not self.chosen:
            return queryset
        within = (self.places.within(self.places.by_slug[slug].pk) for slug in self.chosen)
        return queryset.filter(institution__in=set().union(*within))

    def options(self, queryset):
        counts = self.places.added_up(self.whereabouts.counts(queryset))
        options = {place.pk: Option(place.slug, place.name, counts[place.pk]) for place in self.places.in_order}
        for place in self.places.in_order:
            if place.parent in options:
                options[place.parent].below.append(options[place.pk])
        return [options[place.pk] for place in self.places.in_order if place.parent not in options]


class _OfPlaceFacet(ChoiceFacet):
    """What an institution itself is; a unit has its own kind and country."""

    column: str
    is_folded = True

    def __init__(self, asked, whereabouts):
        self.whereabouts = whereabouts
        super().__init__(asked)

    def narrow(self, queryset):
        return queryset.filter(**{f"institution__{self.column}__in": list(self.chosen)}) if self.chosen else queryset

    def counts(self, queryset):
        by_pk, found = self.whereabouts.places.by_pk, Counter()
        for pk, count in self.whereabouts.counts(queryset).items():
            found[getattr(by_pk[pk], self.column)] += count
        return found


class KindFacet(_OfPlaceFacet):
    name, title, things, column = "kind", "Kind of institution", ("kind", "kinds"), "kind"
    labels = dict(a_to_z(InstitutionKind.choices, last=[InstitutionKind.OTHER]))


class CountryFacet(_OfPlaceFacet):
    name, title, things, column = "country", "Country", ("country", "countries"), "country"
    labels = dict(COUNTRIES)
