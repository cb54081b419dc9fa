"""Shelf marks: typed, read aloud, or pasted with their whole address."""

import re

from django.urls import reverse

from finding.everything.shelf import Called
from reading.text import fold
from review import kinds

MISREAD = str.maketrans("OIL", "011")  # the marks have no such letters
MARK = re.compile(r"(?:\S*/s/)?([a-z])[- ]?([0-9a-z]{4,8})/?$")


def is_mark(text):
    """Is this what a shelf mark looks like, and nothing else?"""
    letter, dash, _ = text.strip().upper().partition("-")
    return bool(dash and MARK.match(fold(text.strip()))) and letter in {kind.publication.mark for kind in kinds.every()}


def live_with(mark):
    """(kind, live page) with this shelf mark in capitals or not, withdrawn ones too; None if there is none."""
    letter, _, rest = mark.upper().partition("-")
    for kind in kinds.every():
        if kind.publication.mark == letter:
            wanted = f"{letter}-{rest.translate(MISREAD)}"
            live = kind.publication.model.objects.filter(shelf_mark=wanted).first()
            if live:
                return kind, live
    return None


def bearing(text):
    """[Called] for the page that has this shelf mark; where it was withdrawn, for what stands in its place."""
    match = MARK.match(fold(text.strip()))
    found = live_with(f"{match[1]}-{match[2]}") if match else None
    if not found:
        return []
    kind, live = found
    if live.withdrawn_at:
        return [Called(live.shelf_mark, kind.name, reverse("shelf-mark", args=[live.shelf_mark]), "Withdrawn.")]
    return [Called(str(live), f"{kind.name} {live.shelf_mark}", live.get_absolute_url())]
