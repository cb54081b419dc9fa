"""What somebody types into a search box, read: words, “a phrase”, OR, -not, begun*, or a question to somebody."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from reading.letters import QUOTES
from reading.text import fold
from reading.words import spellings
from search.english import ASKED, ASKING, STOPPED, stem
from search.kin import kin_of
from search.words import BEGUN, EXACT, IN_FIELD, LONGEST, is_enough, whole_of

PIECE = re.compile(rf"(-?)[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]?|(-?)([^\s{QUOTES}]+)")
CLOSE = 4  # words from one to the other
MOST = 16  # words that are looked for
MOST_BESIDE = 8  # words that are also looked for as one with their neighbour
NOBODY = EXACT  # a lexeme that no page has
NOTHING = f"'{NOBODY}'"


@dataclass(frozen=True)
class Piece:
    """A word or a phrase, in the ways in which it may be spelt."""

    typed: str
    ways: tuple
    is_phrase: bool = False
    is_refused: bool = False
    is_begun: bool = False
    is_idle: bool = False  # says nothing by itself

    def stems(self, before=""):
        """As a tsquery: in any form; "" where no word of it is kept by its stem."""
        return either(beside(way, before=before, begun=self.is_begun) for way in self.ways)

    def exactly(self, weights=""):
        """As a tsquery: in a name, as it stands."""
        mark = f":{'*' * self.is_begun}{weights}".rstrip(":")
        return either(" <-> ".join(f"'{EXACT}{word}'{mark}" for word in way) for way in self.ways)

    def anyhow(self):
        return either([self.stems(), self.exactly()])

    def within(self, weights):
        """As a tsquery: in fields of these weights, of A, B and D."""
        signs = [IN_FIELD[weight] for weight in weights]
        return either(self.stems(before=sign) for sign in signs) or self.exactly(weights)

    def kin(self):
        """As a tsquery: other words for it; "" where none is known."""
        words = [way[0] for way in self.ways if len(way) == 1]
        return either(f"'{other}'" for word in words for other in kin_of(word))

    @property
    def lexemes(self):
        """The stems of its words, for marking them in a text; BEGUN is at the end of one that goes on in any way."""
        begun = {way[-1] for way in self.ways} if self.is_begun else ()
        words = {word for way in self.ways for word in way if word not in STOPPED}
        return {f"{word}{BEGUN}" if word in begun else stem(word) for word in words}


@dataclass(frozen=True)
class Alternative:
    """What has to hold at once."""

    wanted: tuple = ()
    refused: tuple = ()

    @property
    def telling(self):
        """The pieces that have to be there: those that say something, or all where none does."""
        return tuple(piece for piece in self.wanted if not piece.is_idle) or self.wanted


@dataclass(frozen=True)
class Question:
    """`text` as it was typed, in one line; alternatives of which one must hold."""

    text: str
    alternatives: tuple = field(default=())

    def __bool__(self):
        return bool(self.alternatives)

    @property
    def pieces(self):
        """All that is to be found, each once."""
        return tuple(dict.fromkeys(piece for one in self.alternatives for piece in one.telling))

    @property
    def has_rules(self):
        """Does it say more than words: a phrase, OR, -not? Then it is meant so."""
        return len(self.alternatives) > 1 or any(
            one.refused or any(piece.is_phrase for piece in one.wanted) for one in self.alternatives
        )

    @property
    def is_contradictory(self):
        """Is what it asks for refused at once?"""
        return bool(self) and all(
            any(set(it.ways) & set(other.ways) for it in one.wanted for other in one.refused)
            for one in self.alternatives
        )

    @property
    def says_nothing(self):
        """Is it no more than words like “the”, or a single letter?"""
        return not is_enough("".join(part for piece in self.pieces if not piece.is_idle for part in piece.ways[0]))

    @property
    def words(self):
        """What it is about, in plain words without what the question is wrapped in."""
        return " ".join(piece.typed for one in self.alternatives for piece in one.telling)

    @property
    def lexemes(self):
        """All that is to be marked in a text, also two words as one (MARC XML in MARCXML)."""
        wanted = [[piece for piece in one.wanted if not piece.is_idle] for one in self.alternatives]
        beside = {stem("".join(it.ways[-1] + after.ways[-1])) for one in wanted for it, after in pairwise(one)}
        return beside.union(*(piece.lexemes for one in wanted for piece in one))

    def strict(self):
        """A tsquery: all words."""
        return either(map(_all_of, self.alternatives)) or NOTHING

    def within(self, weights, *, or_named=False):
        """A tsquery: all words in the fields of these weights (of A, B and D), or with `or_named` one of them there and
        the others in any name; an index answers it alone.
        """

        def there(piece):
            return either([piece.within(weights), piece.exactly()]) if or_named else piece.within(weights)

        found = (
            " & ".join([*map(there, one.telling), *_none_of(one.refused), _one_of(one, weights)])
            for one in self.alternatives
            if one.telling
        )
        return either(found) or NOTHING

    def named(self):
        """A tsquery: one of the words in a field of weight A."""
        return either(piece.within("A") for piece in self.pieces) or NOTHING

    def whole(self):
        """A tsquery: a name that is all that was typed."""
        return f"'{whole_of(self.text) or NOBODY}'"

    def pairs(self):
        """Tsqueries: two words that were typed side by side, close to each other; [] where there are alternatives."""
        if len(self.alternatives) != 1:
            return []
        return [query for one, after in pairwise(self.pieces) if (query := _close(one, after))]

    def any_of(self, pieces):
        """A tsquery: one of these pieces."""
        return either(piece.anyhow() for piece in pieces) or NOTHING

    def refused(self):
        """A tsquery of what must not be there; "" where that is nothing, or not refused in all alternatives."""
        return either(piece.anyhow() for one in self.alternatives for piece in one.refused)

    def loosened(self):
        """The question with the words of its phrases in their place."""

        def words(pieces):
            return [word for piece in pieces for word in (ask(piece.typed).pieces if piece.is_phrase else [piece])]

        return replace(
            self, alternatives=tuple(replace(one, wanted=tuple(words(one.wanted))) for one in self.alternatives)
        )

    def reading(self, meant):
        """The question with other pieces in the place of some: {piece: other}."""
        ones = (replace(one, wanted=tuple(meant.get(it, it) for it in one.wanted)) for one in self.alternatives)
        return replace(self, alternatives=tuple(ones))


def ask(text):
    """Read what was typed."""
    text = " ".join(text.replace("\x00", "").split())
    found = _refusing([piece for piece in map(_piece, PIECE.finditer(text)) if piece.ways][:MOST], text)
    groups, group = [], []
    for at, piece in enumerate(found):
        if _is_or(piece) and 0 < at < len(found) - 1:
            groups.append(group)
            group = []
        else:
            group.append(piece)
    groups.append(group)
    is_asked = _is_asked(text, found)
    ones = (_alternative(group, is_asked) for group in groups if group)
    return Question(text, tuple(one for one in ones if one.wanted or one.refused))


def _piece(match):
    minus, phrase, minus_too, word = match.groups()
    typed = (word or phrase or "").strip()
    ways = tuple(tuple(part[:LONGEST] for part in way) for way in spellings(typed) if way)
    idle = bool(word) and all(part in STOPPED for way in ways for part in way)
    is_begun = bool(word) and typed.endswith("*") and bool(ways) and len(ways[0][-1]) > 1
    return Piece(typed.rstrip("*"), ways, phrase is not None, bool(minus or minus_too), is_begun, idle)


def _refusing(pieces, text):
    """With NOT in capitals, as catalogues have it, taken for a minus; where all is in capitals it is a word."""
    if "NOT" not in text or text == text.upper():
        return pieces
    is_not = [piece.typed == "NOT" and not (piece.is_phrase or piece.is_refused) for piece in pieces[:-1]] + [False]
    return [
        replace(piece, is_refused=piece.is_refused or refused)
        for piece, itself, refused in zip(pieces, is_not, [False, *is_not], strict=False)
        if not itself
    ]


def _is_or(piece):
    return not piece.is_phrase and not piece.is_refused and fold(piece.typed) == "or"


def _is_asked(text, pieces):
    """Is it a question, and not just words?"""
    if any(piece.is_phrase or piece.is_refused for piece in pieces) or len(pieces) < 2:
        return False
    return text.endswith("?") or fold(pieces[0].typed).strip("'’") in ASKING


def _alternative(group, is_asked):
    wanted = [piece for piece in group if not piece.is_refused]
    if is_asked:
        idle = [replace(piece, is_idle=True) if _is_wrapping(piece) else piece for piece in wanted]
        wanted = wanted if all(piece.is_idle for piece in idle) else idle
    return Alternative(tuple(wanted), tuple(piece for piece in group if piece.is_refused))


def _is_wrapping(piece):
    return all(part in ASKED or part in STOPPED for part in piece.ways[-1])


def phrase(text, weights=""):
    """A tsquery: these words side by side, in the fields of these weights; "" where none of them says anything."""
    return either(beside(way, weights) for way in spellings(text) if way)


# -- as a tsquery ------------------------------------------------------------------------------------------


def _all_of(one):
    by_stem = [piece.stems() for piece in one.telling]
    whole = [" & ".join(by_stem)] if by_stem and all(by_stem) else []
    for at, (piece, after) in enumerate(pairwise(one.telling) if len(one.telling) <= MOST_BESIDE else ()):
        if whole and not (piece.is_phrase or after.is_phrase):  # MARC XML finds MARCXML
            as_one = beside(("".join(piece.ways[-1] + after.ways[-1]),))
            whole.append(" & ".join([*by_stem[:at], as_one, *by_stem[at + 2 :]]) if as_one else "")
    if one.wanted:
        whole.append(" & ".join(piece.exactly() for piece in one.wanted))
    return " & ".join([*([either(whole)] if whole else []), *_none_of(one.refused)])


def _close(one, after):
    """Within a few words, in this order or the other."""
    found = []
    for way in one.ways:
        for other in after.ways:
            first, second = beside(way), beside(other, begun=after.is_begun)
            if first and second:
                found += [f"(({first}) <{gap}> ({second}))" for gap in range(len(other), len(other) + CLOSE)]
                found += [f"(({second}) <{gap}> ({first}))" for gap in range(len(way), len(way) + CLOSE)]
    return either(found)


def _one_of(one, weights):
    return either(piece.within(weights) for piece in one.telling)


def _none_of(refused):
    return [f"!{piece.anyhow()}" for piece in refused]


def beside(words, weights="", before="", *, begun=False):
    """A tsquery: words side by side, however many stop words stand between those that are kept by their stems."""
    found, gap = "", 0
    for at, word in enumerate(words):
        gap += 1
        if word in STOPPED:
            continue
        mark = f":{'*' * (begun and at == len(words) - 1)}{weights}".rstrip(":")
        text = word if begun and at == len(words) - 1 else stem(word)
        found = f"{found} <{gap}> '{before}{text}'{mark}" if found else f"'{before}{text}'{mark}"
        gap = 0
    return found


def either(texts):
    """A tsquery: one of these; "" where there is none."""
    texts = list(dict.fromkeys(text for text in texts if text))
    return f"({' | '.join(f'({text})' if ' ' in text else text for text in texts)})" if texts else ""
