"""Pages by what they are called: by the whole name, however it is typed, or by how it begins."""

from reading.words import spellings
from search.english import STOPPED
from search.lookups import Lexemes
from search.models import Name
from search.words import EXACT, LONGEST

LEAST_INSIDE = 3  # letters by which a word inside a name is found, if they are not all of it
MOST_WORDS = 6
MOST_INSIDE = 50  # names with a word that goes on so: those of more are not put in order, which would take too long


def words_of(name):
    """The words of a name for comparing: folded, as its hyphens and apostrophes part them."""
    return " ".join(next(iter(spellings(name)), []))


def solid(name):
    """The same without spaces: one for O’Brien, OBRIEN and o brien."""
    return words_of(name).replace(" ", "")


def lexemes_of(kind, name):
    """The words of a name in all ways in which they may be spelt, as a kind of page is found by them."""
    return sorted({f"{kind}{EXACT}{word[:LONGEST]}" for way in spellings(name) for word in way})


def called(kind, text, most):
    """Numbers of pages that are called so, at most so many."""
    key = solid(text)
    same = Name.objects.filter(kind=kind, solid=key).order_by("number")
    return list(same.values_list("number", flat=True)[:most]) if key else []


def begun(kind, text, most):
    """Numbers of pages that are called so, or whose name goes on so, A to Z; then those with a word that does."""
    key = solid(text)
    if not key:
        return []
    names = Name.objects.filter(kind=kind).values_list("solid", "number")
    found = list(names.filter(solid__startswith=key).order_by("solid", "number")[:most])
    if len(found) < most and (query := _inside(kind, text)):
        found += sorted(names.filter(begins=Lexemes(query))[:MOST_INSIDE])
    return list(dict.fromkeys(number for _, number in found))[:most]


def _inside(kind, text):
    """A tsquery: all words that say something, the last of which may go on; "" where an index would find too much."""
    words = words_of(text).split()[:MOST_WORDS]
    parts = [f"'{kind}{EXACT}{word[:LONGEST]}'" for word in words if word not in STOPPED]
    if words[-1] not in STOPPED and len(words[-1]) >= LEAST_INSIDE:
        parts[-1] += ":*"
    return " & ".join(parts)
