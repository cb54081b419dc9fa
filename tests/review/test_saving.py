"""Nothing that was typed is lost: not to a second tab, not to a log-out, not to a colleague's decision."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from drafting.errors import Closed, MovedOn
from review import kinds, services
from review.models import Submission
from tests.factories import PASSWORD, SubmissionFactory, UserFactory
from tests.helpers import lose_log_in
from tests.pages import Visitor


@pytest.fixture
def draft(library, author):
    return services.start(kinds.get("showcase"), by=author, institution=library)


@pytest.fixture
def basics(draft):
    return reverse("submission-step", args=[draft.pk, "basics"])


def content(draft):
    return Submission.objects.get(pk=draft.pk).content


# -- in the service ----------------------------------------------------------------------------------------


def test_a_save_adds_to_what_is_there(draft, author):
    services.save_content(draft, {"title": "Sixty maps"}, by=author)
    services.save_content(draft, {"summary": "They open now."}, by=author)
    assert content(draft)["title"] == "Sixty maps"
    assert content(draft)["summary"] == "They open now."
    assert content(draft)["contributors"][0]["name"] == author.name
    assert Submission.objects.get().title == "Sixty maps"


def test_a_save_from_an_older_page_is_refused(draft, author):
    services.save_content(draft, {"title": "From the office"}, by=author, seen=1)
    with pytest.raises(MovedOn):
        services.save_content(draft, {"title": "From the train"}, by=author, seen=1)
    assert content(draft)["title"] == "From the office"


def test_saving_the_same_again_changes_nothing_not_even_from_an_older_page(draft, author):
    services.save_content(draft, {"title": "Sixty maps"}, by=author, seen=1)
    saved = services.save_content(draft, {"title": "Sixty maps"}, by=author, seen=1)
    assert saved.revision == 2


def test_only_its_author_saves_and_only_a_draft(draft, author, colleague, manager):
    for person in (colleague, manager):
        with pytest.raises(PermissionDenied):
            services.save_content(draft, {"title": "Mine"}, by=person)
    services.move(draft, "withdraw", by=author)
    with pytest.raises(Closed):
        services.save_content(draft, {"title": "Too late"}, by=author)


# -- two tabs ----------------------------------------------------------------------------------------------


def test_in_a_second_tab_nothing_is_overwritten_and_nothing_lost(basics, draft, browse, author):
    office, train = Visitor(browse(author)), Visitor(browse(author))
    office.open(basics)
    train.open(basics)
    office.press("Save and continue", {"title": "From the office", "summary": "Kept."})
    page = train.press("Save and continue", {"title": "From the train"})

    assert page.status == 409
    assert "Not saved. You changed this step in another tab" in page
    assert page.form("Save and continue").fields["title"] == ["From the train"]
    assert "From the office" in page  # beside it, to compare
    assert content(draft)["title"] == "From the office"

    train.press("Save and continue")  # they have seen it and decide for theirs
    assert content(draft)["title"] == "From the train"


def test_what_was_sent_meanwhile_is_not_edited_any_more_but_the_text_is_shown(library, author, browse):
    submission = SubmissionFactory(author=author, institution=library)
    visitor = Visitor(browse(author))
    visitor.open(reverse("submission-step", args=[submission.pk, "story"]))
    services.move(submission, "submit", by=author)
    page = visitor.press("Save and continue", {"challenge": "One more thing."})
    assert page.status == 409
    assert "cannot be edited" in page
    assert page.form("Save and continue").fields["challenge"] == ["One more thing."]
    assert content(submission)["challenge"] != "One more thing."


# -- saving while typing -----------------------------------------------------------------------------------


def test_the_script_saves_while_somebody_types(basics, draft, browse, author):
    answer = browse(author).post(basics, {"title": "Si", "revision": "1"}, headers={"X-Autosave": "1"})
    assert answer.json()["revision"] == 2
    assert answer.json()["saved"].startswith("Saved at ")
    assert content(draft)["title"] == "Si"


def test_the_script_is_told_when_another_tab_was_quicker(basics, draft, browse, author):
    client = browse(author)
    client.post(basics, {"title": "From the office", "revision": "1"})
    answer = client.post(basics, {"title": "From the train", "revision": "1"}, headers={"X-Autosave": "1"})
    assert answer.status_code == 409
    assert "another tab" in answer.json()["refused"]
    assert content(draft)["title"] == "From the office"


# -- after a move ------------------------------------------------------------------------------------------


def late(browse, author, draft, revision):
    """The script of a page that was opened before saves one more time."""
    address = reverse("submission-step", args=[draft.pk, "story"])
    typed = {name: draft.content[name] for name in ("challenge", "what_we_did", "outcome", "advice")}
    typed |= {"challenge": "One more thing.", "revision": revision, "outcomes-rows": "0"}
    return browse(author).post(address, typed, headers={"X-Autosave": "1"})


MOVED = {
    "submitted": "This was sent for review, so it cannot be edited.",
    "withdrawn": "You withdrew this, so it cannot be edited.",
    "declined": "This was declined, so it cannot be edited.",
    "approved": "This was approved and published, so it cannot be edited.",
}


@pytest.mark.parametrize("state", MOVED)
def test_a_late_save_is_told_what_happened_and_blames_no_other_tab(state, library, author, browse):
    draft = SubmissionFactory(author=author, institution=library, **{state: True})
    before = content(draft)
    answer = late(browse, author, draft, 2)
    assert answer.status_code == 409
    assert answer.json()["is_closed"] is True
    assert answer.json()["refused"].startswith(MOVED[state])
    assert "tab" not in answer.json()["refused"]
    assert content(draft) == before


@pytest.mark.parametrize(
    "moves", [("submit", "recall"), ("submit", "recall", "submit", "recall"), ("submit", "return")]
)
def test_a_late_save_of_what_its_author_has_again_is_simply_saved(moves, library, author, browse):
    draft = SubmissionFactory(author=author, institution=library)
    revision = Submission.objects.get(pk=draft.pk).revision
    for verb in moves:
        by = UserFactory(manager=library) if verb == "return" else author
        services.move(draft, verb, by=by, note="Please say more." if verb == "return" else "")
    answer = late(browse, author, draft, revision)
    assert answer.json()["saved"].startswith("Saved at ")
    assert content(draft)["challenge"] == "One more thing."


def test_another_tab_is_named_where_it_was_one(basics, draft, browse, author):
    client = browse(author)
    client.post(basics, {"title": "From the office", "revision": "1"})
    answer = client.post(basics, {"title": "From the train", "revision": "1"}, headers={"X-Autosave": "1"})
    assert answer.json()["is_closed"] is False


# -- a session that ran out --------------------------------------------------------------------------------


def test_what_was_typed_after_a_log_out_is_back_after_the_log_in(basics, draft, browse, author):
    visitor = Visitor(browse(author))
    visitor.open(basics)
    lose_log_in(visitor.client)
    page = visitor.press("Save and continue", {"title": "Typed on the night train", "pillars": ["recognition"]})
    assert page.url == reverse("account_login")
    page = visitor.press("Log in", {"login": author.email, "password": PASSWORD})
    assert page.url == basics
    assert "Here is what you had typed" in page
    typed = page.form("Save and continue").fields
    assert (typed["title"], typed["pillars"]) == (["Typed on the night train"], ["recognition"])
    assert "title" not in content(draft)

    visitor.press("Save and continue")
    assert content(draft)["title"] == "Typed on the night train"
    assert "had typed" not in visitor.open(basics)


def test_after_a_log_out_too_a_second_tab_is_not_overwritten_unseen(basics, draft, browse, author):
    visitor = Visitor(browse(author))
    visitor.open(basics)
    lose_log_in(visitor.client)
    visitor.press("Save and continue", {"title": "From the train"})
    services.save_content(draft, {"title": "From the office"}, by=author)
    visitor.press("Log in", {"login": author.email, "password": PASSWORD})
    page = visitor.press("Save and continue")
    assert page.status == 409
    assert "From the office" in page


def test_rows_come_back_too(draft, browse, author):
    people = reverse("submission-step", args=[draft.pk, "people"])
    visitor = Visitor(browse(author))
    visitor.open(people)
    visitor.press("Add a contributor")
    lose_log_in(visitor.client)
    visitor.press("Save and continue", {"contributors-1-name": "Ewan Strand"})
    page = visitor.press("Log in", {"login": author.email, "password": PASSWORD})
    assert page.form("Save and continue").fields["contributors-1-name"] == ["Ewan Strand"]


def test_somebody_else_who_logs_in_there_does_not_get_the_text(basics, draft, browse, author, colleague):
    visitor = Visitor(browse(author))
    visitor.open(basics)
    lose_log_in(visitor.client)
    visitor.press("Save and continue", {"title": "A secret title"})
    page = visitor.press("Log in", {"login": colleague.email, "password": PASSWORD})
    assert page.status == 404
    assert "A secret title" not in page.response.content.decode()


def test_a_button_pressed_after_a_log_out_leads_back_to_its_page(library, author, browse):
    draft = SubmissionFactory(institution=library, author=author)
    page = reverse("submission", args=[draft.pk])
    answer = browse().post(
        reverse("submission-send", args=[draft.pk]), headers={"referer": f"http://testserver{page}?check=1"}
    )
    assert answer.headers["Location"].endswith(f"?next={page}%3Fcheck%3D1")
    step = reverse("submission-step", args=[draft.pk, "basics"])
    answer = browse().post(step, headers={"referer": "http://elsewhere.example/trap/"})
    assert answer.headers["Location"].endswith(f"?next={step}")
