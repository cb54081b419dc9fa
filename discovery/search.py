"""Full text search over the stored vectors, and what the vocabulary knows about the words."""

import re
from functools import reduce
from itertools import pairwise
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from discovery.words import either
from reading.letters import QUOTES
from reading.text import fold
from reading.words import spellings
from review.search import CONFIG, VERBATIM
from skills.queries import labelled
from skills.terms import key_of

PIECE = re.compile(rf"(-?)[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]?|(-?)([^\s{QUOTES}]+)")
MOST_BESIDE = 8  # words that are also looked for as one with their neighbour


def _query(q):
    """As people write to a web search: words, "a phrase", or, -not. With hyphen or without, straight or curly."""
    groups, wanted, refused = [], [], []
    pieces = [piece for piece in map(_Piece, PIECE.finditer(q)) if piece.ways]
    for at, piece in enumerate(pieces):
        if piece.is_or and 0 < at < len(pieces) - 1:
            groups.append((wanted, refused))
            wanted, refused = [], []
        else:
            (refused if piece.is_refused else wanted).append(piece)
    queries = [_all_of(*group) for group in (*groups, (wanted, refused)) if any(group)]
    return reduce(or_, queries) if queries else _raw("", VERBATIM)


class _Piece:
    """A word or a phrase of what was asked for."""

    def __init__(self, match):
        minus, phrase, minus_too, word = match.groups()
        self.ways = [way for way in spellings(word or phrase or "") if way]
        self.is_word, self.is_or = bool(word), bool(word) and fold(word) == "or"
        self.is_refused = bool(minus or minus_too)

    def __str__(self):
        return _either(map(_phrase, self.ways))


def _all_of(wanted, refused):
    """By the stems, where common words do not count, or all of them word for word; and none of `refused`."""
    phrases = list(map(str, wanted))
    whole = [" & ".join(phrases)]
    for at, (piece, following) in enumerate(pairwise(wanted) if len(wanted) <= MOST_BESIDE else ()):
        if piece.is_word and following.is_word:  # MARC XML finds MARCXML
            as_one = _phrase(["".join(piece.ways[-1] + following.ways[-1])])
            whole.append(" & ".join([*phrases[:at], as_one, *phrases[at + 2 :]]))
    query = _raw(_either(whole), CONFIG) | _raw(_either(whole), VERBATIM)
    for config in (CONFIG, VERBATIM):
        query = reduce(and_, (~_raw(str(piece), config) for piece in refused), query)
    return query


def _raw(text, config):
    return SearchQuery(text, config=config, search_type="raw")


def _phrase(words):
    return "(" + " <-> ".join(f"'{word}'" for word in words) + ")"


def _either(texts):
    return f"({' | '.join(texts)})" if (texts := [text for text in texts if text]) else ""


def matching(queryset, q):
    return queryset.filter(search=_query(q))


def ranked(queryset, q):
    """With `rank`, the higher the better: names and titles count more than what is said further down."""
    return queryset.annotate(rank=SearchRank(F("search"), _query(q)))


def skill_called(q):
    """{skill, is_other_name} for the skill of which `q` is a name, {several: links} where several share what people
    type; None if there is none.
    """
    found = labelled(q)
    if len(found) > 1:
        return {"several": either((skill.name, skill.get_absolute_url()) for skill in found)}
    return {"skill": found[0], "is_other_name": key_of(found[0].name) != key_of(q)} if found else None
