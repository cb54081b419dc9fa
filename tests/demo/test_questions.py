"""What people type finds what they hope for: sets of questions over the demo content, with floors."""

import pytest

from tests.demo.questions import SETS, Answer, ask, matching, measures, published, read, table, totals

FLOORS = {  # share among the first three, mean reciprocal rank; at most so many empty
    "given": (0.85, 0.92, 2),
    "own": (0.85, 0.92, 2),
}
FORMS = {"american", "welsh", "misspelt", "abbreviated", "question", "plain", "name", "place", "phrase", "other"}


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_enough_of_what_is_hoped_for_comes_first(demo, name):
    answers = ask(read(SETS / f"{name}.json"))
    share, rank, empty = measures(answers)
    floor_of_share, floor_of_rank, most_empty = FLOORS[name]
    good = share >= floor_of_share and rank >= floor_of_rank and empty <= most_empty
    assert good, "\n".join([*table(answers), *totals(answers)])


@pytest.mark.slow
def test_what_is_hoped_for_is_one_page_each(demo):
    """Else a set would ask for what no search can find, or for more than was thought of."""
    names = published()
    for name in FLOORS:
        for question in read(SETS / f"{name}.json"):
            for part in question["expected_any_of"]:
                assert len(matching(names[question["kind"]], [part])) == 1, f"{name}: {question['query']}: {part}"


def test_the_own_set_is_various():
    given, own = ([question["query"] for question in read(SETS / f"{name}.json")] for name in ("given", "own"))
    assert len(own) == len(set(own)) >= 70
    assert not set(own) & set(given)
    assert {question["form"] for question in read(SETS / "own.json")} == FORMS


def test_what_is_measured():
    answers = [
        Answer("two of five", "showcases", "plain", frozenset("abcde"), tuple("xabyc")),
        Answer("both of two", "people", "plain", frozenset("ab"), tuple("bax")),
        Answer("none", "people", "name", frozenset("a"), tuple("xy")),
        Answer("nothing", "people", "name", frozenset("a"), ()),
    ]
    assert [(answer.share, answer.rank) for answer in answers] == [(2 / 3, 2), (1, 1), (0, None), (0, None)]
    assert measures(answers) == ((2 / 3 + 1) / 4, 1.5 / 4, 1)
    assert [line.split()[:2] for line in totals(answers)] == [["name", "2"], ["plain", "2"], ["all", "4"]]
    assert [line[0] for line in table(answers)] == ["!", " ", "-", "0"]
    assert matching(["1\u202f860 Plates"], ["1 860 plates"])
