"""Vocabularies that nobody wrote: every fact, several languages, all that may stand in a text."""

from dataclasses import replace

from hypothesis import strategies as st

from reading.characters import says_something
from skos.concepts import AGEING, KINDS, LEVELS, MATCHES, NATURES, SORTS, Concept, Name, Vocabulary
from skos.rules import ancestors, language_of, tidy
from tests.skos.files import SCHEME

COMPETENCES = [f"https://colophon.example/frameworks/f/{n}" for n in ("1", "1.1", "2", "a-b", "c#d")]
LANGUAGES = ["en-GB", "en-US", "", "de", "cy", "zh-Hant"]
SIGNS = "\"“«\\'#<>@^{}|.,:/ \N{LATIN SMALL LETTER E WITH ACUTE}\N{HEBREW LETTER ALEF}\N{PILE OF POO}"
CHARACTERS = st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")))


def texts(most=30):
    """One line as it may stand in the vocabulary."""
    raw = st.text(CHARACTERS, min_size=1, max_size=most).map(tidy)
    return raw.filter(lambda text: says_something(text) and tidy(text) == text)


@st.composite
def labels(draw, number):
    """A text that no other number gets."""
    return tidy(f"{draw(texts()).replace(';', ',')} {number}")


@st.composite
def lines(draw):
    return "\n".join(draw(st.lists(texts(), min_size=1, max_size=3)))


def some(draw, values, most=3):
    """A few of these, at times none."""
    return frozenset(draw(st.lists(st.sampled_from(sorted(values)), max_size=most, unique=True)) if values else ())


def seldom(draw, strategy):
    return draw(st.one_of(st.just(""), strategy))


@st.composite
def names(draw, language, number):
    """The labels of a concept besides the one that is shown."""
    found, preferred = set(), {language_of(language)}
    for count in range(draw(st.integers(0, 4))):
        tag, sort = draw(st.sampled_from(LANGUAGES)), draw(st.sampled_from(SORTS))
        if sort == "preferred" and language_of(tag) in preferred:
            sort = "alternative"
        preferred |= {language_of(tag)} if sort == "preferred" else set()
        found.add(Name(draw(labels(number * 10 + count)), tag, sort))
    if draw(st.booleans()):
        found.add(Name("boxes", "en-GB", "hidden"))
    return frozenset(found)


@st.composite
def concept(draw, number, before):
    """One that keeps the rules with those `before` it, {address: Concept}; not related to any."""
    language, deprecated = draw(st.sampled_from(LANGUAGES)), draw(st.booleans())
    matched = {uri: draw(st.sampled_from(sorted(MATCHES))) for uri in some(draw, COMPETENCES)}
    return Concept(
        uri=f"{SCHEME}s{number}",
        name=draw(labels(number * 10 + 9)),
        language=language,
        labels=draw(names(language, number)),
        definition=draw(texts(200)),
        kind=draw(st.sampled_from(KINDS)),
        nature=draw(st.sampled_from(["", *NATURES])),
        since=seldom(draw, texts(20)),
        emerging=seldom(draw, st.integers(1900, 2999).map(str)),
        ageing=draw(st.sampled_from(["", *AGEING])),
        deprecated=deprecated,
        history=frozenset(draw(st.lists(lines(), max_size=2))),
        replaced_by=some(draw, before) if deprecated else frozenset(),
        broader=some(draw, before),
        leads_to=some(draw, before),
        **{level: seldom(draw, lines()) for level in LEVELS},
        **{match: frozenset(uri for uri, its in matched.items() if its == match) for match in MATCHES},
    )


@st.composite
def concepts(draw, most=5):
    """{address: Concept} that break no rule."""
    made = {}
    for number in range(draw(st.integers(1, most))):
        one = draw(concept(number, made))
        made[one.uri] = one
    return with_related(made, draw(st.lists(st.tuples(*[st.sampled_from(sorted(made))] * 2), max_size=3)))


def with_related(concepts, pairs):
    """The same with these pairs related, as far as that is allowed."""
    above = ancestors({uri: concept.broader for uri, concept in concepts.items()})
    ties = {uri: set(concept.related) for uri, concept in concepts.items()}
    for one, other in pairs:
        if one != other and other not in above[one] and one not in above[other]:
            ties[one].add(other)
            ties[other].add(one)
    return {uri: replace(concept, related=frozenset(ties[uri])) for uri, concept in concepts.items()}


@st.composite
def vocabularies(draw):
    return Vocabulary(
        uri=SCHEME,
        place="",
        title=draw(texts()),
        version=seldom(draw, texts(20)) or "1.0",
        licence=draw(st.sampled_from(["", "https://creativecommons.org/licenses/by/4.0/"])),
        attribution=seldom(draw, texts()),
        is_framework=False,
        concepts=draw(concepts()),
    )


@st.composite
def sequences(draw):
    """States that follow each other: skills come and change, their links turn round, and none goes.

    They are matched to nothing.
    """
    states, state = [], {}
    for _ in range(draw(st.integers(2, 4))):
        for number in draw(st.sets(st.integers(0, 5), min_size=1, max_size=3)):
            one = draw(concept(number, {}))
            state = state | {one.uri: replace(one, **dict.fromkeys(MATCHES, frozenset()))}
        order = draw(st.permutations(sorted(state)))
        for place, uri in enumerate(order):
            before, is_gone = order[:place], state[uri].deprecated
            links = {"broader": some(draw, before), "leads_to": some(draw, before)}
            links["replaced_by"] = some(draw, before, 2) if is_gone else frozenset()
            state = state | {uri: replace(state[uri], related=frozenset(), **links)}
        state = with_related(state, draw(st.lists(st.tuples(*[st.sampled_from(order)] * 2), max_size=3)))
        states.append(state)
    return states
