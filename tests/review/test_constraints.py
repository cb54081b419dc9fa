"""What the database itself refuses, whoever asks."""

import pytest
from django.utils import timezone

from people.models import Event
from review.models import FormerSlug, Note, Removal, Submission
from tests.constraints import constraints_of, refused_by
from tests.factories import SubmissionFactory

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
    "note_has_text",
    "submission_queue_known",
    "formerslug_once",
    "removal_once_a_version",
    "removal_reason_known",
    "removal_explained",
    "removal_title_is_its_owners",
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
        Submission.objects.create(kind="profile", author=author, queue_institution=library, slot=first.slot)
    Submission.objects.create(kind="showcase", author=author, queue_institution=library)
    Submission.objects.create(kind="showcase", author=author, queue_institution=library)


def test_a_closed_submission_leaves_its_place_to_the_next(author, library):
    first = SubmissionFactory(profile=True, author=author, institution=library, withdrawn=True)
    Submission.objects.create(kind="profile", author=author, queue_institution=library, slot=first.slot)


def test_a_note_says_something(db):
    submission = SubmissionFactory(submitted=True)
    with refused_by("note_has_text"):
        Note.objects.create(submission=submission, event=1, verb="return", text="")


@pytest.mark.parametrize(
    ("queue", "has_institution"),
    [("institution", False), ("editors", True), ("curators", True), ("bishops", False)],
)
def test_an_institutions_queue_says_whose_and_the_others_are_nobodys(queue, has_institution, library, db):
    submission = SubmissionFactory(institution=library)
    place = library if has_institution else None
    with refused_by("submission_queue_known"):
        Submission.objects.filter(pk=submission.pk).update(queue=queue, queue_institution=place)


def test_the_log_outlives_the_submission(db):
    submission = SubmissionFactory(submitted=True)
    Submission.objects.filter(pk=submission.pk).delete()
    assert Event.objects.filter(kind="submission", object_id=submission.pk).count() == 1


def test_an_address_of_the_past_leads_to_one_page(db):
    FormerSlug.objects.create(kind="showcase", slug="maps", object_id=1)
    FormerSlug.objects.create(kind="profile", slug="maps", object_id=1)
    with refused_by("formerslug_once"):
        FormerSlug.objects.create(kind="showcase", slug="maps", object_id=2)


def a_removal(**changes):
    row = {"kind": "showcase", "object_id": 1, "version": 2, "at": timezone.now(), "reason": "rights", "text": "Ours."}
    return Removal.objects.create(**row | changes)


def test_a_page_goes_once_a_version(db):
    a_removal()
    with refused_by("removal_once_a_version"):
        a_removal()


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("removal_reason_known", {"reason": "whim"}),
        ("removal_explained", {"text": ""}),
        ("removal_title_is_its_owners", {"says_title": True}),
    ],
)
def test_a_removal_says_why(constraint, changes, db):
    with refused_by(constraint):
        a_removal(**changes)
