"""Text as lexemes: what a search row holds of it, and what is looked for. Nothing here asks a database.

A lexeme is a stem (`search.english`); a word of a name as it stands, stop words too, is one with EXACT before it, and
the whole name one with WHOLE; a stem in a field of weight A, B or D also one with the sign of IN_FIELD before it, so
that an index alone knows what stands there.
"""

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from reading.words import IDEOGRAPH, spellings
from search.english import KEPT, STOPPED, stem

EXACT, WHOLE = "=", "#"
IN_FIELD = {"A": "^", "B": "~", "D": "@"}
BEGUN = "*"  # at the end of what is looked for: any word that begins so
PARTING = "/|—―…"  # and spaces
CHUNK = re.compile(rf"[^\s{PARTING}]+")  # what is looked at by itself: no word goes beyond it
TARGET = re.compile(r"(?<=\])\([^()\s]*\)")  # of a link in Markdown
LONGEST = 60  # letters of a word
LONGEST_NAME = 200
LEAST = 2  # letters that are worth a list; one sign is a word in a script of ideographs
LAST = 16_383  # place that PostgreSQL keeps
OFTEN = 250  # places of one lexeme; PostgreSQL keeps 256
GAP = 5  # places between two texts, so that no phrase goes across


class Spelt(NamedTuple):
    """A chunk of a text: its words (co, operation) and others that it may be written as: {word: its first and last
    place among them}.
    """

    words: tuple
    joined: dict


@lru_cache(maxsize=KEPT)
def spelt(chunk):
    first, *others = [[word[:LONGEST] for word in way] for way in spellings(chunk)] or [[]]
    joined = {}
    for way in others:
        for at, word in enumerate(way):
            if word not in first:
                joined[word] = (0, len(first) - 1) if len(way) == 1 else (at, at)
    return Spelt(tuple(first), joined)


@lru_cache(maxsize=KEPT)
def stems_of(chunk):
    """All stems that a chunk is found by."""
    words = spelt(chunk)
    return frozenset(stem(word) for word in (*words.words, *words.joined) if word not in STOPPED)


def is_enough(letters):
    """Are they enough to look for what goes on so?"""
    return len(letters) >= LEAST or bool(re.search(IDEOGRAPH, letters))


def chunks(text):
    """What CHUNK finds, but in the targets of links; a split takes a third of the time."""
    text = TARGET.sub(" ", text) if "](" in text else text
    for sign in PARTING:
        text = text.replace(sign, " ")
    return text.split()


class Field(NamedTuple):
    """A text of a page and how much it counts, A to D; `exact` where its words are names."""

    weight: str
    text: str
    exact: bool = False


def vector(places):
    """The tsvector of what `places_of` gives, as PostgreSQL reads it, which puts the places in order."""
    return " ".join([f"'{lexeme}':{','.join(marks[:OFTEN])}" for lexeme, marks in places.items()])


def places_of(fields):
    """{lexeme: where it stands and how much it counts there (12A)} of [Field]."""
    places, at = defaultdict(list), 1
    for weight, text, exact in fields:
        if exact and (whole := whole_of(text)):
            places[whole].append(_mark(at, weight))
        sign = IN_FIELD.get(weight, "")
        for chunk in chunks(text):
            length, lexemes = _lexemes(chunk, sign, exact)
            here = _mark(at, weight)
            for lexeme, offset in lexemes:
                places[lexeme].append(_mark(at + offset, weight) if offset else here)
            at += length
        at += GAP
    return places


def _mark(at, weight):
    return f"{at if at < LAST else LAST}{weight}"


@lru_cache(maxsize=KEPT)
def _lexemes(chunk, sign, exact):
    """(places that a chunk takes, its lexemes with how far each is from the first of them)"""
    words, joined = spelt(chunk)
    found = [(word, place) for place, word in enumerate(words)]
    found += [(word, place) for word, ends in joined.items() for place in set(ends)]
    lexemes = []
    for word, place in found:
        if exact:
            lexemes.append((EXACT + word, place))
        if word not in STOPPED:
            lexemes.append((stem(word), place))
            if sign:
                lexemes.append((sign + stem(word), place))
    return len(words), tuple(dict.fromkeys(lexemes))


def whole_of(text):
    """The lexeme of a name as a whole; "" where it has no words."""
    words = " ".join(word for chunk in chunks(text) for word in spelt(chunk).words)[:LONGEST_NAME]
    return WHOLE + words if words else ""


def written(texts):
    """{word: (its stem, how it is written mostly)} of all words in texts, folded; those that are figures are not."""
    forms = defaultdict(lambda: defaultdict(int))
    for text in texts:
        for chunk in chunks(text):
            words, joined = spelt(chunk)
            shown = chunk.strip("\"'“”‘’„«»()[]{}<>*_.,;:!?–-")
            for word in words if len(words) == 1 else (*words, *joined):
                if 3 <= len(word) < LONGEST and word.isalpha():
                    forms[word][shown if len(words) == 1 else word] += 1
    return {word: (stem(word), max(shown, key=lambda form: (shown[form], form))) for word, shown in forms.items()}
