"""Names found in running text: whole words, in any form that the search takes for the same."""

import time

import pytest

from skills.phrases import find, shortened, words_of
from skills.suggesting import skills_in, stems_of
from tests.factories import SkillFactory

LABELS = {
    "wheat starch paste": ["book-conservation"],
    "starch": ["chemistry"],
    "Book conservation": ["book-conservation"],
    "Text mining": ["text-mining"],
    "IT": ["information-technology"],
    "AI": ["ai"],
    "care of collections": ["collections-care"],
    "The": ["the"],
    "Cataloguing": ["cataloguing"],
    "readers’ services": ["reader-services"],
}


def found(*blocks, labels=LABELS):
    stems = stems_of(words_of(" ".join([*blocks, *labels])))
    return [(one.written, one.things[0]) for one in find(blocks, labels, stems)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("I cook wheat starch paste each Monday.", ["wheat starch paste"]),  # the longer one
        ("WHEAT-STARCH PASTE", ["WHEAT-STARCH PASTE"]),
        ("wheat starch pastes", ["wheat starch pastes"]),
        ("the “wheat starch” paste", ["starch"]),  # a mark between is no harm to the short one
        ("wheat; starch, paste", ["starch"]),
        ("wheat. Starch paste", ["Starch"]),
        ("We conserve books", []),  # another order says another thing
        ("book-conservation and text-mining", ["book-conservation", "text-mining"]),
        ("Bücher, wheat stärch päste", ["wheat stärch päste"]),
        ("it is not IT", []),  # to the search, that says nothing
        ("she said, ai ai", []),
        ("With AI.", ["AI"]),
        ("the care of our collections", []),
        ("the care of collections", ["care of collections"]),
        ("I catalogue; cataloguers catalogued", ["catalogue", "cataloguers", "catalogued"]),
        ("catalogs, dialogues, starchless", ["catalogs"]),  # no half words
        ("readers' services", ["readers' services"]),
        ("the", []),
        ("", []),
        ("…!?", []),
    ],
)
def test_what_is_written_is_found_in_whole_words(text, written, db):
    if "catalogs" in written:  # how far stems go is the search's affair
        written = [word for word, _ in found(text)]
        assert not {"dialogues", "starchless"} & set(written)
    else:
        assert [word for word, _ in found(text)] == written


def test_a_phrase_does_not_run_from_one_paragraph_into_the_next(db):
    assert found("wheat starch", "paste") == [("starch", "chemistry")]


def test_the_sentence_is_the_one_that_it_stands_in(db):
    text = "We mend paper. I cook wheat starch paste (e.g. for guards) myself! Nobody else does."
    stems = stems_of(words_of(text + " wheat starch paste"))
    (one,) = find([text], {"wheat starch paste": ["x"]}, stems)
    assert one.sentence == "I cook wheat starch paste (e.g. for guards) myself!"


@pytest.mark.parametrize("most", [40, 60, 120])
def test_a_long_sentence_is_cut_around_the_word(most):
    sentence = f"{'before it all ' * 20}paper mending{' and after that' * 20}."
    part = shortened(sentence, "paper mending", most)
    assert "paper mending" in part
    assert len(part) <= most
    assert part.startswith("… ")
    assert part.endswith(" …")
    assert shortened("Short.", "Short", most) == "Short."


@pytest.mark.parametrize(
    "block",
    [f"wheat{mark * 5000}!starch paste" for mark in "*_ "] + ["wheat starch paste. " * 3000, "Wheat starch! " * 3000],
)
def test_no_text_takes_long_to_be_read_through(block):
    stems = {word: word for word in words_of(" ".join([block, *LABELS]))}
    began = time.perf_counter()
    assert list(find([block] * 5, LABELS, stems))
    assert time.perf_counter() - began < 1


def test_skills_are_suggested_however_their_names_are_spelt_and_joined(db):
    for slug, name in (("guides", "How-to guides"), ("scans", "Digitising books"), ("second", "Second")):
        SkillFactory(slug=slug, name=name)
    found = skills_in(["I write how to guides, and was on secondment.", "Of books, digitization."])
    assert [(skill.slug, written) for skill, written in found] == [("guides", "how to guides")]
    assert [skill.slug for skill, _ in skills_in(["We do the digitization, books that is."])] == []
    assert [skill.slug for skill, _ in skills_in(["All our digitized books."])] == ["scans"]
