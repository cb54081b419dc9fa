"""What many pages name, a skill: its words stand in one row, and theirs have its number, so that another name for it is
found at once and rewrites none of them.

A search row has a lexeme for each of the ways in which a topic is called (WAYS), with the weight that this has there.
What is looked for goes through `Topics.having`, which adds the topics that are called so, word by word and phrase by
phrase: it finds what it would find if all names stood in each row.
"""

import re
from collections import Counter
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery

from postgres.by_hand import rows
from search.lookups import Lexemes
from search.models import Topic
from search.words import EXACT, IN_FIELD, Field, places_of, vector

NAME, OTHER, BROADER = WAYS = "ABC"  # by its name, by another name, by a name of what it is part of
SIGN = "%"
MARKED = r"'[^']*'(?::[*A-D]+)?"
BESIDE = r" <(?:-|\d+)> "
RUN = rf"{MARKED}(?:{BESIDE}{MARKED})*"
PART = re.compile(rf"\(\({RUN}\) <\d+> \({RUN}\)\)|{RUN}")  # a word, a phrase, two words close to each other
LEXEME = re.compile(r"'([^']*)'(?::(\*?)([A-D]*))?")
SIGNS = "".join(IN_FIELD.values())

CALLED = """
    SELECT asked.query, topic.number, ts_filter(topic.search, '{a}') @@ asked.query::tsquery,
        ts_filter(topic.search, '{b}') @@ asked.query::tsquery, ts_filter(topic.search, '{c}') @@ asked.query::tsquery
    FROM (SELECT UNNEST(%s::text[]) AS query) AS asked
    JOIN search_topic AS topic ON topic.search @@ asked.query::tsquery
    ORDER BY topic.number
"""


class Called(NamedTuple):
    """All texts by which pages that name a topic are found: its name, its other names, names of what it is part of."""

    name: str
    others: list
    broader: list

    @property
    def texts(self):
        return [self.name, *self.others, *self.broader]


class Named(NamedTuple):
    """The numbers of the topics that a page names, and how much each of WAYS counts in it, as three of A to D."""

    numbers: list
    weights: str


_source = None


def register(called):
    """`called(numbers)` is {number: Called} of these topics, or of all for None."""
    global _source
    _source = called


def called(numbers=None):
    return _source(numbers) if _source else {}


def add_to(places, named):
    """Add what stands for topics in a search row to its `places` (see `search.words.places_of`)."""
    for at, number in enumerate(named.numbers, start=1):
        for way, weight in zip(WAYS, named.weights, strict=True):
            for sign in {"", IN_FIELD.get(weight, "")}:
                places[_lexeme(sign, number, way)].append(f"{at}{weight}")


def _lexeme(sign, number, way):
    return f"{sign}{SIGN}{number}{way.lower()}"


class Naming(SearchQuery):
    """What those rows have that name a topic, by an expression for its number."""

    def __init__(self, number):
        super().__init__(number, search_type="raw")

    def as_sql(self, compiler, connection, function=None, template=None):
        template = f"('''{4 * SIGN}' || %(expressions)s || '{NAME.lower()}''')::tsquery"
        return super().as_sql(compiler, connection, template=template)


def number_in(lexeme):
    """The number of the topic that a lexeme stands for, or None."""
    return int(lexeme[1:-1]) if lexeme.startswith(SIGN) else None


# -- asking ------------------------------------------------------------------------------------------------


class Topics:
    """Which topics parts of questions are called by; each part is asked for once."""

    def __init__(self):
        self._known = {}

    def having(self, text):
        """The Lexemes for rows that have what the tsquery `text` says in their own words or in names of topics."""
        self.learn(text)
        return Lexemes(PART.sub(self._spread, text))

    def apart(self, text):
        """The Lexemes for rows that have the same words and topics, wherever and in which field they stand: an index
        knows which, while of what `having` finds for a phrase each page that has its words is unpacked.
        """
        self.learn(text)
        wide = re.sub(BESIDE, " & ", PART.sub(self._spread, text))
        return Lexemes(LEXEME.sub(lambda match: f"'{match[1]}'{':*' if match[2] else ''}", wide))

    def alone(self, text):
        """{lexeme by which rows are found for topics alone: the share of the lexemes of `text` that it stands for}, as
        `Weight` looks at each by itself, whatever goes between them.
        """
        self.learn(text)
        parts = list(dict.fromkeys(match[0] for match in LEXEME.finditer(text)))
        counts = Counter(lexeme for part in parts for lexeme in self._lexemes(part))
        return {lexeme: count / len(parts) for lexeme, count in counts.items()}

    def learn(self, *texts):
        """Ask for all parts of these tsqueries at once."""
        found = [match[0] for text in texts for sort in (PART, LEXEME) for match in sort.finditer(text)]
        found = map(_plain, dict.fromkeys(found))
        if parts := list(dict.fromkeys(part for part in found if part not in self._known)):
            self._known |= {part: [] for part in parts}
            for part, number, *ways in rows(CALLED, [parts]):
                self._known[part] += [(number, way) for way, is_so in zip(WAYS, ways, strict=True) if is_so]

    def _spread(self, match):
        found = self._lexemes(match[0])
        return f"({' | '.join([match[0], *found])})" if found else match[0]

    def _lexemes(self, part):
        lexeme, _, weights = LEXEME.match(part, part.index("'")).groups()
        sign, weights = lexeme[:1] if lexeme[:1] in SIGNS else "", f":{weights}" if weights else ""
        found = self._known[_plain(part)]
        if not (sign or weights):  # whoever names a topic has it in all ways: the first counts most
            found = dict(reversed(found)).items()
        return [f"'{_lexeme(sign, number, way)}'{weights}" for number, way in found]


def _plain(part):
    """A part of a tsquery as topics are asked: in any field of any weight."""
    return LEXEME.sub(lambda match: f"'{match[1].lstrip(SIGNS)}'{':*' if match[2] else ''}", part)


# -- keeping -----------------------------------------------------------------------------------------------


class Changes(NamedTuple):
    """The numbers of topics that are called otherwise now, and words that stand in their names no more."""

    numbers: list
    gone: set


def settle():
    """Make the rows of all topics what they are called, and say what that changed: see `services.settle_topics`."""
    said = {number: _vector(names) for number, names in called().items()}
    was = dict(Topic.objects.values_list("number", "lexemes"))
    changed = [number for number, lexemes in said.items() if was.get(number) != lexemes]
    ended = was.keys() - said.keys()
    if ended:
        Topic.objects.filter(number__in=ended).delete()
    Topic.objects.bulk_create(
        [Topic(number=number, lexemes=said[number]) for number in changed],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["lexemes"],
    )
    before, after = (_words(texts.get(number, "") for number in (*changed, *ended)) for texts in (was, said))
    return Changes(changed, before - after)


def _vector(names):
    fields = [Field(NAME, names.name, exact=True)]
    fields += [Field(OTHER, text, exact=True) for text in names.others]
    fields += [Field(BROADER, text) for text in names.broader]
    return vector({lexeme: marks for lexeme, marks in places_of(fields).items() if lexeme[0] not in SIGNS})


def _words(vectors):
    return {word for text in vectors for word in re.findall(f"'{EXACT}([^']*)'", text)}
