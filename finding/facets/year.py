"""The years of the work."""

from itertools import islice

from django.utils import timezone

from bitmaps.sets import union
from commitment.counting import BEGAN, ENDED
from finding.facets.base import IN_SIGHT, Facet, Option, Part
from reading.text import quoted

MOST_YEARS = 50


class YearFacet(Facet):
    """The years in which the work went on, as its card shows them; what has not ended goes on this year."""

    name, title, things, single = "year", "Year of the work", ("year", "years"), True
    more = "All years"

    def read(self, asked):
        for text in asked:
            if text.isascii() and text.isdigit() and len(text) == 4:
                self.chosen[text] = text
            else:
                self.notices.append(f"There is no year {quoted(text)}, so it is left out.")

    def having(self):
        return union(in_year(self.pages, int(year)) for year in self.chosen)

    def options(self, found):
        """Of the last MOST_YEARS only: one that began in 1700 would list them all. Older ones can be asked for."""
        return list(self._counted(found))

    def at_first(self, found):
        counted = (option for option in self._counted(found) if option.count)
        return [Part("", list(islice(counted, IN_SIGHT + 2)), more=self.more)]

    def _counted(self, found):
        years = {*range(this_year() - MOST_YEARS, last_year(self.pages) + 1), *map(int, self.chosen)}
        for year in sorted(years, reverse=True):
            yield Option(str(year), str(year), (in_year(self.pages, year) & found).bit_count())


def in_year(pages, year):
    """The set of those whose work went on in a year."""
    return pages.kept(("year", year, year > this_year()), lambda: _in_year(pages, year))


def _in_year(pages, year):
    began = union(one for first, one in pages.values(BEGAN).items() if first <= year)
    over = union(one for last, one in pages.values(ENDED).items() if last < year)
    there = began & ~over
    return there & union(pages.values(ENDED).values()) if year > this_year() else there


def last_year(pages):
    """The last in which any is said to go on, or this one."""
    return max([this_year(), *pages.values(ENDED), *pages.values(BEGAN)])


def this_year():
    return timezone.localdate().year
