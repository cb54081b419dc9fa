"""What a version brought is taken back, also where others gave something up for it."""

from dataclasses import replace

import pytest

from skills.states import present
from skos.concepts import Name
from vocabulary.services import change_sets

from .test_change_sets import change_set, leather, publish, put, scheme, uri  # noqa: F401

pytestmark = pytest.mark.django_db
MENDING = Name("Mending", "en-GB", "alternative")


def related(concepts):
    yield leather(related=frozenset({uri("paper")}))


def labelled(concepts):
    yield replace(concepts[uri("paper")], labels=frozenset())
    yield leather(labels=frozenset({MENDING}))


def named(concepts):
    yield replace(concepts[uri("paper")], name="Paper mending")
    yield leather(name="Paper repair")


def called_so_too(concepts):
    yield replace(concepts[uri("paper")], name="Paper mending")
    yield leather(labels=frozenset({Name("Paper repair", "en-GB", "alternative")}))


@pytest.mark.parametrize("changed", [related, labelled, named, called_so_too])
def test_a_new_skill_gives_back_what_it_got_and_gets_it_again(change_set, editor, scheme, changed):  # noqa: F811
    before = present(scheme)
    for concept in changed(before):
        put(change_set, concept, editor)
    version = publish(change_set, editor)
    between = present(scheme)
    undone = change_sets.undo(version, by=editor, reason="Too early.")
    after = present(scheme)
    assert after[uri("leather")].deprecated
    assert {one: _but_history(after[one]) for one in before} == {one: _but_history(before[one]) for one in before}
    change_sets.undo(undone, by=editor, reason="In time after all.")
    assert list(map(_but_history, present(scheme).values())) == list(map(_but_history, between.values()))


def _but_history(concept):
    return replace(concept, history=frozenset())
