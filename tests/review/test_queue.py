"""Reviewing: the queue, and one page to read, compare and decide."""

import pytest
from django.urls import reverse

from commitment.models import Showcase
from profiles.members import reference_to
from review import services
from review.models import Status, Submission
from tests.conftest import queries
from tests.content import contributor
from tests.factories import SkillFactory, SubmissionFactory, UserFactory, publish_showcase
from tests.helpers import deeds, lose_log_in
from tests.pages import Page, Visitor


@pytest.fixture
def waiting(library, author):
    return SubmissionFactory(author=author, institution=library, submitted=True)


@pytest.fixture
def reviewer(browse, manager):
    return Visitor(browse(manager))


# -- the queue ---------------------------------------------------------------------------------------------


def test_the_queue_has_what_waits_longest_first(library, reviewer):
    for title in ("The first", "The second", "The third"):
        SubmissionFactory(institution=library, title=title, submitted=True)
    page = reviewer.open(reverse("review-queue"))
    assert "3 waiting, the longest first" in page
    assert page.text.index("The first") < page.text.index("The second") < page.text.index("The third")


def test_the_queue_is_of_ones_own_institutions(waiting, browse, manager_elsewhere, editor):
    assert waiting.title not in Page(browse(manager_elsewhere).get(reverse("review-queue")))
    assert waiting.title in Page(browse(editor).get(reverse("review-queue")))


def test_the_queue_has_no_drafts(library, reviewer):
    SubmissionFactory(institution=library, title="Not ready")
    SubmissionFactory(institution=library, title="Given up", withdrawn=True)
    page = reviewer.open(reverse("review-queue"))
    assert "Nothing is waiting" in page
    assert "Not ready" not in page
    assert "Given up" not in page


def test_ones_own_are_not_in_the_queue_but_mentioned(library, manager, reviewer):
    own = SubmissionFactory(author=manager, institution=library, submitted=True)
    page = reviewer.open(reverse("review-queue"))
    assert "1 of your own is waiting for a colleague" in page
    assert own.title not in page
    assert reviewer.open(own.get_review_url()).status == 403


def test_what_was_decided_lately_is_below_the_queue(library, manager, reviewer):
    SubmissionFactory(institution=library, reviewer=manager, declined=True)
    assert "decided by Una Calder on" in reviewer.open(reverse("review-queue"))


def test_who_reviews_nothing_has_no_queue(browse, author):
    page = Page(browse(author).get(reverse("review-queue")))
    assert page.status == 403
    assert all(href != "/review/" for _, href in page.links)


def test_the_number_that_waits_is_on_every_page(waiting, browse, manager, author):
    for address in ("/accounts/personal/", reverse("desk")):  # the first is what the script of public pages asks for
        assert "Review 1 waiting" in Page(browse(manager).get(address))
        assert "Review 1" not in Page(browse(author).get(address))


def test_a_long_queue_has_pages(library, reviewer, author):
    for number in range(21):
        SubmissionFactory(author=author, institution=library, title=f"Piece {number:02}", submitted=True)
    page = reviewer.open(reverse("review-queue"))
    assert "Piece 19" in page
    assert "Piece 20" not in page
    assert "Piece 20" in reviewer.open(reverse("review-queue") + page.link("Next page"))
    for wrong in ("0", "99", "x", "-1"):
        assert reviewer.open(f"{reverse('review-queue')}?page={wrong}").status == 200


# -- the decision ------------------------------------------------------------------------------------------


def test_reading_and_approving(waiting, reviewer, browse):
    reviewer.open(reverse("review-queue"))
    page = reviewer.follow(waiting.title)
    assert "As it will look" in page
    page = reviewer.press("Approve and publish", {"note": "Lovely."})
    assert page.url == reverse("review-queue")
    assert "Approved: it is live now" in page
    assert browse().get(Showcase.objects.get().get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("button", "status"), [("Return with the note", "returned"), ("Decline with", "declined")])
def test_returning_and_declining_take_a_note(button, status, waiting, reviewer):
    reviewer.open(waiting.get_review_url())
    page = reviewer.press(button)
    assert page.status == 422
    assert page.link("Say what needs to change." if status == "returned" else "Give a reason") == "#id_note"
    assert "id_note" in page.ids
    reviewer.press(button, {"note": "Which paste was it?"})
    waiting.refresh_from_db()
    assert waiting.status == status
    assert deeds(waiting)[-1].note == "Which paste was it?"
    assert not Showcase.objects.exists()


