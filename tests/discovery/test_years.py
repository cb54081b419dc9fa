"""The years on a card, the order of the newest and the years to narrow by: what is shown agrees with what is done."""

import re
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from commitment.models import Showcase
from finding.facets.year import MOST_YEARS
from tests.discovery import make

TODAY = date(2026, 3, 14)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


@pytest.fixture
def cards(get):
    """cards(path, ...) is [(title, what stands below it)] of a list."""

    def of(path, **parameters):
        markup = get(path, **parameters).content.decode()
        titles = re.findall(r'showcase-card__title"><a\s[^>]*>(.*?)</a>', markup, re.DOTALL)
        years = re.findall(r'class="showcase-card__years"[^>]*>(.*?)</span>', markup, re.DOTALL)
        return [(t.strip(), " ".join(re.sub(r"<[^>]+>", "", y).split())) for t, y in zip(titles, years, strict=True)]

    return of


def at(year, month=6):
    moment = datetime(year, month, 2, 12, tzinfo=UTC)
    return {"first_published_at": moment, "published_at": moment}


@pytest.fixture
def shelf(db):
    make.showcase("Begun long ago", started="2019", **at(2026, 2))
    make.showcase("Short", started="March 2025", ended="May 2025", **at(2026, 1))
    make.showcase("Long", started="c. 2019", ended="Winter 2023/24", **at(2025, 12))
    make.showcase("Of a decade", started="1990s", ended="2004", **at(2025, 11))
    make.showcase("A span", started="2020–2021", **at(2025, 10))
    make.in_order(Showcase)


def test_a_card_says_when_the_work_was_and_when_it_was_published_newest_first(shelf, cards):
    assert cards("/showcases/") == [
        ("Begun long ago", "Since 2019, published February 2026"),
        ("Short", "2025, published January 2026"),
        ("Long", "c. 2019–2023, published December 2025"),
        ("Of a decade", "1990s–2004, published November 2025"),
        ("A span", "2020–2021, published October 2025"),
    ]
    assert cards("/") == cards("/showcases/")


def test_what_is_published_first_stays_in_its_place_when_it_is_changed(cards):
    old = make.showcase("Old", **at(2024))
    make.showcase("New", **at(2025))
    old.published_at, old.version = datetime(2026, 3, 1, tzinfo=UTC), 2
    old.save(update_fields=["published_at", "version"])
    assert cards("/showcases/") == [("New", "2024, published June 2025"), ("Old", "2024, published June 2024")]


@pytest.mark.parametrize(
    ("year", "titles"),
    [
        ("2026", {"Begun long ago"}),
        ("2025", {"Begun long ago", "Short"}),
        ("2023", {"Begun long ago", "Long"}),
        ("2020", {"Begun long ago", "Long", "A span"}),
        ("2004", {"Of a decade"}),
        ("1990", {"Of a decade"}),
        ("1989", set()),
        ("2027", set()),
    ],
)
def test_a_year_finds_the_work_that_went_on_in_it(year, titles, shelf, found):
    assert set(found("/showcases/", year=year)) == titles


def test_each_year_counts_what_it_would_leave(shelf, found, counts):
    years = counts("/showcases/")["Year of the work"]
    assert list(years) == [str(year) for year in [*range(2026, 2018, -1), *range(2004, 1989, -1)]]
    for year, count in years.items():
        assert len(found("/showcases/", year=year)) == count


def test_one_that_began_centuries_ago_does_not_list_them_all(found, counts):
    make.showcase("A catalogue", started="1720")
    assert len(counts("/showcases/")["Year of the work"]) == MOST_YEARS + 1
    assert found("/showcases/", year="1850") == ["A catalogue"]


def test_one_that_ended_before_those_years_is_found_when_asked_for(found, counts):
    make.showcase("A catalogue", started="c. 1890", ended="1893")
    assert "Year of the work" not in counts("/showcases/")
    assert found("/showcases/", year="1891") == ["A catalogue"]
    assert counts("/showcases/", year="1891")["Year of the work"] == {"1891": 1}
