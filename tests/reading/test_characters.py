"""What nobody sees is no text: dropped where it only came along, kept where a word or a sign is made with it."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.characters import says_something, seen
from reading.text import line, one_line, tidy

GONE = [
    *"\x00\x07\x1b\x7f\x80\x9b\xad\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2066\u2067"
    "\u2068\u2069\u206f\u3164\ufdd0\ufeff\uffa0\ufff9\ufffc\uffff\ud800\udfff\ufe0f\u034f\u200c\u200d\U000e0001\U000e0041"
    "\U0001fffe\U000e0100\U0010ffff\U0001d173"
]


@pytest.mark.parametrize("character", GONE, ids=lambda c: f"U+{ord(c):04X}")
def test_what_nobody_sees_is_dropped_wherever_it_stands(character):
    for typed in (f"Annal{character}s", f"{character}Annals", f"Annals{character}", f"An{character * 3}nals"):
        assert seen(typed) == "Annals"
    assert seen(character * 5) == ""


@pytest.mark.parametrize(
    "word",
    [
        "می\u200cخواهم",  # Persian
        "کتاب\u200cهای",
        "അവന്\u200d",  # Malayalam, a chillu at the end
        "क्\u200dष",  # Devanagari
        "र\u200d्य",
        "ශ්\u200dරී",  # Sinhala
        "\u06f1\u06f4 ه\u200d",  # the Arabic letter in the shape it has in the middle of a word
        "👩\u200d🔬",
        "🧑🏽\u200d🚀",
        "🏳\ufe0f\u200d🌈",
        "❤\ufe0f",
        "☎\ufe0e",
        "1\ufe0f\u20e3",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # Scotland
        "辻\U000e0100",
        "ᠨ\u180b",
        "Dún Laoghaire",
        "100\u202f000\u00a0€",
        "\uf0b7",  # of a private font: somebody has a shape for it
        "\u0600\u0661",  # written in front of a number
    ],
)
def test_what_a_word_or_a_sign_is_made_with_stays(word):
    assert seen(word) == unicodedata.normalize("NFC", word)


@pytest.mark.parametrize("mark", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_line_break_of_any_sort_is_one(mark):
    assert seen(f"One{mark}two") == "One\ntwo"
    assert one_line(f"One{mark}two") == "One two"
    assert tidy([f"One{mark}two"], lines=False) == ["One two"]


def test_a_space_that_holds_a_figure_and_its_unit_together_stays_in_a_line_and_not_in_a_name():
    assert line(" 21\u202f000\u00a0€ \n a\u00a0year\u00a0") == "21\u202f000\u00a0€ a\u00a0year"
    assert one_line("Una\u00a0Calder") == "Una Calder"


def test_a_letter_and_its_accent_are_one_character():
    assert seen("Dvor\u030ca\u0301k") == "Dvořák"


@pytest.mark.parametrize(
    "text", ["", "\u200b\u2060", " \u00a0 ", "...", "—", "***", "\u3164", "\u2800", "\ufffd", "()"]
)
def test_marks_and_empty_space_say_nothing(text):
    assert not says_something(text)


@pytest.mark.parametrize("text", ["a", "7", "é", "本", "٣", "😀", "(x)", "½"])
def test_a_letter_a_figure_and_a_picture_sign_say_something(text):
    assert says_something(text)


@settings(max_examples=400, deadline=None)
@given(
    st.text(max_size=30)
    | st.text(alphabet="a مین\u200c\u200dക്\ufe0f👩🔬🏴\U000e0067\U000e007f\u0301\u034f1\u20e3\n", max_size=9)
)
def test_what_was_cleaned_once_stays_as_it_is(text):
    clean = seen(text)
    assert seen(clean) == clean
    assert line(line(text)) == line(text)
    assert one_line(line(text)) == one_line(text) == one_line(one_line(text))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), max_size=30))
def test_no_character_with_a_shape_is_lost(text):
    shapes = [c for c in unicodedata.normalize("NFC", text) if c not in "\u115f\u1160\u3164\uffa0\ufffc"]
    assert seen(text) == "".join(shapes)


def test_the_most_that_a_request_can_bring_is_cleaned_at_once():
    """Four megabytes of what has to be looked at with its neighbours: seconds would be a way to stop the portal."""
    from time import process_time

    for many in ("\u200b", "\u200d", "م\u200c", "👩\u200d"):
        began = process_time()
        seen(many * (4_000_000 // len(many.encode())))
        assert process_time() - began < 4
