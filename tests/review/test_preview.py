"""The page as it will look: exactly what approval makes of it, with nothing written."""

import re
import threading

import pytest
from django.db import transaction
from django.urls import reverse

from commitment.models import Contributor, Showcase, ShowcaseSkill
from drafting.services import checked
from people.models import Edition, Event
from pictures.models import Upload
from profiles.models import Profile
from review import kinds, preview, services
from review.models import FormerSlug, Submission
from review.preview import preview_html
from tests.content import full_profile, full_showcase
from tests.drawn import a_picture, fetched
from tests.factories import InstitutionFactory, SubmissionFactory, UserFactory, publish_profile, publish_showcase
from tests.helpers import at_once
from tests.pages import Page

COUNTED = (Showcase, Contributor, ShowcaseSkill, Profile, Submission, Event, Edition, FormerSlug, Upload)


def rows():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in COUNTED}


@pytest.mark.parametrize("profile", [False, True])
def test_the_preview_shows_the_page_and_writes_nothing(profile, author, library, manager, browse):
    submission = SubmissionFactory(profile=profile, author=author, institution=library, submitted=True)
    before = rows()
    page = Page(browse(author).get(reverse("submission-preview", args=[submission.pk])))
    reviewed = Page(browse(manager).get(reverse("review", args=[submission.pk])))
    words = "I repair paper with paste" if profile else "The maps had been rolled for ninety years"
    assert words in page
    assert words in reviewed
    assert rows() == before


@pytest.mark.parametrize("profile", [False, True])
def test_the_preview_of_a_change_leaves_the_live_page_as_it_is(profile, author, library, manager, browse):
    publish, title = (publish_profile, "hook") if profile else (publish_showcase, "title")
    live = publish(author=author, institution=library)
    change = SubmissionFactory(
        profile=profile, author=author, institution=library, live=live, submitted=True, **{title: "Another name for it"}
    )
    before = rows()
    assert "Another name for it" in Page(browse(manager).get(reverse("review", args=[change.pk])))
    assert rows() == before
    assert Page(browse().get(live.get_absolute_url())).status == 200


def test_the_page_is_what_the_preview_showed(author, library, manager, rf):
    submission = SubmissionFactory(author=author, institution=library, submitted=True)
    request = rf.get("/")
    request.user = manager
    promised = preview_html(submission, checked(submission), request)
    services.move(submission, "approve", by=manager)
    live = Showcase.objects.get()
    for part in (live.challenge_html, live.what_we_did_html, live.summary, live.period, "Reviewed by"):
        assert str(part) in promised


def test_while_something_is_missing_there_is_a_word_instead_of_a_preview(author, library, browse):
    submission = SubmissionFactory(author=author, institution=library, title="")
    page = Page(browse(author).get(reverse("submission-preview", args=[submission.pk]), follow=True))
    assert "The preview shows when nothing is missing any more." in page
    assert "“Title” is missing." in page


def test_only_the_author_sees_the_preview_of_a_draft(author, library, colleague, manager, browse):
    submission = SubmissionFactory(author=author, institution=library)
    for person in (colleague, manager):
        assert browse(person).get(reverse("submission-preview", args=[submission.pk])).status_code == 404
        assert browse(person).get(reverse("review", args=[submission.pk])).status_code == 404


def test_a_preview_shows_its_pictures_to_the_reviewer_and_keeps_them_from_others(author, library, manager, browse):
    picture = a_picture(by=author)
    submission = SubmissionFactory(
        author=author,
        institution=library,
        pictures=[{"picture": str(picture.pk), "alt": "A map, flat at last", "credit": ""}],
        submitted=True,
    )
    page = browse(manager).get(reverse("review", args=[submission.pk])).content.decode()
    assert picture.url in page
    assert fetched(browse(manager), picture).status_code == 200
    assert browse().get(picture.url).status_code == 404


def test_the_authors_preview_promises_no_reviewer_and_no_shelf_mark(library, author, manager, browse):
    draft = SubmissionFactory(institution=library, author=author)
    page = browse(author).get(reverse("submission-preview", args=[draft.pk])).content.decode()
    assert "Reviewed by" not in page
    assert "/s/S-" not in page


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
@pytest.mark.parametrize("change", [False, True], ids=["new", "change"])
@pytest.mark.parametrize("profile", [False, True], ids=["showcase", "profile"])
def test_no_preview_says_of_a_page_that_it_is_published(profile, change, state, library, author, manager, browse):
    publish = publish_profile if profile else publish_showcase
    live = publish(author=author, institution=library) if change else None
    flags = {} if state == "draft" else {state: True}
    one = SubmissionFactory(profile=profile, institution=library, author=author, live=live, **flags)
    seen = [browse(author).get(reverse("submission-preview", args=[one.pk]))]
    if state == "submitted":
        seen.append(browse(manager).get(one.get_review_url()))
    for answer in seen:
        text = Page(answer).text
        shown = text[max(text.find("Preview"), text.find("As it will look")) :]
        said = re.findall(r"(?i)(?<!first )\bpublished.{0,31}", shown)
        assert said == ["published on the day when it is approved"]
        assert ("First published" in shown) == change, "which it was"


