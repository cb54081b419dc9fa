"""What the database itself refuses, whoever asks."""

import pytest
from django.utils import timezone

from review.models import Edition, FormerSlug, ReviewEvent, Submission, Upload
from tests.constraints import constraints_of, refused_by
from tests.factories import SubmissionFactory, UserFactory, publish_profile

NOW = timezone.now()
CHECKS = [  # constraint, what the submission is, what it cannot be
    ("submission_status_known", {}, {"status": "published"}),
    ("submission_submitted_at_when_sent", {}, {"status": "submitted"}),
    ("submission_submitted_at_when_sent", {"returned": True}, {"submitted_at": None}),
    ("submission_decided_iff_decision", {"submitted": True}, {"status": "declined"}),
    ("submission_decided_iff_decision", {"declined": True}, {"decided_at": None}),
    ("submission_decided_iff_decision", {"declined": True}, {"decided_by": None}),
    ("submission_decided_iff_decision", {"submitted": True}, {"decided_at": NOW}),
    ("submission_published_iff_approved", {"approved": True}, {"published_version": None}),
    ("submission_published_iff_approved", {"approved": True}, {"target_id": None}),
    ("submission_published_iff_approved", {"declined": True}, {"published_version": 1}),
]
OTHERS = {
    "submission_two_persons",
    "submission_one_open_per_slot",
    "reviewevent_refusal_says_why",
    "edition_one_row",
    "formerslug_once",
    "upload_has_size",
}


def test_every_constraint_of_review_is_tried_here():
    assert constraints_of("review") == {name for name, _, _ in CHECKS} | OTHERS


@pytest.mark.parametrize(("name", "flags", "change"), CHECKS)
def test_a_submission_cannot_be_half_of_something(name, flags, change, db):
    submission = SubmissionFactory(**flags)
    with refused_by(name):
        Submission.objects.filter(pk=submission.pk).update(**change)


def test_the_database_too_wants_a_second_person(db):
    for flags in ({"approved": True}, {"declined": True}):
        submission = SubmissionFactory(**flags)
        with refused_by("submission_two_persons"):
            Submission.objects.filter(pk=submission.pk).update(decided_by=submission.author)


def test_one_person_has_one_open_profile(author, library):
    first = SubmissionFactory(profile=True, author=author, institution=library)
    with refused_by("submission_one_open_per_slot"):
        Submission.objects.create(kind="profile", author=author, institution=library, slot=first.slot)
    Submission.objects.create(kind="showcase", author=author, institution=library)
    Submission.objects.create(kind="showcase", author=author, institution=library)


def test_a_closed_submission_leaves_its_place_to_the_next(author, library):
    first = SubmissionFactory(profile=True, author=author, institution=library, withdrawn=True)
    Submission.objects.create(kind="profile", author=author, institution=library, slot=first.slot)


@pytest.mark.parametrize("verb", ["return", "decline"])
def test_a_refusal_says_why(verb, db):
    submission = SubmissionFactory(submitted=True)
    with refused_by("reviewevent_refusal_says_why"):
        ReviewEvent.objects.create(
            submission=submission, verb=verb, was="submitted", now="returned", actor=UserFactory(), note=""
        )


def test_the_log_outlives_the_submission(db):
    submission = SubmissionFactory(submitted=True)
    Submission.objects.filter(pk=submission.pk).delete()
    assert ReviewEvent.objects.filter(submission_id=submission.pk).count() == 1


def test_there_is_one_edition(db):
    publish_profile()
    with refused_by("edition_one_row"):
        Edition.objects.create(pk=2)


def test_an_address_of_the_past_leads_to_one_page(db):
    FormerSlug.objects.create(kind="showcase", slug="maps", object_id=1)
    FormerSlug.objects.create(kind="profile", slug="maps", object_id=1)
    with refused_by("formerslug_once"):
        FormerSlug.objects.create(kind="showcase", slug="maps", object_id=2)


@pytest.mark.parametrize("size", [{"width": 0, "height": 4}, {"width": 4, "height": 0}])
def test_a_picture_has_a_size(size, db):
    with refused_by("upload_has_size"):
        Upload.objects.create(owner=UserFactory(), **size)
