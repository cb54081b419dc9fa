"""Somebody leaves: their profile says until when they worked there, and what was done there stays there."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commitment.models import Showcase
from people import services
from people.models import Edition, Membership, Standing
from review import services as review
from tests.factories import InstitutionFactory, MembershipFactory, SubmissionFactory, publish_profile, publish_showcase
from tests.pages import Page

MARCH = date(2026, 3, 31)


@pytest.fixture
def profile(library, author):
    Membership.objects.filter(user=author).update(since=date(2020, 1, 1))
    return publish_profile(author=author, institution=library)


def pages(browse, profile):
    """Every page that says where somebody works."""
    urls = [profile.get_absolute_url(), "/people/", profile.institution.get_absolute_url(), "/skills/paper-repair/"]
    return {url: Page(browse().get(url)) for url in urls}


def test_who_is_there_works_there(profile, browse):
    for url, page in pages(browse, profile).items():
        assert "until" not in page, url
    assert "Works at" in pages(browse, profile)[profile.get_absolute_url()]


def test_who_has_left_worked_there_until_a_month(profile, library, manager, browse):
    edition = Edition.objects.get().number
    services.set_standing(profile.user, library, None, by=manager, until=MARCH)
    assert Edition.objects.get().number > edition
    for url, page in pages(browse, profile).items():
        assert "until March 2026" in page, url
    own = pages(browse, profile)[profile.get_absolute_url()]
    assert "Worked at" in own
    assert "Works at" not in own
    services.set_standing(profile.user, library, Standing.STAFF, by=manager)
    assert "Works at" in pages(browse, profile)[profile.get_absolute_url()]


def test_another_standing_and_a_unit_of_it_are_no_leaving(profile, library, manager, browse):
    services.set_standing(profile.user, library, Standing.MANAGER, by=manager)
    assert "Works at" in pages(browse, profile)[profile.get_absolute_url()]
    MembershipFactory(user=profile.user, institution=InstitutionFactory(slug="unit", parent=library))
    services.set_standing(profile.user, library, None, by=manager)
    assert "Works at" in pages(browse, profile)[profile.get_absolute_url()]


def test_other_places_do_not_matter(profile, browse):
    gone = MembershipFactory(user=profile.user)
    services.leave(gone.institution, by=profile.user)
    assert "Works at" in pages(browse, profile)[profile.get_absolute_url()]


@pytest.mark.parametrize("who", ["manager", "editor"])
def test_the_manager_or_an_editor_says_when(who, profile, library, browse, request):
    belonging = profile.user.memberships.get()
    url = reverse("membership-end", args=[library.slug, belonging.pk])
    browse(request.getfixturevalue(who)).post(url, {"until": "2026-03-31"})
    belonging.refresh_from_db()
    assert belonging.until == MARCH


@pytest.mark.parametrize("typed", ["31/03/2026", "31 March 2026", "Mar. 31, 2026", "31-03-2026", "March 2026"])
def test_the_last_day_is_taken_as_people_write_it(typed, profile, library, manager, browse):
    belonging = profile.user.memberships.get()
    browse(manager).post(reverse("membership-end", args=[library.slug, belonging.pk]), {"until": typed})
    belonging.refresh_from_db()
    assert belonging.until == MARCH


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("the other day", "could not be read"),
        ("2025", "could not be read"),
        ("c. March 2026", "could not be read"),
        ("2019-12-31", "lies between 1 January 2020"),
        (str(timezone.localdate() + timedelta(days=2)), "lies between"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_a_sentence(typed, said, profile, library, manager, browse):
    belonging = profile.user.memberships.get()
    url = reverse("membership-end", args=[library.slug, belonging.pk])
    assert said in Page(browse(manager).post(url, {"until": typed}, follow=True))
    belonging.refresh_from_db()
    assert belonging.until is None


def test_a_showcase_stays_with_its_library_when_its_author_moves(library, author, manager, browse):
    live = publish_showcase(author=author, institution=library)
    services.set_standing(author, library, None, by=manager)
    elsewhere = InstitutionFactory(slug="elsewhere", name="The Other Library")
    MembershipFactory(user=author, institution=elsewhere)
    browse(author).post(reverse("live-change", args=["showcase", live.pk]))
    change = author.submissions.get(status="draft")
    assert change.queue_institution == elsewhere
    change = review.save_content(change, {"summary": "Told once more."}, by=author)
    change = review.move(change, "submit", by=author)
    decider = SubmissionFactory(institution=elsewhere, approved=True).decided_by
    review.move(change, "approve", by=decider)
    moved = Showcase.objects.get(pk=live.pk)
    assert (moved.institution, moved.summary) == (library, "Told once more.")
