"""Days of moments: those of the portal's own clock, and written for machines as HTML wants them."""

import ast
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from config.moments import days_since, local_day
from people.models import Membership
from reading.date_words import read
from tests.factories import SubmissionFactory, publish_profile, publish_showcase
from tests.pages import Page
from tests.times import is_html_time, times_in
from tests.tree import OWN_CODE, TEMPLATES, name_of, parsed, text_of

NEW_YEAR = datetime(2025, 12, 31, 23, 30, 15, 123456, tzinfo=UTC)  # in Paris it is the first of January
SUMMER = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # in London it is the first of July


@pytest.fixture
def in_paris(settings):
    settings.TIME_ZONE = "Europe/Paris"
    with timezone.override("Europe/Paris"):
        yield


def drawn(text, **context):
    return Template(text).render(Context(context))


def test_the_day_of_a_moment_is_that_of_the_portals_clock(in_paris):
    assert local_day(NEW_YEAR) == date(2026, 1, 1)
    assert local_day(date(2025, 12, 31)) == date(2025, 12, 31)


def test_in_summer_london_is_an_hour_ahead_too():
    assert local_day(SUMMER) == date(2026, 7, 1)
    assert local_day(NEW_YEAR) == date(2025, 12, 31)


def test_a_page_says_one_day_in_words_and_to_machines(in_paris):
    assert drawn("{{ at|nice_date }}", at=NEW_YEAR) == "1 January 2026"
    for at in (NEW_YEAR, NEW_YEAR.isoformat(), date(2026, 1, 1), "2026-01-01"):
        assert drawn("{{ at|time_tag }}", at=at) == '<time datetime="2026-01-01">1 January 2026</time>'
    assert drawn("{{ at|month_tag }}", at=NEW_YEAR) == '<time datetime="2026-01">January 2026</time>'
    assert drawn("{{ at|time_tag }}{{ at|nice_date }}", at=None) == ""
    assert drawn("{{ at|time_tag }}{{ at|nice_date }}", at="soon") == "soonsoon"


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("14th of March 2024", '<time datetime="2024-03-14">14 March 2024</time>'),
        ("Mar. 2024", '<time datetime="2024-03">March 2024</time>'),
        ("2024", '<time datetime="2024">2024</time>'),
        *[(t, t) for t in ("Spring 2024", "c. 1890", "1890?", "1990s", "2019–2021", "since 2019")],
    ],
)
def test_a_written_date_is_told_to_machines_where_html_can_say_it(typed, tag):
    assert drawn("{{ date|time_tag }}", date=read(typed)) == tag


@pytest.fixture
def published_at_new_year(in_paris, monkeypatch, library):
    """publish(...) does it in the last half hour of the year by UTC."""

    def publish(make, **details):
        with monkeypatch.context() as patched:
            patched.setattr(timezone, "now", lambda: NEW_YEAR)
            return make(institution=library, **details)

    return publish


def test_a_citation_and_the_page_agree_on_the_year(published_at_new_year, browse):
    live = published_at_new_year(publish_showcase)
    assert "(2026) “Unrolling sixty estate maps”" in live.citation
    page = browse().get(live.get_absolute_url())
    assert "Published 1 January 2026" in Page(page)
    assert "2025-12-31" not in page.content.decode()
    assert "published January 2026" in Page(browse().get("/showcases/"))


@pytest.fixture
def long_since(author, manager):
    """Both have been there for years."""
    Membership.objects.update(since=date(2020, 1, 1))


def test_so_do_a_profile_the_desk_the_queue_and_the_versions(
    published_at_new_year, browse, author, manager, long_since
):
    profile = published_at_new_year(publish_profile, author=author)
    live = published_at_new_year(publish_showcase, author=author)
    waiting = published_at_new_year(SubmissionFactory, author=author, submitted=True)
    for person, address in (
        (None, profile.get_absolute_url()),
        (author, reverse("desk")),
        (author, waiting.get_absolute_url()),
        (author, reverse("live", args=["showcase", live.pk])),
        (manager, reverse("review-queue")),
        (manager, waiting.get_review_url()),
    ):
        page = browse(person).get(address)
        assert "1 January 2026" in Page(page), address
        assert "31 December 2025" not in Page(page), address
        assert times_in(page.content.decode()) or address == waiting.get_absolute_url(), address


# -- how long something waits ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(0), "Waiting since today"),
        (timedelta(hours=9), "Waiting since today"),
        (timedelta(hours=15), "Waiting 1 day, since 17 November 2026"),
        (timedelta(days=8), "Waiting 8 days, since 17 November 2026"),
    ],
)
def test_the_queue_says_for_how_long_and_since_when(
    later, said, author, library, manager, long_since, browse, monkeypatch
):
    sent = datetime(2026, 11, 17, 10, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: sent)
    SubmissionFactory(author=author, institution=library, submitted=True)
    client = browse(manager)
    monkeypatch.setattr(timezone, "now", lambda: sent + later)
    page = Page(client.get(reverse("review-queue")))
    assert said in page
    assert "17 November 2026, " not in page  # as if it were counted down


def test_days_are_counted_in_midnights(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 7, 1, 0, 30, tzinfo=UTC))
    assert days_since(SUMMER) == 0
    assert days_since(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == 1


# -- the rule ----------------------------------------------------------------------------------------------

OF_UTC = {"year", "month", "day", "date", "strftime", "isoformat"}


def test_no_code_takes_a_day_out_of_a_moment_by_itself():
    """`published_at.year` is the year in Greenwich; `config.moments` is where a moment becomes a day."""
    for path in OWN_CODE:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Attribute) and node.attr in OF_UTC:
                source = ast.unparse(node.value)
                assert not re.search(r"(_at|\.now\(\)|\bnow)$", source), f"{name_of(path)}:{node.lineno}"
            if isinstance(node, ast.keyword) and node.arg:
                assert not re.search(r"_at__(year|month|day|date)\b", node.arg), f"{name_of(path)}:{node.value.lineno}"
    for path in TEMPLATES:
        assert not re.search(r"_at\.(year|month|day|date)\b|<time\b", text_of(path)), name_of(path)


@pytest.mark.parametrize(
    "text", ["2026", "2026-03", "2026-03-14", "2026-03-14T10:30", "2026-03-14T10:30:15.123+01:00", "2026-W11"]
)
def test_what_html_takes_for_a_time(text):
    assert is_html_time(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "14 March 2026", "2026-3-4", "26-03-14", "2026-02-30", "2024-21", "1890~", "2019/2021", "199X"),
        *("2026-03-14T10:30:15.123456", "2026-03-14T10:30:15.123456+00:00", "2026-03-14T25:00"),
    ],
)
def test_what_html_does_not(text):
    assert not is_html_time(text)