def test_without_a_decision_nothing_is_decided(waiting, reviewer):
    for verb in ("", "publish", "withdraw", "submit"):
        answer = reviewer.client.post(waiting.get_review_url(), {"verb": verb, "note": "My note", "revision": "3"})
        assert answer.status_code == 422
        assert "Choose a decision." in Page(answer)
        assert "My note" in answer.content.decode()
    waiting.refresh_from_db()
    assert waiting.status == "submitted"


def test_a_colleague_was_quicker(waiting, reviewer, second_manager):
    reviewer.open(waiting.get_review_url())
    services.move(waiting, "approve", by=second_manager)
    page = reviewer.press("Return with the note", {"note": "Which paste was it?"})
    assert page.status == 409
    assert "Piers Holm approved and published it. Nothing was changed." in page
    assert "Which paste was it?" in page
    assert len(deeds(waiting)) == 2


def test_the_author_took_it_back(waiting, reviewer, author):
    reviewer.open(waiting.get_review_url())
    services.move(waiting, "recall", by=author)
    page = reviewer.press("Return with the note", {"note": "Which paste was it?"})
    assert page.status == 409
    assert "Mairi Tolland took it back" in page
    assert "Which paste was it?" in page


def test_the_author_sent_it_again_with_changes(waiting, reviewer, author):
    reviewer.open(waiting.get_review_url())
    services.move(waiting, "recall", by=author)
    services.save_content(waiting, {"summary": "A quite different summary."}, by=author)
    services.move(waiting, "submit", by=author)
    page = reviewer.press("Approve and publish", {"note": "Lovely."})
    assert page.status == 409
    assert "Please read it again before deciding." in page
    assert "A quite different summary." in page
    assert page.form("Approve and publish").fields["note"] == ["Lovely."]
    assert not Showcase.objects.exists()
    assert "Approved: it is live now" in reviewer.press("Approve and publish")


def test_a_decision_that_does_not_say_what_was_read_is_refused(waiting, reviewer):
    for sent in ({}, {"revision": ""}, {"revision": "x"}, {"revision": "9" * 20}):
        answer = reviewer.client.post(waiting.get_review_url(), {"verb": "approve", **sent})
        assert answer.status_code == 409
    assert not Showcase.objects.exists()


def test_a_page_that_went_live_meanwhile_stops_the_change(library, author, reviewer):
    live = publish_showcase(author=author, institution=library)
    change = SubmissionFactory(author=author, institution=library, live=live, summary="Another.", submitted=True)
    Showcase.objects.update(version=2)
    page = reviewer.open(change.get_review_url())
    assert "A newer version of this page went live meanwhile" in page
    assert all(button[0] != "Approve and publish" for form in page.forms for button in form.buttons)
    posted = {"verb": "approve", "revision": change.revision}
    assert reviewer.client.post(change.get_review_url(), posted).status_code == 409
    page = reviewer.press("Return with the note", {"note": "Please begin again from the new page."})
    assert "Returned to its author" in page


def test_what_the_vocabulary_lost_is_told_to_the_reviewer(waiting, reviewer):
    Submission.objects.update(content={**waiting.content, "skills": [{"skill": "gone"}]})
    page = reviewer.open(waiting.get_review_url())
    assert "It cannot be published as it is" in page
    assert "“gone” is not in the vocabulary" in page
    page = reviewer.press("Approve and publish")
    assert page.status == 422
    assert "There is something left to do: 1 to put right. Return it with a note." in page


@pytest.mark.parametrize("flags", [{"returned": True}, {"approved": True}, {"declined": True}])
def test_what_is_decided_can_be_read_but_not_decided(flags, library, manager, reviewer):
    submission = SubmissionFactory(institution=library, reviewer=manager, **flags)
    page = reviewer.open(submission.get_review_url())
    assert page.status == 200
    assert "Your decision" not in page
    assert "Una Calder" in page


