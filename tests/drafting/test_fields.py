"""Single fields: what people type is read as they write it, or said not to be understood."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from drafting.fields import FigureField, LinkField


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("12500", "12500"),
        ("12,500", "12500"),
        ("1 234 567", "1234567"),
        ("4.5", "4.5"),
        ("-3", "-3"),
        ("−3", "-3"),
        (" 0 ", "0"),
    ],
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