# -- nobody waits for it -----------------------------------------------------------------------------------


def shown_to(person, rf):
    request = rf.get("/")
    request.user = person
    return request


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("flags", [{}, {"profile": True, "name": "Mairi Tolland"}], ids=["showcase", "profile"])
@pytest.mark.parametrize("same", [True, False], ids=["of the same thing", "of another with its title"])
def test_an_approval_does_not_wait_for_a_preview_that_is_being_drawn(flags, same, rf, monkeypatch):
    approved = SubmissionFactory(submitted=True, **flags)
    previewed = approved if same else SubmissionFactory(submitted=True, **flags)
    manager = UserFactory(manager=approved.queue_institution)
    drawing, decided = threading.Event(), threading.Event()
    draw = preview.render_to_string

    def slowly(*args):
        drawing.set()
        assert decided.wait(20)
        return draw(*args)

    monkeypatch.setattr(preview, "render_to_string", slowly)

    def approve():
        assert drawing.wait(20)
        try:
            return services.move(approved, "approve", by=manager)
        finally:
            decided.set()

    html, done = at_once(lambda: preview_html(previewed, checked(previewed), shown_to(manager, rf)), approve)
    assert done.status == "approved"
    assert "Mairi Tolland" in html


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("flags", [{}, {"profile": True, "name": "Mairi Tolland"}], ids=["showcase", "profile"])
def test_a_preview_does_not_wait_for_an_approval_of_something_with_its_title(flags, rf):
    approved, previewed = SubmissionFactory(submitted=True, **flags), SubmissionFactory(submitted=True, **flags)
    manager = UserFactory(manager=approved.queue_institution)
    written, drawn = threading.Event(), threading.Event()

    def approve():
        with transaction.atomic():
            services.move(approved, "approve", by=manager)
            written.set()
            return drawn.wait(20)

    def look():
        assert written.wait(20)
        html = preview_html(previewed, checked(previewed), shown_to(previewed.author, rf))
        drawn.set()
        return html

    was_drawn, html = at_once(approve, look)
    assert was_drawn is True
    assert "Mairi Tolland" in html


@pytest.mark.django_db(transaction=True)
def test_a_preview_of_what_goes_live_this_moment_breaks_nothing(rf):
    """A person has one profile: two rows of it at once cannot be."""
    profile = SubmissionFactory(profile=True, submitted=True)
    manager = UserFactory(manager=profile.queue_institution)
    ready = checked(profile)
    assert ready.problems == []
    services.move(profile, "approve", by=manager)
    assert preview_html(profile, ready, shown_to(manager, rf)) is None


@pytest.mark.parametrize("kind", ["showcase", "profile", "recipe"])
def test_a_page_asks_nothing_of_the_database_while_it_is_drawn(kind, recipe, author, library, editor, rf):
    """After the preview is rolled back there would be nothing to find."""
    if kind == "recipe":
        draft = services.start(recipe, by=author, institution=library)
        picture = str(a_picture(by=author).pk)
        content = {
            "title": "Paste",
            "picture": picture,
            "method": "Stir.",
            "ingredients": [{"what": "Flour", "grams": "9"}],
        }
        draft = services.save_content(draft, content, by=author)
    else:
        whole = full_profile(author) if kind == "profile" else full_showcase(author, [InstitutionFactory(), library])
        whole["partners"] = whole.get("partners", [])[:1]
        draft = SubmissionFactory(profile=kind == "profile", author=author, institution=library, **whole)
    ready = checked(draft)
    assert ready.problems == []
    html = preview_html(draft, ready, shown_to(author, rf))
    assert all(text in html for text in {"recipe": ["Flour"], "profile": ["Another map"], "showcase": ["A map"]}[kind])


def test_a_page_that_would_ask_is_told_so(author, library, rf, monkeypatch):
    submission = SubmissionFactory(author=author, institution=library, submitted=True)
    monkeypatch.setattr(kinds.get("showcase").publication, "for_page", lambda queryset: queryset, raising=False)
    with pytest.raises(preview.NotFetched, match="wanted more: SELECT"):
        preview_html(submission, checked(submission), shown_to(author, rf))
