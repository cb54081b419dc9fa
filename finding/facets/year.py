"""The years of the work."""

from django.db.models import Count, Func, IntegerField, Q, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from finding.facets.base import Facet, Option
from reading.text import quoted

MOST_YEARS = 50


class YearFacet(Facet):
    """The years in which the work went on, as its card shows them; what has not ended goes on this year."""

    name, title, things, single = "year", "Year of the work", ("year", "years"), True

    def read(self, asked):
        for text in asked:
            if text.isascii() and text.isdigit() and len(text) == 4:
                self.chosen[text] = text
            else:
                self.notices.append(f"There is no year {quoted(text)}, so it is left out.")

    def narrow(self, queryset):
        for year in map(int, self.chosen):
            until = Q(last_year__gte=year) | Q(last_year=None) if year <= this_year() else Q(last_year__gte=year)
            queryset = queryset.filter(until, first_year__lte=year)
        return queryset

    def options(self, queryset):
        """Of the last MOST_YEARS only: one that began in 1700 would list them all. Older ones can be asked for."""
        last = Coalesce("last_year", Value(this_year()))
        first = Greatest("first_year", Value(this_year() - MOST_YEARS))
        each = Func(first, last, function="generate_series", output_field=IntegerField())
        rows = queryset.order_by().annotate(value=each).values("value").annotate(count=Count("pk")).order_by("-value")
        found = {str(row["value"]): row["count"] for row in rows}
        older = [year for year in self.chosen if year not in found]
        found |= {year: self.narrow(queryset).count() for year in older}
        return [Option(year, year, count) for year, count in found.items()]


def this_year():
    return timezone.localdate().year
