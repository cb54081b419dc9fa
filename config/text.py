"""Small things that are done to text everywhere in the same way."""

import unicodedata

from config.letters import ALIKE, TAKEN_APART


def fold(text):
    """Key to sort and compare by, the same on every server: capitals, accents and the shape of dashes and
    quotation marks do not count, what cannot be seen is dropped, and Ø, Ł, Æ and ß stand with O, L, AE and SS.
    """
    parts = unicodedata.normalize("NFKD", text.translate(str.maketrans(TAKEN_APART)))
    kept = "".join(c for c in parts if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return kept.casefold().translate(ALIKE)


def one_line(text):
    """Names and titles end up in the subjects of messages."""
    return " ".join(text.split())


def tidy(value):
    """What a form posted, as content keeps it: no null characters, one kind of line break, no outer spaces."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
    if isinstance(value, list | tuple):
        return list(dict.fromkeys(tidy(item) for item in value))  # a box ticked twice counts once
    if value is None or isinstance(value, bool):
        return value
    return str(value)


def named(people):
    """“Ann”, “Ann or Bo”, “Ann, Bo or Cy” of a list of names."""
    names = list(people)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
