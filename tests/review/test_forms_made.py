"""Content is bound to forms once a page, however many ask what is wrong with it or what it says."""

import pytest
from django.urls import reverse

from drafting.steps import StepForm
from review import kinds, services
from review.models import Submission
from tests.content import full_profile, full_showcase
from tests.factories import InstitutionFactory, SubmissionFactory

REVIEW, APPROVAL = 33, 22  # the most that may be made


@pytest.fixture
def made(monkeypatch):
    """made(do) is how many forms were made in doing it."""
    count, make = 0, StepForm.__init__

    def counted(self, *args, **kwargs):
        nonlocal count
        count += 1
        make(self, *args, **kwargs)

    monkeypatch.setattr(StepForm, "__init__", counted)

    def made(do, *args, **kwargs):
        before = count
        assert do(*args, **kwargs).status_code < 400
        return count - before

    return made


@pytest.fixture(params=["profile", "showcase"])
def full(request, author, library):
    """A draft with two rows in every group."""
    content = (
        full_profile(author)
        if request.param == "profile"
        else full_showcase(author, InstitutionFactory.create_batch(2))
    )
    return SubmissionFactory(kind=request.param, author=author, institution=library, **content)


def once(submission):
    """One form for each step that has one, and one for each row."""
    steps = kinds.get(submission.kind).content.steps
    rows = [spec.name for step in steps for spec in step.rows]
    return sum(step.form is not None for step in steps) + sum(len(submission.content.get(name, ())) for name in rows)


def groups(submission):
    return sum(len(step.rows) for step in kinds.get(submission.kind).content.steps)


def on_step(submission, step):
    return (step.form is not None) + sum(len(submission.content[spec.name]) for spec in step.rows)


def test_what_is_full_has_two_rows_in_every_group(full):
    assert once(full) == 3 + 2 * groups(full)


def test_the_page_of_a_submission_makes_each_form_once(full, made, browse, author):
    assert made(browse(author).get, full.get_absolute_url()) == once(full)
    assert made(browse(author).get, full.get_absolute_url() + "?check=1") == once(full)


def test_a_step_makes_its_own_forms_and_each_once_for_the_list_of_steps(full, made, browse, author):
    for step in kinds.get(full.kind).content.steps:
        address = reverse("submission-step", args=[full.pk, step.slug])
        assert made(browse(author).get, address) == once(full) + on_step(full, step)
        assert made(browse(author).get, address + "?check=1") == once(full) + on_step(full, step)


def test_the_preview_makes_each_form_once(full, made, browse, author):
    assert made(browse(author).get, reverse("submission-preview", args=[full.pk])) == once(full)


def test_sending_reviewing_and_approving_make_each_form_once(full, made, browse, author, manager):
    assert made(browse(author).post, reverse("submission-send", args=[full.pk])) == once(full)
    waiting = Submission.objects.get()
    reviewed = made(browse(manager).get, waiting.get_review_url())
    assert reviewed == once(full) <= REVIEW
    approved = made(browse(manager).post, waiting.get_review_url(), {"verb": "approve", "revision": waiting.revision})
    assert approved == once(full) <= APPROVAL


def test_the_review_of_a_change_makes_one_more_for_each_step_and_group_compared(full, made, browse, author, manager):
    services.move(full, "submit", by=author)
    live = kinds.get(full.kind).publication.model.objects.get(pk=services.move(full, "approve", by=manager).target_id)
    begun = services.start(kinds.get(full.kind), by=author, institution=full.queue_institution, live=live)
    name = "name" if full.kind == "profile" else "title"
    services.save_content(begun, {name: "Another name for it"}, by=author)
    services.move(begun, "submit", by=author)
    steps = sum(step.form is not None for step in kinds.get(full.kind).content.steps)
    reviewed = made(browse(manager).get, begun.get_review_url())
    assert reviewed == once(begun) + steps + groups(begun) <= REVIEW
    begun.refresh_from_db()
    approved = made(browse(manager).post, begun.get_review_url(), {"verb": "approve", "revision": begun.revision})
    assert approved == once(begun) <= APPROVAL


def test_content_without_rows_is_checked_without_forms_for_them(author, library, made, browse):
    draft = SubmissionFactory(author=author, institution=library, outcomes=[], partners=[], links=[], pictures=[])
    assert made(browse(author).get, draft.get_absolute_url()) == once(draft)
