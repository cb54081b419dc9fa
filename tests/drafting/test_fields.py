"""Single fields: what people type is read as they write it, or said not to be understood."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from drafting.fields import DayField, FigureField, LinkField


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-14", date(2026, 3, 14)),
        ("14/3/2026", date(2026, 3, 14)),
        ("14.03.2026", date(2026, 3, 14)),
        ("14 March 2026", date(2026, 3, 14)),
        ("14th  march 2026", date(2026, 3, 14)),
        ("3 Mar 2026", date(2026, 3, 3)),
        ("March 2026", date(2026, 3, 1)),
        ("03/2026", date(2026, 3, 1)),
        ("2026-03", date(2026, 3, 1)),
        ("29 February 2024", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_write_it(typed, day):
    assert DayField().clean(typed) == day


@pytest.mark.parametrize(
    "typed", ["yesterday", "29 February 2025", "31/31/2020", "12 March 1066", "2026", "0000-00-00"]
)
def test_what_is_no_day_is_said_so(typed):
    with pytest.raises(ValidationError, match="not a date we can read"):
        DayField().clean(typed)


def test_a_day_is_shown_in_words_and_nonsense_as_it_is():
    assert DayField().prepare_value("2026-03-04") == "4 March 2026"
    assert DayField().prepare_value("2026-02-31") == "2026-02-31"
    assert DayField().prepare_value("soon") == "soon"


@pytest.mark.parametrize(
    ("typed", "figure"),
    [("12500", "12500"), ("12,500", "12500"), ("1 234 567", "1234567"), ("4.5", "4.5"), ("-3", "-3"), (" 0 ", "0")],
)
def test_a_figure_is_read_as_people_write_it(typed, figure):
    assert FigureField().clean(typed) == Decimal(figure)


@pytest.mark.parametrize("typed", ["many", "NaN", "Infinity", "1e400", "12%", "4,5", "1.234", "9" * 15])
def test_what_is_no_figure_is_said_so(typed):
    with pytest.raises(ValidationError):
        FigureField().clean(typed)


def test_a_decimal_comma_is_not_taken_for_thousands():
    assert FigureField().clean("12,500") == 12500
    assert FigureField().clean("-1 234 567.5") == FigureField().clean("-1234567.5")
    for typed in ("0,125", "12,50", "1,2345", "1,234,5", "0001,234"):
        with pytest.raises(ValidationError, match="not a number"):
            FigureField().clean(typed)


def test_a_link_needs_no_scheme_but_no_other_than_the_web():
    assert LinkField().clean("inverlathe.example/notes") == "https://inverlathe.example/notes"
    for wrong in ("ftp://inverlathe.example/", "javascript:alert(1)", "our intranet", "https://x.example/" + "a" * 200):
        with pytest.raises(ValidationError):
            LinkField().clean(wrong)
