"""Small things that are done to text everywhere in the same way."""

import re
import unicodedata

from reading.characters import seen
from reading.letters import ALIKE, QUOTES, TAKEN_APART


def fold(text):
    """Key to sort and compare by, the same on every server: capitals, accents and the shape of dashes and
    quotation marks do not count, what cannot be seen is dropped, and Ø, Ł, Æ and ß stand with O, L, AE and SS.
    """
    parts = unicodedata.normalize("NFKD", text.translate(str.maketrans(TAKEN_APART)))
    kept = "".join(c for c in parts if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return kept.casefold().translate(ALIKE)


def a_to_z(choices, *, last=()):
    """Pairs of value and label for a list whose order means nothing; the values in `last` stand at its end."""
    return sorted(choices, key=lambda pair: (pair[0] in last, fold(str(pair[1]))))


def line(text):
    """One line of running text, nothing unseen in it; spaces that hold a figure and its unit together stay."""
    return re.sub(r"[^\S\xa0\u2007\u202f]+", " ", seen(text)).strip()


def one_line(text):
    """A name, an address or what else is compared with others: one line as `line` has it, all spaces alike."""
    return " ".join(seen(text).split())


def quoted(text):
    """“What somebody is called or has written”: marks of its own are single ones within ours."""
    own = re.sub(r"(?<!\S)(«)\s|\s(»)(?!\w)", r"\1\2", str(text))  # French has spaces there
    return f"“{re.sub(f'[{QUOTES}]', lambda found: _inner(own, found.start()), own)}”"


def _inner(text, at):
    """The mark within others for that at a place of a text; which way it turns is told by the side where no word is."""
    mark, before, after = text[at], text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if mark == '"' and before.isdigit() and not re.search(r'(?:^|[\s([{\-–—/‘])"', text[:at]):
        return "″"  # inches, as no mark is open that this could close
    is_first = not before or before.isspace() or before in "([{-–—/‘"
    is_last = not after or after.isspace() or after in ")]}-–—/’.,;:!?…"
    opens = mark in "“„‟«" if is_first == is_last else is_first
    return "‘" if opens else "’"


def tidy(value, *, lines=True):
    """What a form posted, as content keeps it: what can be seen of it, one kind of line break, no outer spaces.

    `lines=False` for what is one line.
    """
    if isinstance(value, str):
        return seen(value).strip() if lines else line(value)
    if isinstance(value, list | tuple):
        return list(dict.fromkeys(tidy(item, lines=lines) for item in value))  # a box ticked twice counts once
    if value is None or isinstance(value, bool):
        return value
    return str(value)


def named(people):
    """“Ann”, “Ann or Bo”, “Ann, Bo or Cy” of a list of names."""
    names = list(people)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
