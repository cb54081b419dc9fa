"""The ways to narrow a list. Each reads its own values from the address, filters, and counts what is left.

Where several values may be chosen, all must hold; so the counts of such a facet are those of the list as it
is. Of a single choice (`single`) the counts are those of the list without it: what another choice would give.
"""

from dataclasses import dataclass, replace

from django.db.models import CharField, Count, F, Func, IntegerField, Q, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from discovery.places import Places
from people.queries import institution_called
from reading.text import fold, quoted
from skills.claims import claiming
from skills.models import Skill

MOST = 8  # values of one facet that may be asked for at once
IN_SIGHT = 8  # options; the rest is folded away
MOST_USED = 12  # skills in sight
MOST_YEARS = 50


@dataclass
class Option:
    """One line of a facet; components/facet_options.html draws it. The page of a choice begins at its `anchor`."""

    value: str
    label: str
    count: int
    depth: int = 0
    selected: bool = False
    url: str = ""
    anchor: str = ""
    repeated: bool = False  # it stands above already


class Facet:
    """`chosen` is {value: label}; `notices` says in words what of the address made no sense."""

    name: str
    title: str
    chip = "{}"  # how a chosen value is named above the list
    single = False

    def __init__(self, asked):
        self.notices = []
        self.chosen = {}
        if len(asked) > (most := 1 if self.single else MOST):
            self.notices.append(f"{quoted(self.title)} can be asked for {most} at a time; the rest is left out.")
        self.read(asked[:most])

    def read(self, asked):
        raise NotImplementedError

    def narrow(self, queryset):
        raise NotImplementedError

    def options(self, queryset):
        """Options with what they would leave of `queryset`."""
        raise NotImplementedError

    def unknown(self, value):
        self.notices.append(f"There is no {self.title.lower()} {quoted(value)}, so it is left out.")

    def lists(self, queryset, address):
        """What components/facets.html shows. No option that leads nowhere is listed, unless it is chosen."""
        found = {option.value: option for option in self.options(queryset)}
        for value, label in self.chosen.items():
            found.setdefault(value, Option(value, label, 0)).selected = True
        options = [option for option in found.values() if option.count or option.selected]
        for option in options:
            option.anchor = f"{self.name}-{option.value}"
            if option.selected:
                option.url = str(address.without(self.name, option.value))
            elif self.single:
                option.url = str(address.setting(self.name, option.value))
            else:
                option.url = str(address.adding(self.name, option.value))
        shown, folded, more = self.fold(options)
        folded = [replace(option, repeated=option in shown) for option in folded]
        return {"title": self.title, "shown": shown, "folded": folded, "more": more}

    def fold(self, options):
        """(in sight, folded away, what the fold says)."""
        shown, rest = options[:IN_SIGHT], options[IN_SIGHT:]
        shown += [option for option in rest if option.selected]
        rest = [option for option in rest if not option.selected]
        return shown, rest, f"{len(rest)} more"


class SkillFacet(Facet):
    """A broad skill stands for its narrower ones. `claims` is the model between skills and what is listed."""

    name, title = "skill", "Skill"

    def __init__(self, asked, claims):
        self.claims = claims
        super().__init__(asked)

    def read(self, asked):
        skills = Skill.objects.filter(slug__in=asked).select_related("instead") if asked else ()
        known = {skill.slug: skill for skill in skills}
        self.skills = []
        for slug in asked:
            if slug not in known:
                self.unknown(slug)
                continue
            skill = known[slug].current()
            if skill.slug != slug:
                self.notices.append(f"The skill {quoted(known[slug])} is now called {quoted(skill)}.")
            if skill not in self.skills:
                self.skills.append(skill)
        self.chosen = {skill.slug: skill.name for skill in self.skills}

    def narrow(self, queryset):
        for skill in self.skills:
            queryset = claiming(queryset, self.claims, skill)
        return queryset

    def options(self, queryset):
        counted = self.claims.objects.named_counts(queryset)
        return [Option(row["slug"], row["label"], row["count"]) for row in counted]

    def fold(self, options):
        """The most used in sight; all of them, from A to Z, behind “more”."""
        alphabetical = sorted(options, key=lambda option: fold(option.label))
        used = sorted(alphabetical, key=lambda option: (not option.selected, -option.count))
        rest = alphabetical if len(used) > MOST_USED else []
        return used[:MOST_USED], rest, f"More: all {len(rest)}, A to Z"


class WordsFacet(Facet):
    """Values out of a fixed list, kept in an array column."""

    def __init__(self, asked, *, name, title, field, choices, chip="{}"):
        self.name, self.title, self.field, self.labels, self.chip = name, title, field, dict(choices), chip
        super().__init__(asked)

    def read(self, asked):
        for value in asked:
            if value in self.labels:
                self.chosen[value] = self.labels[value]
            else:
                self.unknown(value)

    def narrow(self, queryset):
        return queryset.filter(**{f"{self.field}__contains": list(self.chosen)}) if self.chosen else queryset

    def options(self, queryset):
        each = Func(F(self.field), function="unnest", output_field=CharField())
        rows = queryset.order_by().annotate(value=each).values("value").annotate(count=Count("pk"))
        counts = {row["value"]: row["count"] for row in rows}
        return [Option(value, label, counts.get(value, 0)) for value, label in self.labels.items()]


class InstitutionFacet(Facet):
    """An institution stands for its units."""

    name, title, single = "institution", "Institution", True

    def read(self, asked):
        self.places = Places()
        for slug in asked:
            place = self.places.by_slug.get(slug) or institution_called(slug)
            if place:
                self.chosen[place.slug] = place.name
            else:
                self.unknown(slug)

    def narrow(self, queryset):
        for slug in self.chosen:
            queryset = queryset.filter(institution__in=self.places.within(self.places.by_slug[slug].pk))
        return queryset

    def options(self, queryset):
        rows = queryset.order_by().values_list("institution").annotate(Count("pk"))
        counts = self.places.added_up(dict(rows))
        return [Option(p.slug, p.name, counts[p.pk], min(p.depth, 3)) for p in self.places.in_order]


class YearFacet(Facet):
    """The years in which the work went on, as its card shows them; what has not ended goes on this year."""

    name, title, single = "year", "Year of the work", True

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
