"""Names in running text: which of them somebody has written, in whole words, and in which sentence.

Words are compared by their stems, which the caller has from elsewhere: {word as `words_of` gives it: stem, "" for a
word that says nothing by itself}.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from reading.text import fold

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
JOINT = re.compile(r"['’]?[\s_*]*(?:[-‐‑–/][\s_*]*)?['’‘“”\"]?")  # what may stand within a phrase, between its words
SENTENCE = re.compile(r"(?<=[.!?…])[\"'’”)\]]*\s+(?=[^\Wa-z])")
MOST_CAPITALS = 5  # letters of an abbreviation that is no word: RDA, but not CONSERVATION


@dataclass(frozen=True)
class Found:
    """A name that stands in a text: `written` as it is there, `label` as it is kept."""

    written: str
    label: str
    things: tuple
    sentence: str


def words_of(text):
    """The words of a text, folded, in their order."""
    return [fold(match[0]) for match in WORD.finditer(text)]


def find(blocks, labels, stems):
    """Every Found of `labels` ({label: things}) in `blocks` of text, in their order; of two in one place the longer."""
    index = {}
    for label, things in labels.items():
        words = words_of(label)
        if any(stems.get(word) for word in words):
            index.setdefault(_key(words, stems), []).append((label, tuple(things)))
    longest = max(map(len, index), default=0)
    for block in blocks:
        yield from _in_block(block, index, longest, stems)


def _in_block(block, index, longest, stems):
    matches = list(WORD.finditer(block))
    words = [fold(match[0]) for match in matches]
    sentences = _sentences(block)
    first = 0
    while first < len(words):
        for last in range(min(first + longest, len(words)), first, -1):
            within = matches[first:last]
            written = block[within[0].start() : within[-1].end()]
            named = index.get(_key(words[first:last], stems), ()) if _hangs_together(block, within) else ()
            if fits := [pair for pair in named if _has_its_capitals(pair[0], written)]:
                things = tuple(dict.fromkeys(thing for _, of_label in fits for thing in of_label))
                yield Found(written, fits[0][0], things, _around(sentences, within[0].start()))
                first = last
                break
        else:
            first += 1


def _key(words, stems):
    return tuple(stems.get(word) or word for word in words)


def _hangs_together(block, matches):
    return all(JOINT.fullmatch(block[before.end() : after.start()]) for before, after in pairwise(matches))


def _has_its_capitals(label, written):
    """An abbreviation is meant only where it is written as one: IT is not “it”."""
    return not (label.isupper() and len(label) <= MOST_CAPITALS) or written.isupper()


def _sentences(block):
    """[(where it begins, the sentence)]."""
    starts, texts = [0], []
    for match in SENTENCE.finditer(block):
        texts.append(block[starts[-1] : match.start()].strip() + match[0].strip())
        starts.append(match.end())
    return list(zip(starts, [*texts, block[starts[-1] :].strip()], strict=True))


def _around(sentences, place):
    """The sentence that the character at `place` is in."""
    return sentences[bisect_right(sentences, place, key=itemgetter(0)) - 1][1]


def shortened(sentence, word, most):
    """At most `most` characters of a sentence, whole words around `word`; what is left out is marked."""
    if len(sentence) <= most:
        return sentence
    room = most - 4
    place = max(sentence.find(word), 0)
    start = max(0, min(place - (room - len(word)) // 2, len(sentence) - room))
    part = sentence[start : start + room]
    if start:
        part = f"… {part.split(' ', 1)[-1]}"
    if start + room < len(sentence):
        part = f"{part.rsplit(' ', 1)[0]} …"
    return part
