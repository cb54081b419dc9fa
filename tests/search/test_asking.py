"""What is typed is read: words, phrases, OR, -not, begun words, questions."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from search.asking import ask, phrase
from search.words import Field, places_of, vector


def finds(question, text, *, exact=False):
    """Whether a page that says only `text` is found, as the database sees it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [vector(places_of([Field("C", text, exact)])), question])
        return cursor.fetchone()[0]


FOUND = [
    ("photographing parchments", "A parchment was photographed"),
    ("who can photograph burnt parchment?", "photography of burned parchments"),
    ("Who can help me with photographs", "photos"),
    ("how do I become an archivist", "the archivist"),
    ("is there anything about Excel?", "Excel"),
    ("cooperation agreement", "a co-operation agreement"),
    ("co-operation", "cooperation"),
    ('"cooperation agreement"', "their co-operation agreement"),
    ('"history of paper"', "a history of paper"),
    ("MARC XML", "MARCXML"),
    ("photo*", "photogrammetry"),
    ("walrus OR parchment", "parchment"),
    ("parchment -walrus", "parchment"),
    ("parchment -“sea walrus”", "parchment, a walrus in the sea"),
    ("O'Brien", "Mary O’Brien-Smith"),
    ("3-D", "3D"),
    ("secondment", "two secondments"),
]


@pytest.mark.parametrize(("typed", "text"), FOUND)
def test_it_is_found(db, typed, text):
    assert finds(ask(typed).strict(), text)


MISSED = [
    ("photographing parchments", "parchment"),
    ('"agreement cooperation"', "a co-operation agreement"),
    ("parchment -walrus", "parchment and walrus"),
    ("parchment -walrus", "Walruses on parchment"),
    ("secondment", "the second"),
    ("digitization", "digital"),
    ("photo*", "a telephoto lens"),
    ("the and of", "all of the words and more"),
    ("finding aids", "aids"),  # no question: finding is what is looked for
]


@pytest.mark.parametrize(("typed", "text"), MISSED)
def test_it_is_not_found(db, typed, text):
    assert not finds(ask(typed).strict(), text)


@pytest.mark.parametrize("name", ["The Who", "Will Don", "An Do", "IT", "Or Who"])
def test_a_name_of_common_words_is_found_where_it_is_a_name(db, name):
    assert finds(ask(name).strict(), name, exact=True)


def test_what_a_question_is_about_is_what_it_is_not_wrapped_in():
    assert ask("who can photograph burnt parchment?").words == "photograph burnt parchment?"
    assert ask("Does anybody know how to use Koha").words == "Koha"
    assert ask("what is it?").words  # nothing but wrapping: all of it
    assert ask("working from home").words == "working home"


def test_rules_are_meant_so():
    assert [ask(q).has_rules for q in ("a b", '"a b"', "a OR b", "a -b", "or a", "a or")] == [
        False, True, True, True, False, False,
    ]  # fmt: skip


def test_words_that_stand_close_are_known(db):
    [pair] = ask("sign language").pairs()
    assert finds(pair, "a sign language")
    assert finds(pair, "the language of signs")
    assert not finds(pair, "a sign over the door in a foreign language")
    assert ask('sign OR "language"').pairs() == []


def test_a_phrase_of_stop_words_says_nothing():
    assert phrase("of the") == ""


@given(st.text(max_size=80) | st.text(alphabet="ab -\"“”'’*|&!()<>:\\or?", max_size=60))
def test_whatever_is_typed_is_a_question_for_the_database(ask_database, typed):
    question = ask(typed)
    within = question.within("A"), question.within("BD", or_named=True), question.named()
    for query in (question.strict(), question.whole(), *within):
        ask_database(query)
    loose = question.loosened()
    ask_database(loose.any_of(loose.pieces))
    for query in (*loose.pairs(), question.refused(), *(piece.kin() for piece in loose.pieces)):
        if query:
            ask_database(query)


@given(st.text(max_size=200), st.sampled_from("ABCD"), st.booleans())
def test_whatever_is_written_is_a_row_for_the_database(ask_database, text, weight, exact):
    ask_database(vector(places_of([Field(weight, text.replace("\x00", ""), exact)])), "tsvector")


@pytest.fixture(scope="module")
def ask_database(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        yield lambda text, sort="tsquery": cursor.execute(f"SELECT %s::{sort}", [text])


@pytest.mark.parametrize(
    ("typed", "wanted", "refused"),
    [
        ("parchment NOT paper", ["parchment"], ["paper"]),
        ("parchment AND NOT paper", ["parchment", "AND"], ["paper"]),
        ("NOT paper", [], ["paper"]),
        *(("Not Now", ["Not", "Now"], []), ("NOT NOW", ["NOT", "NOW"], []), ("maps NOT", ["maps", "NOT"], [])),
        ("“NOT” now", ["NOT", "now"], []),
    ],
)
def test_not_in_capitals_is_a_minus_as_in_catalogues(typed, wanted, refused):
    [one] = ask(typed).alternatives
    assert ([it.typed for it in one.wanted], [it.typed for it in one.refused]) == (wanted, refused)


@pytest.mark.parametrize("typed", ["paper -paper", "the paper -paper", "a -a OR maps -maps", '"old maps" -"old maps"'])
def test_what_is_refused_at_once_is_a_contradiction(typed):
    assert ask(typed).is_contradictory
    assert not ask(f"{typed} OR glass").is_contradictory


@pytest.mark.parametrize("typed", ["the", "of the", "x", "é", "the OR a", "OR", "", "-paper"])
def test_some_questions_say_nothing(typed):
    assert ask(typed).says_nothing


@pytest.mark.parametrize("typed", ["it is paper", "R & D", "U X", "3D", "図", '"the"'])
def test_others_do(typed):
    assert not ask(typed).says_nothing
