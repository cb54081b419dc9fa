"""The institutions and their units as a tree, in one query."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from people.models import Institution


@dataclass(frozen=True)
class Place:
    pk: int
    slug: str
    name: str
    parent: int | None
    kind: str
    country: str

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("institution", args=[self.slug])


class Places:
    """All institutions, units below their parents, each level by name."""

    def __init__(self):
        columns = "pk", "slug", "name", "parent", "kind", "country"
        rows = Institution.objects.order_by("sort_key", "pk").values_list(*columns)
        below = defaultdict(list)
        for row in rows:
            below[row[3]].append(row)
        self.in_order = []

        def walk(parent):
            for row in below.pop(parent, ()):  # popping: a circle of parents ends here
                self.in_order.append(Place(*row))
                walk(row[0])

        walk(None)
        self.by_pk = {place.pk: place for place in self.in_order}
        self.by_slug = {place.slug: place for place in self.in_order}

    def within(self, pk):
        """Ids of an institution and of its units at every depth."""
        return {place.pk for place in self.in_order if pk in self.line(place)}

    def below(self, pk):
        """Its units at every depth, in order."""
        return [place for place in self.in_order if place.pk != pk and pk in self.line(place)]

    def line(self, place):
        """Its id and those of all that it is part of."""
        line = []
        while place:
            line.append(place.pk)
            place = self.by_pk.get(place.parent)
        return line
