"""Words that a question finds, marked in a text, and the part of a long text where they stand."""

import re

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from reading.markdown import to_blocks
from search.asking import ask
from search.marking import PARAGRAPH, lexemes_in, marked, passage
from search.words import CHUNK, chunks

LEXEMES = ask('paleography seal* "iron gall" <b> O\'Brien C++ & amp').lexemes
LONG = " ".join(f"word{n}" for n in range(200))
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(
            [
                "Palaeography",
                "seals",
                "iron",
                "<b>",
                "gall.",
                "O’Brien",
                "C++",
                "&",
                "amp;",
                "<script>",
                "\n\n",
                '"',
                "x" * 90,
            ]
        ),
        max_size=60,
    ).map(" ".join),
)


@pytest.mark.parametrize(
    ("q", "text", "shown"),
    [
        ("paleography", "Palaeography, taught", "<mark>Palaeography</mark>, taught"),
        ("digitization", "“Digitised” maps", "“<mark>Digitised</mark>” maps"),
        ("conservation", "Paper-conservation (new)", "<mark>Paper-conservation</mark> (new)"),
        ("obrien", "By Mary O’Brien.", "By Mary <mark>O’Brien</mark>."),
        ("cata*", "Catalogues and the cat", "<mark>Catalogues</mark> and the cat"),
        ("conservation*", "We conserve", "We conserve"),
        ("conservation*", "Conservations", "<mark>Conservations</mark>"),
        ("MARC XML", "From MARCXML on", "From <mark>MARCXML</mark> on"),
        ("marcxml", "MARC-XML", "<mark>MARC-XML</mark>"),
        ("C++", "In C++, mostly", "In <mark>C++</mark>, mostly"),
        ("maps", "Maps/plans", "<mark>Maps</mark>/plans"),
        ("maps -plans", "Maps and plans", "<mark>Maps</mark> and plans"),
        ("maps OR plans", "Maps and plans", "<mark>Maps</mark> and <mark>plans</mark>"),
        ("how do I repair a book?", "How to repair a book", "How to <mark>repair</mark> a <mark>book</mark>"),
        ("the", "The book", "The book"),
        ("b", "<b> & b", "&lt;<mark>b</mark>&gt; &amp; <mark>b</mark>"),
        ("", "Nothing asked", "Nothing asked"),
    ],
)
def test_a_word_is_marked_by_what_it_is_found_by(q, text, shown):
    assert marked(text, ask(q).lexemes) == shown


@given(TEXTS)
def test_marks_add_nothing_else_to_a_text(text):
    html = marked(text, LEXEMES)
    assert re.sub("</?mark>", "", html) == escape(text)
    assert html.count("<mark>") == html.count("</mark>")


@given(TEXTS)
def test_a_text_has_marks_where_it_has_words_that_are_looked_for(text):
    without_links = re.sub(r"\]\([^()\s]*\)", "] ", text)
    assert ("<mark>" in marked(without_links, LEXEMES)) == bool(lexemes_in(without_links, LEXEMES))


def test_a_passage_has_most_of_the_words_and_says_what_is_left_out():
    text = f"The seal was {LONG}.\n\n{LONG} an iron seal, **melted** by palaeography {LONG}\n\nA seal."
    found = passage(text, LEXEMES)
    assert len(found) <= 202
    assert found[:5] + found[-1:] == "…word…"
    assert "iron seal, melted by palaeography" in found


def test_of_passages_that_are_alike_the_first_is_taken():
    assert passage("- a first seal\n- a second seal", LEXEMES) == "a first seal"


def test_a_passage_is_words_and_not_where_links_lead():
    assert passage("[The rules](https://seal.example/seals) of it", LEXEMES) == ""
    assert passage("[The seals](https://seal.example/seals) of it", LEXEMES) == "The seals of it"


@pytest.mark.parametrize("text", ["", "Nothing of the sort.", LONG])
def test_where_no_word_stands_there_is_no_passage(text):
    assert passage(text, LEXEMES) == ""


def test_one_endless_word_does_not_make_an_endless_passage():
    assert len(passage(f"{'seal-' * 500} and more", LEXEMES)) <= 202


@given(TEXTS, st.integers(20, 200))
def test_a_passage_is_a_part_of_what_is_read(text, around):
    found = passage(text, LEXEMES, around)
    blocks = [block for part in PARAGRAPH.split(text) for block in to_blocks(part)]
    assert len(found) <= around + 2
    assert not found or any(found.strip("…") in block for block in blocks)
    if all(map(str.isascii, blocks)) and not any(set("&\\") & set(block) for block in blocks):
        assert bool(found) == any(lexemes_in(block, LEXEMES) for block in blocks)


def test_chunks_are_parted_where_marks_are():
    every = "a".join(map(chr, range(0x110000)))  # all there is between letters
    assert chunks(every) == CHUNK.findall(every)
    assert chunks("see [the page](https://here.example/a/b)—now") == ["see", "[the", "page]", "now"]
