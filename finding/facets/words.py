"""Facets whose values are words out of a fixed list."""

from django.db.models import CharField, Count, Exists, F, Func, OuterRef, Q

from commitment.models import Contributor
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

    def options(self, queryset):
        counts = self.counts(queryset)
        return [Option(value, str(label), counts.get(value, 0)) for value, label in self.labels.items()]

    def counts(self, queryset):
        """{value: how many of `queryset` have it}."""
        raise NotImplementedError


class WordsFacet(ChoiceFacet):
    """Values that are kept in an array column of what is listed."""

    def __init__(self, asked, *, name, title, things, field, choices, chip="{}"):
        self.name, self.title, self.things, self.chip = name, title, things, chip
        self.field, self.labels = field, dict(choices)
        super().__init__(asked)

    def narrow(self, queryset):
        return queryset.filter(**{f"{self.field}__overlap": list(self.chosen)}) if self.chosen else queryset

    def counts(self, queryset):
        each = Func(F(self.field), function="unnest", output_field=CharField())
        return dict(queryset.order_by().annotate(value=each).values_list("value").annotate(Count("pk")))


class RoleFacet(ChoiceFacet):
    """What somebody did for a showcase: the roles of CRediT, and those of libraries."""

    name, title, things = "role", "Contributor role", ("role", "roles")
    is_folded = True
    labels = dict(CreditRole.choices) | dict(LibraryRole.choices)
    own_parts = (("Library roles", LibraryRole, IN_SIGHT), ("CRediT roles", CreditRole, 5))

    def narrow(self, queryset):
        if not self.chosen:
            return queryset
        did = Q(credit_roles__overlap=list(self.chosen)) | Q(library_roles__overlap=list(self.chosen))
        return queryset.filter(Exists(Contributor.objects.filter(did, showcase=OuterRef("pk"))))

    def counts(self, queryset):
        both = Func("credit_roles", "library_roles", function="array_cat")
        each = Func(both, function="unnest", output_field=CharField())
        rows = Contributor.objects.filter(showcase__in=queryset.order_by().values("pk")).order_by()
        return dict(rows.annotate(value=each).values_list("value").annotate(Count("showcase", distinct=True)))

    def parts(self, queryset):
        options = {option.value: option for option in self.options(queryset)}
        return [Part(title, [options[v] for v in roles.values], sight) for title, roles, sight in self.own_parts]
