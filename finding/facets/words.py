"""Facets whose values are words out of a fixed list."""

from bitmaps.sets import union
from commitment.roles import CreditRole, LibraryRole
from finding.facets.base import IN_SIGHT, Facet, Option, Part


class ChoiceFacet(Facet):
    """`labels` is {value: label}."""

    labels: dict

    def read(self, asked):
        for value in asked:
            if value in self.labels:
                self.chosen[value] = str(self.labels[value])
            else:
                self.unknown(value)

    def sets(self):
        """{value: the set of all that have it}."""
        return self.pages.values(self.name)

    def having(self):
        there = self.sets()
        return union(there.get(value, 0) for value in self.chosen)

    def options(self, found):
        there = self.sets()
        return [
            Option(value, str(label), (there.get(value, 0) & found).bit_count()) for value, label in self.labels.items()
        ]


class WordsFacet(ChoiceFacet):
    """Values that pages tell of themselves under the facet's name."""

    def __init__(self, asked, pages, *, name, title, things, choices, chip="{}"):
        self.name, self.title, self.things, self.chip, self.labels = name, title, things, chip, dict(choices)
        super().__init__(asked, pages)


class RoleFacet(ChoiceFacet):
    """What somebody did for a showcase: the roles of CRediT, and those of libraries."""

    name, title, things = "role", "Contributor role", ("role", "roles")
    is_folded = True
    labels = dict(CreditRole.choices) | dict(LibraryRole.choices)
    own_parts = (("Library roles", LibraryRole, IN_SIGHT), ("CRediT roles", CreditRole, 5))

    def parts(self, found):
        options = {option.value: option for option in self.options(found)}
        return [Part(title, [options[v] for v in roles.values], sight) for title, roles, sight in self.own_parts]
