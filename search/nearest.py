"""What a word may be meant for that stands in no page: one that is nearly spelt so, or two that were run together."""

import re
from dataclasses import replace
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Length

from reading.mistakes import nearest
from search.english import STOPPED, stem
from search.models import Word

LEAST = 4  # letters: shorter words are all nearly alike
LEAST_OF_A_HALF = 3
COUNTED = re.compile(r"([a-z])([0-9]{1,2})([a-z])$")  # a11y, i18n: the letters between are counted
MOST = 2  # words that one may be meant for
MOST_MENDED = 4  # words of a question


class Meant(NamedTuple):
    """The question as it is read, and [(what was typed, what it is taken for, as it is written)]."""

    question: object
    instead: list


class Other(NamedTuple):
    """What one word is taken for."""

    words: tuple
    shown: str


def read(question):
    """Meant, or None where each of its words stands somewhere, or is like nothing."""
    unknown = _unknown(question)
    meant, instead = {}, []
    for piece in unknown[:MOST_MENDED]:
        ways, shown = _other_ways(piece.ways[0])
        if ways:
            meant[piece] = replace(piece, typed=shown, ways=(*ways, *piece.ways))
            instead.append((piece.typed, shown))
    return Meant(question.reading(meant), instead) if meant else None


def _unknown(question):
    """Its pieces in which a word stands nowhere. One that is begun only may go on in any way."""
    pieces = [piece for piece in question.pieces if not piece.is_begun]
    known = _known({word for piece in pieces for way in piece.ways for word in way})
    return [piece for piece in pieces if not any(known.issuperset(way) for way in piece.ways)]


def _known(words):
    """Those that stand somewhere in one of their forms, or that nobody would look for."""
    stems = {word: stem(word) for word in words}
    there = set(Word.objects.filter(stem__in=set(stems.values())).values_list("stem", flat=True))
    return {word for word, of_it in stems.items() if of_it in there or word in STOPPED or not _may_be_meant(word)}


def _may_be_meant(word):
    return word.isalpha() or COUNTED.match(word)


def _other_ways(words):
    """([way], as it is written) in place of the words of a way; ([], "") where one of them is like nothing."""
    known, ways, shown = _known(words), [()], []
    unknown = list(dict.fromkeys(word for word in words if word not in known))
    if len(unknown) > MOST_MENDED:
        return [], ""
    near = {word: _near(word)[: MOST if len(unknown) == 1 else 1] for word in unknown}
    for word in words:
        others = [Other((word,), word)] if word in known else near[word]
        if not others:
            return [], ""
        shown.append(others[0].shown)
        if len(ways) > 1:  # a word that is typed again is meant in the same way
            others = others[:1]
        ways = [(*way, *other.words) for way in ways for other in others]
    return ways, " ".join(shown)


def _near(word):
    """[Other] that are nearest to a word; else two words that it may consist of."""
    if counted := COUNTED.match(word):
        return _of_length(*counted.groups())
    if len(word) < LEAST:
        return []
    like = Q(text__trigram_similar=word) | Q(text__startswith=word[0], length__range=(len(word) - 1, len(word) + 1))
    shown = dict(Word.objects.annotate(length=Length("text")).filter(like).values_list("text", "shown"))
    return [Other((text,), shown[text]) for text in nearest(word, shown)[:MOST]] or _halves(word)


def _of_length(first, between, last):
    """a11y is a word of 13 letters, as accessibility."""
    length = int(between) + 2
    words = Word.objects.annotate(length=Length("text")).filter(
        text__startswith=first, text__endswith=last, length=length
    )
    return [Other((text,), shown) for text, shown in words.order_by("text").values_list("text", "shown")[:MOST]]


def _halves(word):
    """The longest first: what somebody wrote as one word."""
    cuts = [(word[:at], word[at:]) for at in range(LEAST_OF_A_HALF, len(word) - LEAST_OF_A_HALF + 1)]
    there = set(Word.objects.filter(text__in={half for cut in cuts for half in cut}).values_list("text", flat=True))
    both = [cut for cut in cuts if there.issuperset(cut) and not STOPPED.intersection(cut)]
    return [Other(cut, " ".join(cut)) for cut in sorted(both, key=lambda cut: -min(map(len, cut)))[:1]]
