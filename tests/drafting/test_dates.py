"""Dates in forms: read as people write them, shown back as they are understood, and held against each other."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from commitment.models import Showcase
from drafting.dates import DateField
from drafting.differences import differences
from reading.dates import WrittenDate
from review import kinds, services
from review.models import Submission
from tests.content import complete_profile
from tests.factories import SubmissionFactory, live_of, publish_profile, publish_showcase
from tests.helpers import check, content_of
from tests.pages import Page, Visitor


def problems(**changes):
    return [p.message for p in check(SubmissionFactory(**changes))]


def certified(**dates):
    row = {"name": "Accredited", "issuer": "Guild", "awarded": "2019", "expires": ""} | dates
    return {"profile": True, "certifications": [row]}


def test_what_is_far_too_long_for_a_date_is_not_read_at_all(monkeypatch):
    monkeypatch.setattr("drafting.dates.read", lambda words: pytest.fail("it was read"))
    field = DateField()
    for typed in ("2024-" * 20_000, "~" * 200_000, "1" * 81):
        assert field.text_of(typed) == field.prepare_value(typed) == typed
        assert field.widget.get_context("awarded", typed, {})["widget"]["read_as"] == ""
        with pytest.raises(ValidationError):
            field.clean(typed)


# -- the field ---------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_beside_what_it_means():
    assert DateField().clean(" 14th of March 2024 ") == WrittenDate("14th of March 2024", "2024-03-14")
    assert DateField(required=False).clean("  ") is None


@pytest.mark.parametrize("typed", ["14th of March 2024", "c. 1890", "2024", "spring of 2024", "1990's"])
def test_it_goes_into_content_and_comes_back(typed):
    field = DateField()
    assert field.from_value(field.clean(typed)) == typed
    assert field.from_value(None) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024-03-14", "March 14, 2024"),
        ("03/2024", "Mar. 2024"),
        ("c. 1890", "circa 1890"),
        ("", ""),
        ("2021 Q3", "Q3 2021"),
    ],
)
def test_the_same_date_in_other_words_is_no_difference(one, other):
    field = DateField()
    assert field.text_of(one) == field.text_of(other)
    assert field.text_of("2024") != field.text_of("2024-01-01") != field.text_of("January 2024")


def test_content_of_a_former_release_is_shown_in_words_and_nonsense_as_it_is():
    assert DateField().prepare_value("2026-03-04") == "4 March 2026"
    for typed in ("2026-02-31", "soon", "March 2024", "03/04/2024", 5, None):
        assert DateField().prepare_value(typed) == typed


@pytest.mark.parametrize(("typed", "said"), [("3/4/24", "all four figures"), ("x" * 81, "at most 80 characters")])
def test_what_cannot_be_read_is_said(typed, said):
    with pytest.raises(ValidationError, match=said):
        DateField().clean(typed)


@pytest.mark.parametrize("typed", ["2019–2021", "since 2019", "14 to 16 March 2024"])
def test_a_span_is_taken_only_where_it_makes_sense(typed):
    assert DateField(spans=True).clean(typed).words == typed
    with pytest.raises(ValidationError, match="is a span of time"):
        DateField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "is_past"),
    [
        ("14 March 2026", True),
        ("15 March 2026", False),
        ("March 2026", True),  # it may have been
        ("April 2026", False),
        ("2026", True),
        ("2027", False),
        ("Spring 2026", True),
        ("Summer 2026", False),
        ("2024–2026", True),
        ("2024–2031", False),
        ("since 2019", True),
    ],
)
def test_what_has_not_come_yet_is_not_done_yet(typed, is_past, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 14))
    field = DateField(spans=True, past=True)
    if is_past:
        assert field.clean(typed)
    else:
        with pytest.raises(ValidationError, match="has not come yet"):
            field.clean(typed)
    assert DateField(spans=True).clean(typed)


# -- two of them -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("started", "ended"),
    [
        ("14 June 2024", "June 2024"),
        ("14 June 2024", "2024"),
        ("2024", "March 2024"),
        ("Winter 2024", "February 2024"),
        ("c. 1990", "1990"),
        ("1990s", "1994"),
        ("late 2020", "H2 2020"),
        ("mid-2019", "early 2020"),
        ("2019–2021", ""),
        ("2019 to date", ""),
    ],
)
def test_an_end_that_can_come_after_the_beginning_is_taken(started, ended, db):
    assert problems(started=started, ended=ended) == []


@pytest.mark.parametrize(
    ("started", "ended", "said"),
    [
        ("14 June 2024", "13 June 2024", "The work cannot end before it began."),
        ("2024", "2023", "The work cannot end before it began."),
        ("Summer 2024", "May 2024", "The work cannot end before it began."),
        ("2019–2021", "2021", "“When the work began” says “2019–2021” already."),
        ("since 2019", "2021", "“When the work began” says “since 2019” already."),
        ("2019", "2020–2021", "is a span of time"),
        ("2019", "ongoing", "the field is left empty"),
        ("June 2199", "", "has not come yet"),
    ],
)
def test_an_end_that_cannot_be_is_explained(started, ended, said, db):
    (message,) = problems(started=started, ended=ended)
    assert said in message


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({"expires": "2018"}, "cannot expire before it was awarded"),
        ({"awarded": "2019-2021"}, "is a span of time"),
        ({"awarded": "2199"}, "has not come yet"),
        ({"expires": "never"}, "the field is left empty"),
    ],
)
def test_so_it_is_with_certificates(dates, said, db):
    (message,) = problems(**certified(**dates))
    assert said in message
    assert problems(**certified(awarded="Spring 2019", expires="c. 2199")) == []


# -- on the pages ------------------------------------------------------------------------------------------


def test_the_writer_sees_how_it_is_read_and_keeps_what_was_typed(author, library, browse):
    draft = SubmissionFactory(author=author, institution=library, started="03/04/2024", ended="June 2025")
    writer, step = Visitor(browse(author)), reverse("submission-step", args=[draft.pk, "basics"])
    page = writer.open(step)
    assert page.form("Save and continue").fields["started"] == ["03/04/2024"]
    assert "Read as 3 April 2024." in page
    assert "Read as June 2025." not in page  # that is how it was typed
    note = page.response.content.decode().split('id="id_started_read"')
    assert len(note) == 2
    assert "id_started_read" in note[0].split('name="started"')[1]  # the field is described by it
    writer.press("Save and continue")
    assert Submission.objects.get().content["started"] == "03/04/2024"
    page = writer.open(step) and writer.press("Save and continue", {"started": "04/14/24"})
    assert page.form("Save and continue").fields["started"] == ["04/14/24"]
    assert "Write the year with all four figures" in page


def test_a_certificate_is_shown_as_it_was_dated(browse, library):
    row = {"name": "Accredited", "issuer": "Guild", "expires": "2031"}
    rows = [row | {"awarded": awarded} for awarded in ("Sept. 2019", "c. 1998", "14th of March 2020", "1990s")]
    live = publish_profile(institution=library, certifications=rows)
    page = browse().get(live.get_absolute_url())
    for shown in ("September 2019 (until 2031)", "c. 1998 (until", "14 March 2020 (until", "1990s (until"):
        assert f"Accredited, Guild, {shown}" in Page(page)
    markup = page.content.decode()
    assert '<time datetime="2019-09">September 2019</time>' in markup
    assert '<time datetime="2020-03-14">14 March 2020</time>' in markup
    assert "1998</time>" not in markup


def test_what_is_published_is_sorted_by_its_first_day(db):
    for number, started in enumerate(
        ("Spring 2024", "c. 1890", "14 March 2024", "2024", "1990s", "since 2019", "late 2023", "Q2 2023")
    ):
        publish_showcase(title=f"Work {number}", started=started, ended="")
    stored = Showcase.objects.order_by("started_earliest", "title")
    assert [str(live.started) for live in stored] == [
        "c. 1890", "1990s", "since 2019", "Q2 2023", "late 2023", "2024", "Spring 2024", "14 March 2024",
    ]  # fmt: skip


# -- an old version proposed again -------------------------------------------------------------------------


def test_an_old_version_proposed_again_differs_in_what_was_changed_alone(author, library, manager):
    first = SubmissionFactory(author=author, institution=library, started="03/2024", ended="14-06-2025", approved=True)
    live = live_of(first)
    SubmissionFactory(author=author, institution=library, live=live, summary="Now.", approved=True)
    kind = kinds.get("showcase")
    again = services.start(kind, by=author, institution=library, live=live, content=first.content)
    before = content_of(live_of(first))
    found = differences(kind.content, before, again.content, context=again.context())
    assert [one["label"] for one in found] == ["Summary"]


def test_content_that_a_former_release_made_of_a_live_page_is_still_read(author, library):
    draft = SubmissionFactory(author=author, institution=library, started="2024-03-01", ended="2025-06-14")
    assert check(draft) == []
    whole = complete_profile()["certifications"][0] | {"awarded": "2019-05-01", "expires": "2031-05-01"}
    assert problems(profile=True, certifications=[whole]) == []
