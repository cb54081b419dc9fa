"""Dates as people know them: a day, a month, a season, a year, a decade, about then, from then to then.

A `WrittenDate` keeps what was typed beside its EDTF (https://www.loc.gov/standards/datetime/, level 1), from which all
else follows: the first and the last day that it can mean, how it is shown, what machines are told. What EDTF cannot say
(that it was early in the year) is taken from the words. `reading.date_words` reads what people type. Nothing here knows
Django.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from reading.date_parts import days_of

SPRING, SUMMER, AUTUMN, WINTER = range(21, 25)
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August"]
MONTHS += ["September", "October", "November", "December"]
NAMES = dict(enumerate(MONTHS, 1)) | {SPRING: "Spring", SUMMER: "Summer", AUTUMN: "Autumn", WINTER: "Winter"}
SEASONS = {  # first and last month as the north counts; winter is that of either end of its year, as people mean it
    SPRING: (3, 5),
    SUMMER: (6, 8),
    AUTUMN: (9, 11),
    WINTER: (1, 2),
}
DOUBTS = {"": "{}", "~": "c. {}", "?": "{}?", "%": "c. {}?"}
OPEN = ".."
_END = r"[12]\d\d\d(-(2[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?[~?%]?"
PATTERN = rf"^({_END}(/(\.\.|{_END}))?|[12]\d(\d|X)X[~?%]?)$"  # all that is ever stored, for Python and PostgreSQL


@dataclass(frozen=True)
class Point:
    """One end of a date. `year` has an X for each figure that is not known; `month` may be a season; 0 is unsaid.

    What EDTF does not say: `across`, a winter that begins in this year and ends in the next; `part`, which part of it,
    as a key of `date_parts.PARTS`; `century`, that it was called so.
    """

    year: str
    month: int = 0
    day: int = 0
    doubt: str = ""
    across: bool = False
    part: str = ""
    century: bool = False

    @classmethod
    def of(cls, edtf):
        bare = edtf.rstrip("~?%")
        year, month, day = [*bare.split("-"), "0", "0"][:3]
        return cls(year, int(month), int(day), edtf.removeprefix(bare))

    @property
    def edtf(self):
        return "-".join([self.year, *(f"{part:02}" for part in (self.month, self.day) if part)]) + self.doubt

    @property
    def earliest(self):
        return self._days()[0]

    @property
    def latest(self):
        return self._days()[1]

    def _days(self):
        month, _ = (12, 0) if self.across else SEASONS.get(self.month, (self.month or 1, 0))
        first = date(int(self.year.replace("X", "0")), month, self.day or 1)
        year = int(self.year.replace("X", "9")) + (self.month == WINTER)
        _, month = SEASONS.get(self.month, (0, self.month or 12))
        last = date(year, month, self.day or monthrange(year, month)[1])
        is_one = self.month != WINTER or self.across  # of two winters there is no early and late
        return days_of(self.part, first, last) if self.part and is_one else (first, last)

    @property
    def shown(self):
        text = self._whole()
        if self.part:
            text = text if self.month <= 12 else text[0].lower() + text[1:]
            text = self.part.format(f"the {text}" if self.part.endswith(" of {}") and self.is_long else text)
        return DOUBTS[self.doubt].format(text)

    def _whole(self):
        if self.year.endswith("XX") and (self.century or self.year == "20XX"):  # 2000s would be the decade
            number = int(self.year[:2]) + 1
            return f"{number}{'st' if number == 21 else 'th'} century"
        if self.year.endswith("XX") or self.year == "200X":
            return f"{self.year.replace('X', '0')}s"
        if self.year.endswith("0X"):  # 1900s would be the century
            return f"{self.year[:3]}0–{self.year[:3]}9"
        if self.year.endswith("X"):
            return f"{self.year[:3]}0s"
        text = " ".join([*self._within_year(), self.year])
        return f"{text}–{(int(self.year) + 1) % 100:02}" if self.across else text

    def _within_year(self):
        return [str(part) for part in (self.day, NAMES.get(self.month)) if part]

    @property
    def is_long(self):
        """A decade or a century."""
        return self.year.endswith("X")

    @property
    def is_plain(self):
        """A day, month or year without doubt: what every machine format can say."""
        return self.month not in SEASONS and not self.doubt and self.year.isdecimal()

    @property
    def whole_year(self):
        return replace(self, month=0, day=0, across=False, part=self.part if self.is_long else "")

    @property
    def after_since(self):
        has_article = (self.is_long or self.part.endswith(" of {}")) and not self.doubt
        return f"since {'the ' if has_article else ''}{self.shown}"

    def before(self, last):
        """This one as it is shown before “to” and `last`: without what both share."""
        if self.doubt or last.doubt or self.across or self.year != last.year:
            return self.shown
        if self.part and last.part and not (self.month or last.month):
            return self.part.format("").removesuffix(" of ").strip(" -")
        if self.part or not (self.month and last.month):
            return self.shown
        if self.month == last.month and self.day and last.day:
            return str(self.day)
        return " ".join(self._within_year())


@dataclass(frozen=True)
class Span:
    """From `first` to `last`, which is None while it goes on; for a single date both are the same."""

    first: Point
    last: Point | None

    @classmethod
    def of(cls, edtf):
        first, _, last = edtf.partition("/")
        start = Point.of(first)
        return cls(start, None if last == OPEN else Point.of(last) if last else start)

    @property
    def edtf(self):
        last = self.last.edtf if self.last else OPEN
        return last if last == self.first.edtf else f"{self.first.edtf}/{last}"  # “early to mid-2020” is 2020

    @property
    def shown(self):
        """“14 March 2026”, “2019–2021”, “March to May 2021”, “since the 1990s”."""
        if self.last is None:
            return self.first.after_since
        if self.first == self.last:
            return self.first.shown
        if not (self.first.month or self.last.month or self.first.part or self.last.part):
            return f"{self.first.shown}–{self.last.shown}"
        return f"{self.first.before(self.last)} to {self.last.shown}"

    @property
    def whole_years(self):
        """The same to the year, as a card has room for it."""
        return Span(self.first.whole_year, self.last and self.last.whole_year)

    @property
    def years(self):
        """(first, last) as numbers; the last is None while it goes on."""
        whole = self.whole_years
        return whole.first.earliest.year, whole.last and whole.last.latest.year


@dataclass(frozen=True)
class WrittenDate:
    """A date that somebody wrote: their `words`, and what they mean. Its text is how it is shown."""

    words: str
    edtf: str

    def __str__(self):
        return self.span.shown

    @cached_property
    def span(self):
        from reading.date_words import meant

        return meant(self.words, self.edtf)

    @property
    def is_span(self):
        return self.span.first != self.span.last

    @property
    def earliest(self):
        """The first day that it can mean: what it is sorted by."""
        return self.span.first.earliest

    @property
    def latest(self):
        """The last day that it can mean; None while it goes on."""
        return self.span.last and self.span.last.latest

    @property
    def machine(self):
        """2026, 2026-03 or 2026-03-14 as HTML, feeds and citations take it; "" for what these cannot say."""
        return self.edtf if self.span.first == self.span.last and self.span.first.is_plain else ""


def lasting(started, ended):
    """The Span from one WrittenDate to another; without `ended` it goes on, unless `started` says how long."""
    if ended is None:
        return started.span if started.is_span else Span(started.span.first, None)
    return Span(started.span.first, ended.span.last)
