"""The story of tests/vocabulary/journey.py, as a browser without script lives it."""

from tests.pages import Visitor
from tests.vocabulary.journey import begun, journey


def test_a_word_that_is_missing_comes_back_as_a_skill(author, manager, editor, library, browse):
    people = (Visitor(browse(who)) for who in (author, manager, editor))
    journey(begun(author, library), *people)
