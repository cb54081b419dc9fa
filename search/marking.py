"""Where the words of a question stand in a text: to mark them, and to quote what stands around them.

`lexemes` are those of `search.asking.Question.lexemes`. A word is found by what it is found by in a search: its stems,
so that “paleography” marks “Palaeography”.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import mark_safe

from reading.markdown import to_blocks
from search.english import STOPPED, stem
from search.words import BEGUN, CHUNK, chunks, spelt, stems_of

LABEL = 80  # characters of a name
AROUND = 200  # characters of a passage
OF_A_WORD = "#+&@%°"  # what may be the end of one: C#, C++
PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
BEFORE_DOTS = " ,;:–-"


class Mark(NamedTuple):
    """From where to where a text has words that are looked for, and which."""

    start: int
    end: int
    lexemes: frozenset


def marks_in(text, lexemes):
    """[Mark] in a plain text, in order; a chunk of it (co-operation) is marked as a whole."""
    found, begun = [], _begun(lexemes)
    for chunk in CHUNK.finditer(text):
        if hits := _hits(chunk[0], lexemes, begun):
            start, end = _core(chunk[0])
            found.append(Mark(chunk.start() + start, chunk.start() + end, hits))
    return found


def lexemes_in(text, lexemes):
    """Those of `lexemes` that a text has, plain or in Markdown."""
    stems = _stems_in_label if len(text) <= LABEL else _stems_in
    found = stems(text) & lexemes
    if begun := _begun(lexemes):
        found = found.union(*(_hits(chunk, lexemes, begun) for chunk in set(chunks(text))))
    return found


def _stems_in(text):
    return frozenset().union(*map(stems_of, set(chunks(text))))


_stems_in_label = lru_cache(maxsize=4_000)(_stems_in)  # the same names of skills and people stand in many pages


def words_of(text):
    """{stem: the word as it is written first} of a plain text, in its order; figures and stop words are left out."""
    found = {}
    for chunk in CHUNK.findall(text):
        start, end = _core(chunk)
        for one in spelt(chunk).words:
            if one not in STOPPED and one.isalpha() and len(one) > 1:
                found.setdefault(stem(one), chunk[start:end] if len(spelt(chunk).words) == 1 else one)
    return found


def marked(text, lexemes):
    """A plain text as safe HTML, with <mark> around the words that are looked for."""
    html, done = [], 0
    for start, end, _ in marks_in(text, lexemes):
        html += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
        done = end
    return mark_safe("".join([*html, escape(text[done:])]))  # noqa: S308 (every piece of the text is escaped)


def passage(text, lexemes, around=AROUND):
    """Of a text in Markdown, as plain text, what stands around most of the different words that are looked for; ""
    where there are none.
    """
    counted = [(len(lexemes_in(part, lexemes)), part) for part in PARAGRAPH.split(text)]
    for n, part in sorted(counted, key=lambda pair: -pair[0]):
        best = max((_best(block, lexemes, around) for block in to_blocks(part)), default=None) if n else None
        if best and best.n:
            return _cut(best.text, best.start, best.end, around)
    return ""


class _Window(NamedTuple):
    """How many different words stand in a part of a text, and that part."""

    n: int
    text: str = ""
    start: int = 0
    end: int = 0

    def __gt__(self, other):  # the first of those that are alike stays
        return self.n > other.n


def _begun(lexemes):
    return [lexeme for lexeme in lexemes if lexeme.endswith(BEGUN)]


def _hits(chunk, lexemes, begun):
    stems = stems_of(chunk)
    found = stems & lexemes
    for lexeme in begun:
        if any(word.startswith(lexeme[:-1]) for word in (*stems, *spelt(chunk).words)):
            found |= {lexeme}
    return found


def _core(chunk):
    """From where to where a chunk is no punctuation."""
    told = [at for at, c in enumerate(chunk) if c.isalnum() or c in OF_A_WORD]
    first = next((at for at in told if chunk[at].isalnum()), 0)
    return first, (told[-1] + 1 if told and told[-1] >= first else len(chunk))


def _best(text, lexemes, around):
    """The _Window of a text with most different words; one word that is longer than it may be is one too."""
    marks, inside, first = marks_in(text, lexemes), Counter(), 0
    best = _Window(0)
    for mark in marks:
        inside.update(mark.lexemes)
        while mark.end - marks[first].start > around and marks[first] is not mark:
            inside.subtract(marks[first].lexemes)
            first += 1
        window = _Window(sum(n > 0 for n in inside.values()), text, marks[first].start, mark.end)
        best = window if window > best else best
    return best


def _cut(text, start, end, around):
    """So much of a text, with what is to be seen in the middle; whole words, with … for what is left out."""
    if len(text) <= around:
        return text
    end = min(end, start + around)
    left = max(0, min(start - (around - (end - start)) // 2, len(text) - around))
    right = min(len(text), left + around)
    if left and not text[left - 1].isspace():
        left = next((at + 1 for at in range(left, start) if text[at].isspace()), start)
    if right < len(text) and not text[right].isspace():
        right = next((at for at in range(right, end, -1) if text[at].isspace()), end)
    before, after = "…" if left else "", "…" if right < len(text) else ""
    return before + text[left:right].strip(BEFORE_DOTS if after else " ") + after