def test_only_who_may_decide_reaches_the_page(waiting, browse, author, colleague, outsider, manager_elsewhere, editor):
    url = waiting.get_review_url()
    for person, status in ((author, 403), (colleague, 404), (outsider, 404), (manager_elsewhere, 404), (editor, 200)):
        assert browse(person).get(url).status_code == status
        if status != 200:
            assert browse(person).post(url, {"verb": "approve", "revision": "3"}).status_code == status
    assert browse().get(url).status_code == 302
    waiting.refresh_from_db()
    assert waiting.status == "submitted"


def test_a_draft_never_sent_is_not_there_even_for_a_manager(library, browse, manager):
    draft = SubmissionFactory(institution=library)
    answer = browse(manager).post(draft.get_review_url(), {"verb": "approve", "revision": "2"})
    assert answer.status_code == 404


def test_the_note_of_a_decision_is_there_again_after_a_log_out(library, manager, browse):
    submission = SubmissionFactory(institution=library, submitted=True)
    address = reverse("review", args=[submission.pk])
    reader = browse(manager)
    reader.get(address)
    lose_log_in(reader)
    reader.post(address, {"verb": "return", "note": "Tell us about the paste."})
    reader.force_login(manager)
    assert "Tell us about the paste." in reader.get(address).content.decode()
    submission.refresh_from_db()
    assert submission.status == Status.SUBMITTED


def test_a_null_character_in_a_note_never_reaches_the_database(waiting, reviewer):
    answer = reviewer.client.post(
        waiting.get_review_url(), {"verb": "return", "note": "Say\x00 more.", "revision": waiting.revision}
    )
    assert answer.status_code == 302
    assert deeds(waiting)[-1].note == "Say more."


def test_the_title_of_a_draft_that_was_taken_back_is_its_authors_again(library, author, manager, browse):
    submission = SubmissionFactory(institution=library, author=author, submitted=True)
    services.move(submission, "recall", by=author)
    services.save_content(submission, {"title": "What I think of the steam iron"}, by=author)
    answer = browse(manager).post(reverse("review", args=[submission.pk]), {"verb": "approve"})
    assert answer.status_code == 409
    assert "took it back" in answer.content.decode()
    assert "steam iron" not in answer.content.decode()


# -- the cost ----------------------------------------------------------------------------------------------


def test_the_queue_costs_the_same_however_long_it_is(library, manager, browse):
    def fill(number):
        for index in range(number):
            flags = ({"submitted": True}, {"submitted": True}, {"declined": True}, {"returned": True})[index % 4]
            SubmissionFactory(institution=library, **flags)

    fill(5)
    few = queries(browse(manager), reverse("review-queue"))
    fill(20)
    many = queries(browse(manager), reverse("review-queue"))
    assert len(many) == len(few)
    assert len(few) <= 10


def test_a_long_showcase_costs_what_a_short_one_costs(library, author, manager, browse):
    """Five people or twenty-five, one skill or twelve: to fill in, to look over, to review, to read."""
    people = [UserFactory() for _ in range(25)]
    skills = [SkillFactory() for _ in range(12)]

    def cost(number, taken):
        content = {
            "title": f"Maps unrolled by {number}",
            "contributors": [contributor(person.name, reference_to(person)) for person in people[:number]],
            "skills": [{"skill": skill.slug} for skill in skills[:taken]],
        }
        draft = SubmissionFactory(author=author, institution=library, **content)
        spent = {}
        for step in ("basics", "people", "skills"):
            spent[step] = len(queries(browse(author), reverse("submission-step", args=[draft.pk, step])))
        spent["checked"] = len(queries(browse(author), draft.get_absolute_url() + "?check=1"))
        services.move(draft, "submit", by=author)
        spent["review"] = len(queries(browse(manager), draft.get_review_url()))
        services.move(draft, "approve", by=manager)
        live = Showcase.objects.latest("pk")
        spent["page"] = len(queries(browse(), live.get_absolute_url()))
        change = SubmissionFactory(author=author, institution=library, live=live, summary="New.", submitted=True)
        spent["review of a change"] = len(queries(browse(manager), change.get_review_url()))
        return spent

    cost(1, 1)  # which is like both
    long, short = cost(25, 12), cost(5, 1)
    assert long == short
    assert long["review of a change"] <= 64
    assert max(long["basics"], long["people"], long["skills"], long["checked"]) <= 16
