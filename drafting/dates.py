"""The field for a date that people write as they know it, and the rule that one comes before another."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from config.fields import OneLineField
from drafting.fields import ContentField
from reading.date_columns import LONGEST_WORDS
from reading.date_words import NoDate, read
from reading.text import quoted


class DateInput(forms.TextInput):
    """Shows what was typed, and under it how that is read where it could be another day."""

    template_name = "widgets/date.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        widget, found = context["widget"], understood(value)
        widget["read_as"] = str(found) if found and str(found).casefold() != value.strip().casefold() else ""
        if widget["read_as"] and (at := widget["attrs"].get("id")):
            widget["note_id"] = f"{at}_read"
            noted = widget["attrs"].get("aria-describedby", "")
            widget["attrs"]["aria-describedby"] = f"{noted} {at}_read".strip()
        return context


class DateField(ContentField, OneLineField):
    """A day, month, season, year or decade as `reading.date_words` reads it; cleaned to a WrittenDate, None for none.

    `spans`: it may also say from when to when. `past`: what has not come yet is refused.
    """

    def __init__(self, *, spans=False, past=False, **kwargs):
        super().__init__(max_length=LONGEST_WORDS, widget=DateInput({"autocomplete": "off"}), **kwargs)
        self.spans, self.past = spans, past

    def clean(self, value):
        words = super().clean(value)
        if not words:
            return None
        try:
            found = read(words)
        except NoDate as refused:
            raise ValidationError(str(refused)) from refused
        if found.is_span and not self.spans:
            raise ValidationError(
                f"{quoted(words)} is a span of time. Write one date here: a day, a month, a season or a year."
            )
        if self.past and max(found.earliest, (found.span.last or found.span.first).earliest) > timezone.localdate():
            raise ValidationError(f"{quoted(words)} has not come yet. Write here only what has been.")
        return found

    def from_value(self, value):
        return value.words if value else ""

    def prepare_value(self, value):
        """2026-03-14, as content of former releases has it, is shown as 14 March 2026; all else as it was typed."""
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return str(understood(value) or value)
        return value

    def text_of(self, value):
        """In one way however it was typed, so that the same date is no difference."""
        return str(understood(value) or super().text_of(value))


def understood(value):
    """The WrittenDate that content stands for, or None."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_WORDS:
        return None
    try:
        return read(value)
    except NoDate:
        return None


def keep_in_order(form, first, last, message):
    """For a form's `clean`: say at `last` that it cannot come before `first`, or that `first` says it already."""
    start, end = (form.cleaned_data.get(name) for name in (first, last))
    if not (start and end):
        return
    if start.is_span:
        label = form.fields[first].label
        form.add_error(
            last, f"{quoted(label)} says {quoted(start)} already. Write only the beginning there, or leave this empty."
        )
    elif end.latest < start.earliest:
        form.add_error(last, message)
