"""Where something stands is said in one way on the desk, on its own page and in its steps, in every state."""

import re

import pytest
from django.urls import reverse

from review import kinds, services
from tests.factories import SubmissionFactory, publish_profile, publish_showcase
from tests.pages import Page

KINDS = ("showcase", "profile")
BROKEN = {  # what leaves two things to fill in and one to put right, and where
    "showcase": {"title": "", "summary": "", "started": "when I was young"},
    "profile": {"job_title": "", "hook": "", "website": "nonsense"},
}


def pages(client, submission):
    """(desk, the submission's page)"""
    return (Page(client.get(url)) for url in (reverse("desk"), submission.get_absolute_url()))


def publish(kind, **details):
    return publish_profile(**details) if kind == "profile" else publish_showcase(**details)


def counted(text):
    """(to put right, to fill in) of all that a text counts."""
    return tuple(sum(map(int, re.findall(rf"(\d+) {what}", text))) for what in ("to put right", "to fill in"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("flags", "label", "said"),
    [
        ({}, "Draft", "Nobody else sees it until you send it for review."),
        ({"submitted": True}, "Waiting for review", "With Una Calder since"),
        ({"returned": True}, "Returned to you", "Una Calder asks for changes."),
        ({"approved": True}, "Published", "Approved by Una Calder"),
        ({"declined": True}, "Declined", "Declined by Una Calder"),
        ({"withdrawn": True}, "Withdrawn", "Withdrawn by you"),
    ],
)
def test_a_state_has_one_name_and_one_sentence(kind, flags, label, said, author, library, manager, browse):
    one = SubmissionFactory(profile=kind == "profile", author=author, institution=library, reviewer=manager, **flags)
    desk, own = pages(browse(author), one)
    for page in (desk, own):
        assert label in page
        assert said in page
        assert "cannot be published" not in page
    words = kinds.get(kind).words
    is_open, is_live = one.is_open, bool(flags.get("approved"))
    assert (words.nothing in desk) == (not is_open and not is_live)
    assert ("Nothing is published yet. On its way:" in desk) == is_open
    if is_open:
        assert f"{one} ({label.lower()})" in desk
    assert ("Version 1, published" in desk) == is_live


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("gone", "label"),
    [("withdraw", "Withdrawn on"), ("take down", "Taken down on")],
)
def test_a_page_that_went_says_how_wherever_it_is_named(kind, gone, label, author, library, manager, browse):
    live = publish(kind, author=author, institution=library, reviewer=manager)
    change = SubmissionFactory(profile=kind == "profile", author=author, institution=library, live=live)
    waiting = author.submissions.get(target_id=live.pk, status="draft")
    assert waiting == change
    if gone == "withdraw":
        services.withdraw_live(kinds.get(kind), live, by=author)
    else:
        services.take_down(kinds.get(kind), live, by=manager, reason="rights", text="Not ours.")
    client = browse(author)
    desk, own = pages(client, change)
    history = Page(client.get(reverse("live", args=[kind, live.pk])))
    assert label in desk
    assert label in history
    for page in (desk, own):
        assert f"It cannot be published any more: the page was {label.removesuffix(' on').lower()} meanwhile." in page
        assert "Nobody else sees it until you send it" not in page
    former = author.submissions.get(status="approved")
    assert "See the live page" not in Page(client.get(former.get_absolute_url()))
    services.move(change, "withdraw", by=author)
    for url in (reverse("desk"), reverse("live", args=[kind, live.pk])):
        page = Page(client.get(url))
        assert any(button[0].startswith("Propose it again") for form in page.forms for button in form.buttons), url


def test_a_change_that_a_newer_version_overtook_says_so_wherever_it_stands(author, library, colleague, browse):
    live = publish_showcase(author=author, institution=library)
    change = SubmissionFactory(author=author, institution=library, live=live, summary="Mine.", submitted=True)
    type(live).objects.filter(pk=live.pk).update(version=2)
    for page in pages(browse(author), change):
        assert "It cannot be published any more: a newer version of the page went live." in page


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_to_do_is_counted_alike_everywhere(kind, author, library, browse):
    one = SubmissionFactory(profile=kind == "profile", author=author, institution=library, **BROKEN[kind])
    client = browse(author)
    own = Page(client.get(one.get_absolute_url()))
    assert counted(own.text) == (1, 2)
    checked = Page(client.get(f"{one.get_absolute_url()}?check=1"))
    assert "1 to put right, 2 to fill in" in checked
    assert counted(checked.text) == (2, 4)  # at the head, and again in the steps
    sent = Page(client.post(reverse("submission-send", args=[one.pk])))
    assert "Not sent yet. There is something left to do: 1 to put right, 2 to fill in." in sent
    whole = [0, 0]
    for step in kinds.get(kind).content.steps:
        url = reverse("submission-step", args=[one.pk, step.slug])
        strict, plain = Page(client.get(f"{url}?check=1")), Page(client.get(url))
        head = [a - b for a, b in zip(counted(strict.text), counted(plain.text), strict=True)]
        note = re.search(rf"{re.escape(step.title)} ([^A-Z]*?)(?= [A-Z])", plain.text)
        assert counted(note[1] if note else "") == tuple(head), step.slug
        whole = [a + b for a, b in zip(whole, head, strict=True)]
    assert whole == [1, 2]


def test_what_does_not_agree_across_steps_is_counted_too(author, library, browse):
    rows = [{"skill": "paper-repair"}] * 2
    one = SubmissionFactory(author=author, institution=library, skills=rows)
    page = Page(browse(author).get(f"{one.get_absolute_url()}?check=1"))
    assert "Skills and partners 1 to put right" in page
    assert "Skills and partners: Skill 2: “Paper repair” is there twice." in page


def test_what_was_typed_wrong_is_counted_as_the_steps_count_it(author, library, browse):
    one = SubmissionFactory(author=author, institution=library, **BROKEN["showcase"])
    page = Page(browse(author).get(f"{reverse('submission-step', args=[one.pk, 'basics'])}?check=typed"))
    assert "When the work began: “when I was young”" in page
    assert "In short 1 to put right, 2 to fill in" in page


def test_what_could_not_be_kept_is_counted_in_the_steps_as_at_the_head(author, library, browse):
    one = SubmissionFactory(author=author, institution=library)
    url = reverse("submission-step", args=[one.pk, "basics"])
    form = Page(browse(author).get(url)).form("Save and continue")
    page = Page(browse(author).post(url, {**form.fields, "summary": "long " * 500}))
    assert page.status == 422
    assert "In short 1 to put right" in page
    assert counted(page.text) == (2, 0)  # at the head, and in the steps
