"""A kind that no room knows goes the whole way by what it declares: no template or view names any kind."""

import pytest
from django.urls import reverse

from config.errors import Refused
from review import kinds, services
from review.models import Submission
from tests.drawn import fetched, picture_file
from tests.factories import MembershipFactory, live_of
from tests.helpers import content_of
from tests.pages import Page, Visitor
from tests.toy.kind import RecipeKind
from tests.toy.models import Recipe

pytestmark = pytest.mark.urls("tests.toy.urls")


@pytest.fixture
def cook(recipe, author, browse):
    return Visitor(browse(author))


@pytest.fixture
def head(recipe, editor, browse):
    return Visitor(browse(editor))


MAKING = {
    "method": "Cook it *slowly*, and sieve it twice.",
    "ingredients-0-what": "Wheat starch",
    "ingredients-0-grams": "62.5",
}


def written(cook, **typed):
    """A whole draft, written through its pages."""
    cook.open(reverse("new", args=["recipe"]))
    cook.press("Begin")
    cook.press("Save and continue", {"title": "Paste", "picture": picture_file(), "tried": "March 2024", **typed})
    cook.press("Save and continue", MAKING)
    return Submission.objects.latest("pk")


def published(cook, editor, **typed):
    submission = written(cook, **typed)
    services.move(submission, "submit", by=submission.author)
    return live_of(services.move(submission, "approve", by=editor))


def to(person, mailoutbox):
    return [(message.subject, message.body) for message in mailoutbox if message.to == [person.email]][-1]


def test_the_desk_offers_it_in_its_own_words(cook):
    page = cook.open(reverse("desk"))
    for words in ("My recipes", "You have no recipe yet", "Somebody asks for your paste every week."):
        assert words in page
    page = cook.follow("Write down a recipe")
    assert page.url == reverse("new", args=["recipe"])
    for words in ("Write down a recipe", "What it takes, how it is made", "Weigh everything."):
        assert words in page
    assert "The editors will review it." in page
    assert "managers" not in page


def test_who_belongs_to_two_institutions_says_for_which_and_the_editors_review_it(cook, author):
    MembershipFactory(user=author)
    page = cook.open(reverse("new", args=["recipe"]))
    assert "Which institution is it for? The editors review it." in page
    assert "managers" not in page
    assert "Choose the institution that it is for." in cook.press("Begin")


def test_it_is_written_step_by_step_looked_at_and_sent(cook, editor, manager, mailoutbox, author):
    cook.open(reverse("new", args=["recipe"]))
    page = cook.press("Begin")
    submission = Submission.objects.get()
    assert (submission.queue, submission.queue_institution) == ("editors", None)
    assert "step 1 of 2" in page
    page = cook.press("Save and continue", {"title": "Paste"})
    assert "step 2 of 2" in page
    page = cook.press("Save and continue", {"ingredients-0-what": "Wheat starch", "ingredients-0-grams": "a little"})
    assert "“a little” is not a number" in page
    page = cook.press("Save and continue", MAKING)
    assert page.url == submission.get_absolute_url()
    assert "Recipe" in page
    assert "the editors" in page
    page = cook.follow("See it as it will look")
    assert "62.50 g of Wheat starch" in page
    assert not Recipe.objects.exists()
    page = cook.press("Send for review")
    assert f"With {editor.name} since" in page
    assert "is with the editors now" in to(author, mailoutbox)[1]
    assert f"{author} has sent a recipe, “Paste”, for review by the editors." in to(editor, mailoutbox)[1]
    assert not [message for message in mailoutbox if message.to == [manager.email]]


def test_it_waits_in_the_queue_of_the_editors_and_of_nobody_else(cook, head, manager, browse, author):
    submission = written(cook)
    services.move(submission, "submit", by=author)
    page = head.open(reverse("review-queue"))
    assert "Recipe by Mairi Tolland · the editors" in page
    assert "by Mairi Tolland · the editors" in head.follow("Paste")
    assert "Paste" not in Page(browse(manager).get(reverse("review-queue")))
    assert browse(manager).get(submission.get_review_url()).status_code == 404


