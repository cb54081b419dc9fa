"""The rules of the vocabulary, whichever way a change comes; and what must hold whatever the change is."""

import json
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading.text import fold
from skos.concepts import Name, Vocabulary
from skos.edits import applied, difference, reversed_
from skos.findings import VocabularyError
from skos.reader import parse
from skos.rules import broken, names_of, successors
from skos.writer import turtle
from tests.helpers import often
from tests.skos.files import SCHEME
from tests.skos.made import concepts as made
from tests.skos.rulebook import ALLOWED, REFUSED, concept, to


def as_values(concepts):
    return [(one.slug, sentence) for one, sentence in broken(concepts)]


def as_edits(concepts):
    """As they are published out of a change set, which keeps them as JSON."""
    after, trouble = applied({}, json.loads(json.dumps(difference({}, concepts))))
    assert trouble == []
    return as_values(after)


def as_file(concepts):
    """What is said of each line of the faults in a file that has them."""
    text = turtle(Vocabulary(SCHEME, "", "Our skills", "1.0", "", "", is_framework=False, concepts=concepts))
    try:
        parse(text, "file")
    except VocabularyError as error:
        return error.faults
    return []


@pytest.mark.parametrize("case", REFUSED, ids=str)
@pytest.mark.parametrize("way", [as_values, as_edits])
def test_a_broken_rule_is_told(case, way):
    assert (case.slug, case.sentence) in way(case.by_address)


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_file_is_told_the_same(case):
    faults = as_file(case.by_address)
    sentence = case.sentence if case.in_file is None else case.in_file
    if sentence:
        assert [fault for fault in faults if fault.endswith(sentence)], faults
    else:
        assert faults == []


@pytest.mark.parametrize("name", ALLOWED)
@pytest.mark.parametrize("way", [as_values, as_edits, as_file])
def test_what_keeps_them_is_told_nothing(name, way):
    assert way({one.uri: one for one in ALLOWED[name]}) == []


# -- whatever the vocabulary -----------------------------------------------------------------------------------

NODES = [SCHEME + letter for letter in "abcde"]
LINKED = st.dictionaries(st.sampled_from(NODES), st.sets(st.sampled_from(NODES), max_size=3))


def closure(links):
    """{node: all that is reached from it}, by going one step further until nothing is new."""
    reached = {node: set(links.get(node, ())) for node in NODES}
    for _ in NODES:
        reached = {node: ends.union(*(reached[end] for end in ends)) for node, ends in reached.items()}
    return reached


@pytest.mark.soak
@pytest.mark.parametrize("fact", ["broader", "leads_to", "replaced_by"])
def test_no_circle_is_ever_accepted_and_nothing_else_called_one(fact):
    @often(60)
    @given(LINKED)
    def holds(links):
        concepts = {
            uri: concept(uri[-1], deprecated=fact == "replaced_by", **{fact: frozenset(links.get(uri, ()))})
            for uri in NODES
        }
        has_circle = any(node in ends for node, ends in closure(links).items())
        assert any("goes round in a circle" in sentence for _, sentence in broken(concepts)) == has_circle

    holds()


@pytest.mark.soak
@often(100)
@given(LINKED)
def test_replacements_end_where_nothing_replaces(links):
    reached = closure(links)
    ends = {node: {end for end in reached[node] if not links.get(end)} for node in NODES}
    assert successors({node: links.get(node, set()) for node in NODES}) == ends


WORDS, TAGS = ["Box", "box", "bôx", "Sew"], ["en-GB", "en", "", "de", "de-AT"]
NAMES = st.frozensets(
    st.builds(
        Name, st.sampled_from(WORDS), st.sampled_from(TAGS), st.sampled_from(["preferred", "alternative", "hidden"])
    ),
    max_size=2,
)
LABELLED = st.lists(
    st.tuples(st.sampled_from([*WORDS, "Own"]), st.sampled_from(TAGS), NAMES, st.booleans()), min_size=1, max_size=3
)


def is_disputed(concepts):
    """Whether a label has two owners, as the rule is said in words; or one owner twice."""
    own = {one.uri: [(n == 0, *name) for n, name in enumerate(names_of(one))] for one in concepts}
    for names in own.values():
        keys = [(fold(text), language) for _, _, text, language in names]
        languages = [language for _, sort, _, language in names if sort == "preferred"]
        if len(set(keys)) < len(keys) or len(set(languages)) < len(languages):
            return True
    for one, other in combinations(concepts, 2):
        for is_shown, sort, text, language in own[one.uri]:
            for is_shown_too, its_sort, its_text, its_language in own[other.uri]:
                if fold(text) != fold(its_text):
                    continue
                if is_shown and is_shown_too:
                    return True
                goes_on = (is_shown and one.deprecated) or (is_shown_too and other.deprecated)
                if language == its_language and "hidden" not in (sort, its_sort) and not goes_on:
                    return True
    return False


@pytest.mark.soak
@often(300)
@given(LABELLED)
def test_a_label_belongs_to_one_skill_in_a_language(drawn):
    concepts = [
        concept("abc"[n], name=name, language=tag, labels=names, deprecated=is_gone)
        for n, (name, tag, names, is_gone) in enumerate(drawn)
    ]
    told = [sentence for _, sentence in broken({one.uri: one for one in concepts}) if "label" in sentence]
    assert bool(told) == is_disputed(concepts)


# -- whatever the change ---------------------------------------------------------------------------------------


@pytest.mark.soak
@often(30)
@given(made(), made())
def test_edits_make_of_one_state_the_other_and_back(before, other):
    after = before | other
    edits = json.loads(json.dumps(difference(before, after)))
    assert applied(before, edits) == (after, [])
    assert applied(after, edits) == (after, [])  # made twice they make no difference
    undone, trouble = applied(after, reversed_(edits))
    assert trouble == []
    kept = {uri: replace(one, history=after[uri].history, since=after[uri].since) for uri, one in before.items()}
    assert undone == {uri: kept.get(uri) or replace(after[uri], deprecated=True) for uri in after}


@pytest.mark.soak
@often(20)
@given(st.lists(made(), min_size=2, max_size=4))
def test_a_sequence_of_edits_can_be_made_at_once(states):
    state, edits = states[0], []
    for other in states[1:]:
        edits += difference(state, state | other)
        state = state | other
    assert applied(states[0], edits) == (state, [])


def test_two_who_add_to_the_same_facts_do_not_get_into_each_others_way():
    base = {one.uri: one for one in (concept("a"), concept("b"), concept("c"))}
    mine = difference(base, base | {SCHEME + "a": replace(base[SCHEME + "a"], broader=to("b"))})
    yours = difference(base, base | {SCHEME + "a": replace(base[SCHEME + "a"], broader=to("c"))})
    for edits in (mine + yours, yours + mine):
        after, trouble = applied(base, edits)
        assert (after[SCHEME + "a"].broader, trouble) == (to("b", "c"), [])
