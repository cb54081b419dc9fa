"""Release 0.2 kept “March 2024” as its first day. What was typed stands in the submissions: for the migrations that
give it back to live pages, and to content that was begun from a live page.
"""

import re

from django.db import models
from django.db.models import F, Q

from reading.date_words import NoDate, read
from reading.dates import WrittenDate

LONGEST = 80  # of the column for the words
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_END = r"[12]\d\d\d(-(2[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?[~?%]?"
EDTF = rf"^({_END}(/(\.\.|{_END}))?|[12]\d(\d|X)X[~?%]?)$"


def give_back(submissions, slots):
    """Put the months that people typed in the place of the days that 0.2 made of them, in the content of one kind.

    `submissions` is its queryset; `slots(content)` yields (key, dict, name) of every date in one content. Returns
    {id of the live page: the content that was published last}.
    """
    published, months = {}, {}
    for one in submissions.exclude(target_id=None).order_by("pk"):
        changed = False
        for key, holder, name in slots(one.content):
            typed, found = holder.get(name), _read(holder.get(name))
            if found and DAY.fullmatch(typed):
                if month := months.get((one.target_id, key, typed)):
                    holder[name], changed = month, True
            elif found and one.published_version and found.earliest.day == 1:
                months[one.target_id, key, found.earliest.isoformat()] = typed
        if changed:
            one.save(update_fields=["content"])
        if one.published_version:
            published[one.target_id] = one.content
    return published


def written(day, typed):
    """The WrittenDate for a stored day: as typed if that is what it came from. None for no day."""
    if day is None:
        return None
    found = _read(typed)
    return found if found and found.earliest == day else WrittenDate(day.isoformat(), day.isoformat())


def columns(name, date):
    """What the four columns of a date hold."""
    return {
        f"{name}_words": date.words if date else "",
        f"{name}_edtf": date.edtf if date else "",
        f"{name}_earliest": date and date.earliest,
        f"{name}_latest": date and date.latest,
    }


def whole(name, constraint, *, optional=False):
    """The constraint of `reading.date_columns` as these migrations made it."""
    words, edtf, first, last = (f"{name}_{column}" for column in ("words", "edtf", "earliest", "latest"))
    goes_on = Q(**{f"{edtf}__endswith": "/..", f"{last}__isnull": True})
    ends = ~Q(**{f"{edtf}__endswith": "/.."}) & Q(**{f"{last}__isnull": False, f"{last}__gte": F(first)})
    rule = Q(**{f"{edtf}__regex": EDTF, f"{first}__isnull": False}) & ~Q(**{words: ""}) & (goes_on | ends)
    if optional:
        rule |= Q(**{words: "", edtf: "", f"{first}__isnull": True, f"{last}__isnull": True})
    return models.CheckConstraint(name=constraint, condition=rule)


def _read(typed):
    try:
        return read(typed) if isinstance(typed, str) and len(typed) <= LONGEST else None
    except NoDate:
        return None
