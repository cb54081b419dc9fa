"""Long lists a part at a time."""

import pytest
from django.test import RequestFactory

from config.paging import part_of

THINGS = list(range(45))


def part(asked="", things=THINGS, **choices):
    return part_of(RequestFactory().get(f"/{asked}"), things, **choices)


@pytest.mark.parametrize(
    ("asked", "first"),
    [("", 0), ("?page=2", 20), ("?page=3", 40), ("?page=99", 40), ("?page=two", 0), ("?page=-1", 40), ("?page=", 0)],
)
def test_what_makes_no_sense_is_the_first_or_the_last(asked, first):
    assert next(iter(part(asked))) == first


@pytest.mark.parametrize(("number", "parts"), [(0, 1), (20, 1), (21, 2)])
def test_a_list_that_is_no_longer_than_a_part_has_no_others(number, parts):
    found = part(things=THINGS[:number])
    assert (found.paginator.num_pages, len(found)) == (parts, min(number, 20))
    assert bool(found.next_url) == (parts > 1)


@pytest.mark.parametrize(
    ("asked", "number", "counted"), [("", 20, 0), ("", 21, 1), ("?page=1", 3, 1), ("?page=2", 21, 1)]
)
def test_who_knows_how_many_there_are_is_asked_where_it_is_not_seen(asked, number, counted):
    calls = []

    def count():
        calls.append(number)
        return number

    found = part(asked, THINGS[:number], count=count)
    assert (found.paginator.count, found.paginator.count, len(calls)) == (number, number, counted)
    assert list(found) == list(part(asked, THINGS[:number]))


def test_its_links_leave_the_other_lists_where_they_are_and_nothing_else():
    found = part("?earlier=2&page=2&next=https://evil.example&open=1", at="here")
    assert found.previous_url == "?earlier=2&page=1&open=1#here"
    assert [(link["number"], link["current"]) for link in found.links] == [(1, False), (2, True), (3, False)]


def test_the_part_with_one_of_them_can_be_asked_for():
    assert 21 in part("?page=1", with_place=21)


def test_of_very_many_parts_some_are_left_out():
    found = part(things=range(2000))
    assert [link["number"] for link in found.links] == [1, 2, 3, None, 100]


def test_a_heading_tells_how_many_there_are_and_which_part_this_is():
    assert [part("", range(number)).told for number in (0, 1, 2)] == ["", "", ": 2"]
    assert part("", range(49)).told == ": 49"
    assert part("?page=2", range(49)).told == ": 49, page 2 of 3"