def test_approved_it_has_a_page_a_mark_and_its_picture(cook, head, browse, author, mailoutbox):
    submission = written(cook)
    services.move(submission, "submit", by=author)
    head.open(submission.get_review_url())
    assert "62.50 g of Wheat starch" in head.page
    assert "Approved: it is live now" in head.press("Approve and publish", {"note": "Lovely."})
    live = Recipe.objects.get()
    assert live.get_absolute_url() == "/recipes/paste/"
    assert live.shelf_mark.startswith("R-")
    page = Page(browse().get("/recipes/paste/"))
    assert "62.50 g of Wheat starch" in page
    assert f"{live.permalink}, version 1" in page
    assert fetched(browse(), live.picture).status_code == 200
    assert browse().get(reverse("shelf-mark", args=[live.shelf_mark])).headers["Location"] == "/recipes/paste/"
    assert live.permalink in to(author, mailoutbox)[1]
    page = cook.open(reverse("desk"))
    assert ("Paste", "/recipes/paste/") in page.links
    assert "Version 1, published" in page
    assert content_of(live) == submission.content


def test_a_change_shows_what_differs_and_moves_the_address(cook, head, browse, author, editor):
    live = published(cook, editor)
    cook.open(reverse("live", args=["recipe", live.pk]))
    cook.press("Propose a change")
    cook.follow("The dish")
    cook.press("Save and continue", {"title": "Thin paste"})
    cook.press("Add another", {"ingredients-0-grams": "40"})
    cook.press("Save and continue", {"ingredients-1-what": "Water", "ingredients-1-grams": "1000"})
    cook.press("Send for review")
    change = Submission.objects.latest("pk")
    page = head.open(change.get_review_url())
    for words in ("What differs from the live page", "What is it called?", "Thin paste", "Ingredient", "Water · 1000"):
        assert words in page
    assert "How it is made" not in Page(head.client.get(change.get_review_url())).text.split("As it will look")[0]
    assert "paste" in Page(browse().get("/recipes/paste/")).text.lower()
    head.press("Approve and publish")
    assert browse().get("/recipes/paste/").headers["Location"] == "/recipes/thin-paste/"
    assert "version 2" in Page(browse().get("/recipes/thin-paste/"))
    page = cook.open(reverse("live", args=["recipe", live.pk]))
    cook.press("Propose version 1 again")
    assert Submission.objects.get(status="draft").title == "Paste"


def test_withdrawn_it_leaves_a_tombstone_and_the_editors_hear_of_it(cook, browse, author, editor, mailoutbox):
    live = published(cook, editor)
    mailoutbox.clear()
    cook.open(reverse("live", args=["recipe", live.pk]))
    cook.follow("Withdraw this page")
    cook.press("Withdraw the page")
    gone = browse().get("/recipes/paste/")
    assert gone.status_code == 410
    assert live.shelf_mark in Page(gone)
    assert fetched(browse(), live.picture).status_code == 404
    assert [message.to for message in mailoutbox] == [[editor.email]]
    assert "Mairi Tolland has withdrawn a recipe, “Paste”" in mailoutbox[0].body
    assert "Propose it again" in cook.open(reverse("desk"))


def test_declined_it_can_be_begun_again(cook, head, author, editor):
    submission = written(cook)
    services.move(submission, "submit", by=author)
    services.move(submission, "decline", by=editor, note="We have one.")
    cook.open(submission.get_absolute_url())
    cook.press("Start again from it")
    again = Submission.objects.get(status="draft")
    assert (again.content, again.queue) == (submission.content, "editors")


def test_who_left_every_institution_sends_nothing_to_the_editors_either(cook, author, library):
    from people.services import leave

    submission = written(cook)
    leave(library, by=author)
    with pytest.raises(Refused, match="not a member"):
        services.move(submission, "submit", by=author)
    assert "Join an institution first" in cook.open(reverse("new", args=["recipe"]))


def test_where_there_is_no_other_editor_it_says_so(cook, author, library):
    submission = written(cook)
    services.move(submission, "submit", by=author)
    assert "but nobody is among the editors yet who could review it." in cook.open(submission.get_absolute_url())


def test_two_kinds_do_not_share_a_letter(recipe):
    class Rumour(RecipeKind):
        slug = "rumour"

    with pytest.raises(ValueError, match="recipe begin with R already"):
        kinds.register(Rumour())
    kinds.register(recipe)  # the same one again is no other
