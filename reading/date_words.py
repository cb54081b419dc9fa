"""Reads a date that somebody typed: British order, months and seasons in words, about, since, from … to ….

It reads what can mean one thing only, or what the house has agreed on (3/4/2024 is 3 April), and says in a sentence why
it does not read the rest. Libraries that do this guess: Easter 2024 is no year, and “in 12 days” no date.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import replace
from functools import lru_cache

from reading.date_parts import century_in, part_in
from reading.dates import AUTUMN, NAMES, SPRING, SUMMER, WINTER, Point, Span, WrittenDate
from reading.text import quoted

FIRST_YEAR, LAST_YEAR = 1500, 2200
ENGLISH = {name.lower(): number for number, name in NAMES.items() if number <= 12}
WELSH = ["ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst"]
WELSH += ["medi", "hydref", "tachwedd", "rhagfyr"]
OTHER_NAMES = {name: number for number, name in enumerate(WELSH, 1)} | {
    "spring": SPRING,
    "summer": SUMMER,
    "autumn": AUTUMN,
    "fall": AUTUMN,
    "winter": WINTER,
}
WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?"
NOW = r"(?:the )?(?:present(?: day)?|date|now|today|current|ongoing|continuing)"
ABOUT = re.compile(r"^(?:~|(?:c|ca|circa|about|around|roughly|abt|approx|approximately)\b\.?|c(?=\d))\s*", re.ASCII)
PERHAPS = re.compile(r"^(?:probably|possibly|perhaps|maybe)\s+")
ABOUT_AFTER = re.compile(r"\s*(?:~|(?<=\d)-?ish|\(?(?:approx\.?|approximately|circa)\)?)$")
SINCE = re.compile(r"^(?:since|from|as of|starting|beginning|ongoing since)\s+(?:in |on )?(?P<first>.+)$")
GOES_ON = rf"\s*(?:[-–/]|\b(?:to|until|till)\b)\s*(?:(?:to )?{NOW}|\.\.)|\s*\+|\s*[-–]"
GOES_ON += r"|(?:\s*,)?\s+(?:and )?(?:on(?:wards?)?|ongoing|continuing)|\s*\((?:ongoing|continuing)\)"
UP_TO_NOW = re.compile(rf"^(?:from |since )?(?P<first>.+?)(?:{GOES_ON})$")
BETWEEN = re.compile(r"^(?:from|between)\s+")
TO = r"\s+(?:to|until|till|up to|thru|through|and)\s+"
PARTINGS = [re.compile(p) for p in (TO, r"\s*[–&]\s*", r"\s+-\s+", r"\s*\.\.\.?\s*", "/", "-")]
DECADE = re.compile(r"(1[5-9]\d|20\d)(?:[x?-]|0'?s)", re.ASCII)
CENTURY = re.compile(r"(1[5-9])(?:xx|00'?s)|(20)xx", re.ASCII)
WINTER_OF_TWO = re.compile(r"winter (?:of )?(\d{4})\s*[-–/]\s*(\d{4}|\d\d)", re.ASCII)
TIME = re.compile(
    r"(?<=\d)(?:t|,? at |,? )\d\d?:\d\d(:\d\d(\.\d+)?)?( ?[ap]\.?m\.?)?( ?(z|utc|gmt|bst|[-+]\d\d:?\d\d))?$", re.ASCII
)
YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d\d?)(?:\2(\d\d?|xx))?)?|(\d{4})(\d\d)(\d\d)|(\d{4})-xx", re.ASCII)
DAY_FIRST = re.compile(r"(?:(\d\d?)([-/.]))?(\d\d?)[-/.](\d{4})", re.ASCII)
YEAR_OF_TWO = re.compile(
    r"(?:the )?(?:(?:academic|school|financial|fiscal|tax) year|session|ay|fy)\s+(\d{4}\s*[-–/]\s*(?:\d{4}|\d\d))"
    r"|(?:the )?(\d{4}\s*[-–/]\s*(?:\d{4}|\d\d))\s+(?:academic|school|financial|fiscal|tax) year",
    re.ASCII,
)
DAYS_BEHIND = re.compile(
    r"([a-z]+)\.? (\d\d?)(?:st|nd|rd|th)?( to | and |\s*[-–&]\s*)(\d\d?)(?:st|nd|rd|th)?,? (\d{4})"
)
SHORT_SPAN = re.compile(r"([12]\d{3})([-–/])(\d\d)|([12]\d\d)(\d)–(\d)", re.ASCII)

OTHER_YEARS = f"The year has to lie between {FIRST_YEAR} and {LAST_YEAR}."
EXAMPLES = "Write it like 14 March 2026, March 2026, Spring 2026, 2026 or c. 1890."


class NoDate(ValueError):
    """`str()` is a sentence that says why, and what can be written."""


def read(words):
    """The WrittenDate that somebody means by `words`; NoDate if they could mean another one, or none."""
    text = _plain(words)
    try:
        span = _span(text)
        if span is None:
            raise NoDate(_advice(text))
        ends = [span.first, *([span.last] if span.last else [])]
        if not all(FIRST_YEAR <= day.year <= LAST_YEAR for end in ends for day in (end.earliest, end.latest)):
            raise NoDate(OTHER_YEARS)
        if span.last != span.first and any(end.year.endswith("X") for end in ends):
            raise NoDate("With since, from or to goes a year, for example since 1990 or 1990–2004.")
        if span.last and span.last.latest < span.first.earliest:
            raise NoDate("It ends before it begins.")
    except NoDate as why:
        raise NoDate(f"{quoted(words)} is not a date we can read. {why}") from None
    return WrittenDate(words, span.edtf)


@lru_cache(maxsize=4096)
def meant(words, edtf):
    """The Span of `edtf`, with what `words` say beyond it as long as they are still read as that."""
    try:
        span = _span(_plain(words))
    except NoDate:
        span = None
    return span if span and span.edtf == edtf else Span.of(edtf)


def _plain(words):
    text = " ".join(unicodedata.normalize("NFKC", words).casefold().split())
    text = re.sub("[\u2010\u2012\u2212]", "-", text).replace("’", "'")
    text = re.sub("[\u2014\u2015]", "–", text)
    text = re.sub(r"\s*(?:→|->)\s*", " – ", text).replace("-to-", " to ")
    text = TIME.sub("", text)  # out of a spreadsheet or a mail
    text = re.sub(r"(?<!\.)[.,;]$", "", text).strip()
    if re.fullmatch(r"\[[^\[\]]+\]|\([^()]+\)", text):
        text = text[1:-1].strip()
    text = re.sub(r"^(?:ad |©)\s*(?=\d{4})|(?<=\d{4}) ?(?:ad|ce)$", "", text)
    return re.sub(
        r"^(?:started |began )?(?:in|on|during|throughout|some ?time in|over the)\s+|^(?:started|began)\s+", "", text
    )


def _span(text):
    if found := SHORT_SPAN.fullmatch(text):
        year, dash, tail, decade, one, other = found.groups()
        if decade and other > one:  # 1998–9
            return Span(Point(decade + one), Point(decade + other))
        if year and (span := _short_span(year, dash, tail)):
            return span
    if found := YEAR_OF_TWO.fullmatch(text):
        return _span((found[1] or found[2]).replace(" ", ""))
    if found := DAYS_BEHIND.fullmatch(text):
        month, first, to, last, year = found.groups()
        return _span(f"{first}{to}{last} {month} {year}")
    if point := _point(text):
        return Span(point, point)
    for pattern in (UP_TO_NOW, SINCE):
        if (found := pattern.match(text)) and (point := _point(found["first"])):
            return Span(point, None)
    text = BETWEEN.sub("", text)
    for found in (match for parting in PARTINGS for match in parting.finditer(text)):
        if span := _pair(text[: found.start()].strip(), text[found.end() :].strip()):
            return span
    return None


def _short_span(year, dash, tail):
    """2019–21, and 2023/24 as years of money and teaching are written; 2024-03 is a month, 2024-21 a season in EDTF."""
    follows = (int(year) + 1) % 100 == int(tail)
    is_month = dash != "–" and 1 <= int(tail) <= 12 and not (dash == "/" and follows)
    if is_month or (int(tail) <= int(year[2:]) and not follows):
        return None
    last = int(year[:2] + tail)
    return Span(Point(year), Point(str(last + 100 if last < int(year) else last)))


def _pair(left, right):
    """The span between two dates, of which the first may lack what the second says: 14–16 March 2024."""
    try:
        last = _point(right)
        if last is None:
            return None
        if re.fullmatch(r"\d\d?(?:st|nd|rd|th)?", left):
            first = _point(f"{left} {NAMES[last.month].lower()} {last.year}") if last.day else None
        else:
            year = replace(last.whole_year, doubt="", part="").shown
            first = _point(left) or _point(f"{left} {year}") or _point(f"{left} of {year}")
    except NoDate:
        return None
    return first and Span(first, last)


def _point(text):
    """One end, or None if this is none; NoDate if it is one that the calendar does not have."""
    if found := DECADE.fullmatch(text):
        return _decade(found)
    if century := century_in(text):
        return Point(century, century=True)
    about, perhaps = ABOUT.match(text), PERHAPS.match(text)
    text = ABOUT.sub("", PERHAPS.sub("", text))
    while found := re.search(r"\s*(?:\(\?\)|[?%])$", text) or ABOUT_AFTER.search(text):
        perhaps = perhaps or "?" in found[0] or "%" in found[0]
        about = about or not re.search(r"\?", found[0])
        text = text[: found.start()]
    doubt = "%" if about and perhaps else "~" if about else "?" if perhaps else ""
    if century := century_in(text):
        return Point(century, doubt=doubt, century=True)
    if (found := part_in(text)) and (point := _part(*found)):
        return replace(point, doubt=doubt)
    text = re.sub(rf"^(?:the )?(?:year )?(?:{WEEKDAY}\s*(?=\d\d?[-/.]))?", "", text)
    for pattern, make in FORMS:
        if found := pattern.fullmatch(text):
            year, month, day = make(found)
            return replace(_dated(year, month, day, doubt), across=pattern is WINTER_OF_TWO)
    return _worded(text, doubt)


def _part(part, whole):
    """“late” of “March 2024”; None for a part of what has none: of a day, of c. 1890, the third quarter of a spring."""
    point = _point(whole)
    if not point or point.day or point.doubt or point.part:
        return None
    is_year = not (point.month or point.is_long)
    if (part[1:2].isdigit() and not is_year) or ("quarter" in part and point.month):
        return None
    return replace(point, part=part)


def _decade(found):
    year = found[1] + "X"
    is_century = found[1][2] == "0" and "s" in found[0] and found[1] != "200"
    return Point(found[1][:2] + "XX" if is_century else year)


def _year_first(found):
    year, dash, month, day, *packed, alone = found.groups()
    if packed[0]:
        return packed[0], _month(packed[1]), packed[2]
    if alone:
        return alone, 0, 0
    if month and 21 <= int(month) <= 24 and dash == "-" and not day:
        return year, month, 0
    return year, _month(month), 0 if day == "xx" else day or 0


def _day_first(found):
    day, _, month, year = found.groups()
    if day and not int(day):
        raise NoDate(f"There is no day 0. {EXAMPLES}")
    if day and int(month) > 12 >= int(day):  # as Americans write it; only that can be meant
        day, month = month, day
    return year, _month(month), day or 0


def _month(text):
    if text and not 1 <= int(text) <= 12:
        raise NoDate(f"There is no month {int(text)}. {EXAMPLES}")
    return text or 0


def _winter(found):
    year, tail = found.groups()
    if (int(year) + 1) % 100 != int(tail[-2:]):
        raise NoDate("A winter lasts from one year into the next.")
    return year, WINTER, 0


def _century(found):
    return f"{found[1] or found[2]}XX", 0, 0


FORMS = (
    (YEAR_FIRST, _year_first),
    (DAY_FIRST, _day_first),
    (DECADE, lambda found: (_decade(found).year, 0, 0)),
    (CENTURY, _century),
    (WINTER_OF_TWO, _winter),
)


def _worded(text, doubt):
    """Any order of one name of a month or season, a year and perhaps a day; None if there is more, or less."""
    text = re.sub(r"(?<=\d) ?(?:st|nd|rd|th)\b", "", text)
    text = re.sub(r"(?<=\d)(?=[a-z]{3})|(?<=[a-z]{3})(?=\d)", " ", text)  # 14Mar2024
    text = re.sub(rf"{WEEKDAY}|\b(?:of|the|term|semester)\b|[(),]|(?<=[a-z])\.", " ", text)
    names, years, days = [], [], []
    for token in re.split(r"[\s/.-]+", text.strip()):
        if month := _named(token):
            names.append(month)
        elif re.fullmatch(r"[0-9]{4}", token):
            years.append(token)
        elif re.fullmatch(r"[0-9]{1,2}", token):
            days.append(token)
        else:
            return None
    if len(names) != 1 or len(years) != 1 or len(days) > 1 or (days and names[0] > 12):
        return None
    return _dated(years[0], names[0], days[0] if days else 0, doubt)


def _named(token):
    if token in OTHER_NAMES:
        return OTHER_NAMES[token]
    found = [number for name, number in ENGLISH.items() if len(token) > 2 and name.startswith(token)]
    return found[0] if len(found) == 1 else 0


def _dated(year, month, day, doubt):
    month, day = int(month), int(day)
    if year[0] not in "12":  # no calendar counts from 0, and none goes beyond 9999
        raise NoDate(OTHER_YEARS)
    if day and not 1 <= day <= (longest := monthrange(int(year), month)[1]):
        raise NoDate(f"{NAMES[month]} {year} has {longest} days.")
    return Point(year, month, day, doubt)


def _advice(text):
    """What somebody can write in place of `text`, which is none of the above."""
    if re.fullmatch(rf"{NOW}|never|none|n/a|n\.? ?d\.?|undated|unknown|tb[acd]|to be [a-z]+|-|–", text):
        return "Where there is no such date, or not yet, the field is left empty."
    if re.match(r"(?:early|mid|late|beginning|middle|end)\b", text):
        return "Write the season, the months or the year alone, for example Spring 2024 or January to March 2024."
    if re.match(r"(?:before|after|until|up to|by|pre|post)\b", text):
        return "Write roughly when it was, for example c. 1890, 1890s or 1880–1890."
    if re.search(r"[0-9]{4}", text):
        return EXAMPLES
    if re.search(r"(?:^|\D)[0-9]0'?s$|(?:twen|thir|for|fif|six|seven|eigh|nine)ties$", text):
        return "Write the decade with all four figures, for example 1980s."
    if re.search(r"(?:[a-z/.'-]\s*|^)[0-9]{2}$", text) and not re.fullmatch(r"[0-9]+[/.-][0-9]+", text):
        return "Write the year with all four figures, for example 14 March 2024."
    if any(map(_named, re.split(r"[^a-z]+", text))) or re.fullmatch(r"[0-9]+[/.-][0-9]+", text):
        return "Write the year with it, for example 14 March 2024."
    return EXAMPLES
