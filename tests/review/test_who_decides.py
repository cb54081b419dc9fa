"""Who decides and whose work it is: two facts, and what follows when somebody moves on."""

import pytest
from django.urls import reverse

from config.errors import Refused
from drafting.errors import Incomplete
from people import services as people
from people.powers import forget_powers
from profiles.models import Profile
from review import services
from review.models import Submission
from review.progress import standings
from review.queues import may_decide
from tests.factories import (
    InstitutionFactory,
    MembershipFactory,
    SubmissionFactory,
    UserFactory,
    publish_profile,
    publish_showcase,
)
from tests.helpers import check
from tests.pages import Page, Visitor


def test_whoever_left_an_institution_sends_it_nothing_any_more(library, author, manager):
    draft = SubmissionFactory(institution=library, author=author)
    people.leave(library, by=author)
    with pytest.raises(Refused, match="not a member"):
        services.move(draft, "submit", by=author)


@pytest.mark.parametrize("kind", ["profile", "showcase"])
def test_a_text_moves_with_its_author_to_the_next_institution(kind, library, author, browse):
    draft = SubmissionFactory(kind=kind, institution=library, author=author, withdrawn=True)
    people.leave(library, by=author)
    client = browse(author)
    answer = client.post(reverse("submission-again", args=[draft.pk]))
    assert answer.headers["Location"] == reverse("join")
    there = MembershipFactory(user=author).institution
    client.post(reverse("submission-again", args=[draft.pk]))
    again = Submission.objects.open().get(author=author)
    # A profile says where its person is now; a showcase stays where the work was done.
    place = there if kind == "profile" else library
    assert (again.queue_institution, again.content) == (there, {**draft.content, "institution": place.slug})


def test_whoever_belongs_nowhere_is_not_offered_to_change_their_pages(library, author, browse):
    live = publish_showcase(institution=library, author=author)
    people.leave(library, by=author)
    client = browse(author)
    change = reverse("live-change", args=["showcase", live.pk])
    assert client.post(change).headers["Location"] == reverse("join")


# -- whose work it is --------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(db):
    return InstitutionFactory(name="Wexcombe University Library", slug="wexcombe")


@pytest.fixture
def new_manager(elsewhere):
    return UserFactory(name="Wanda Quist", email="wanda@wexcombe.example", manager=elsewhere)


@pytest.fixture
def moves_on(author, library, elsewhere):
    """moves_on() is the author leaving the library for the next one."""

    def move():
        people.leave(library, by=author)
        MembershipFactory(user=author, institution=elsewhere)
        forget_powers(author)

    return move


def begun_change(author, live, browse):
    """A change as its author begins it, from the page of the versions."""
    visitor = Visitor(browse(author))
    kind = "profile" if isinstance(live, Profile) else "showcase"
    visitor.open(reverse("live", args=[kind, live.pk]))
    visitor.press("Propose a change")
    return visitor, Submission.objects.open().get(target_id=live.pk)


def test_a_showcase_stays_where_the_work_was_done_and_the_new_managers_decide(
    author, library, manager, elsewhere, new_manager, moves_on, browse, mailoutbox
):
    live = publish_showcase(author=author, institution=library)
    moves_on()
    visitor, change = begun_change(author, live, browse)
    assert (change.queue_institution, change.content["institution"]) == (elsewhere, library.slug)
    visitor.follow("In short")
    visitor.press("Save and continue", {"summary": "Sixty-two maps."})
    visitor.open(change.get_absolute_url())
    mailoutbox.clear()
    page = visitor.press("Send for review")
    assert "With Wanda Quist since" in page
    assert {message.to[0] for message in mailoutbox} == {author.email, new_manager.email}
    assert browse(manager).get(change.get_review_url()).status_code == 404

    reviewer = Visitor(browse(new_manager))
    page = reviewer.open(change.get_review_url())
    assert "Where the work was done" not in page.text.split("As it will look")[0]
    assert library.name in page.text.split("As it will look")[1]
    reviewer.press("Approve and publish")
    live.refresh_from_db()
    assert (live.institution, live.version, live.reviewed_by) == (library, 2, new_manager)
    page = Page(browse().get(live.get_absolute_url()))
    assert library.name in page
    assert elsewhere.name not in page
    assert live.title in Page(browse().get(library.get_absolute_url()))
    assert live.title not in Page(browse().get(elsewhere.get_absolute_url()))


def test_whose_work_it_is_is_changed_like_anything_else_and_the_reviewer_sees_it(
    author, library, elsewhere, new_manager, moves_on, browse
):
    live = publish_showcase(author=author, institution=library)
    moves_on()
    visitor, change = begun_change(author, live, browse)
    visitor.follow("In short")
    visitor.press("Save and continue", {"institution": elsewhere.slug})
    visitor.open(change.get_absolute_url())
    visitor.press("Send for review")
    reviewer = Visitor(browse(new_manager))
    differs = reviewer.open(change.get_review_url()).text.split("As it will look")[0]
    assert "Where the work was done" in differs
    assert "Inverlathe" in differs
    assert "Wexcombe" in differs
    reviewer.press("Approve and publish")
    live.refresh_from_db()
    assert live.institution == elsewhere


def test_a_profile_follows_its_person_when_a_change_begins_and_the_reviewer_sees_it(
    author, library, elsewhere, new_manager, moves_on, browse
):
    live = publish_profile(author=author, institution=library)
    moves_on()
    live.refresh_from_db()
    assert live.institution == library  # nothing changes behind their back
    visitor, change = begun_change(author, live, browse)
    assert change.content["institution"] == elsewhere.slug
    visitor.press("Send for review")
    reviewer = Visitor(browse(new_manager))
    differs = reviewer.open(change.get_review_url()).text.split("As it will look")[0]
    assert "Where you work" in differs
    assert "Inverlathe" in differs
    assert "Wexcombe" in differs
    reviewer.press("Approve and publish")
    live.refresh_from_db()
    assert live.institution == elsewhere


def test_a_profile_of_somebody_at_two_institutions_stays_where_it_is(author, library, elsewhere, browse):
    live = publish_profile(author=author, institution=library)
    MembershipFactory(user=author, institution=elsewhere)
    _, change = begun_change(author, live, browse)
    assert (change.content["institution"], change.queue_institution) == (library.slug, library)


@pytest.mark.parametrize(("kind", "step"), [("profile", "about"), ("showcase", "basics")])
def test_work_is_not_put_down_to_an_institution_one_never_belonged_to(kind, step, author, library, elsewhere, browse):
    draft = SubmissionFactory(kind=kind, author=author, institution=library)
    visitor = Visitor(browse(author))
    page = visitor.open(reverse("submission-step", args=[draft.pk, step]))
    assert elsewhere.name not in page.response.content.decode()
    form = page.form("Save and continue")
    visitor.client.post(form.action, {**form.fields, "institution": elsewhere.slug})
    draft.refresh_from_db()
    assert draft.content["institution"] == elsewhere.slug  # kept as it was posted, and not taken
    assert ["“wexcombe” is not an institution here." in problem.message for problem in check(draft)] == [True]
    with pytest.raises(Incomplete):
        services.move(draft, "submit", by=author)


# -- the queues of editors and curators --------------------------------------------------------------------


@pytest.fixture
def curator(db):
    """Belongs nowhere: it is the power that counts."""
    return UserFactory(name="Cuthbert Lyle", email="cuthbert@consortium.example", curator=True)


@pytest.fixture
def send(recipe, author, library, monkeypatch):
    """send("curators") is a recipe that waits in that queue."""

    def send(queue, by=author):
        monkeypatch.setattr(type(recipe), "queue", lambda self, author, institution: (queue, None))
        ingredients = [{"what": "Wheat starch", "grams": "62"}]
        content = {"title": "Paste", "tried": "", "picture": "", "method": "Slowly.", "ingredients": ingredients}
        draft = services.start(recipe, by=by, institution=library, content=content)
        return services.move(draft, "submit", by=by)

    return send


def told(mailoutbox, subject):
    return {message.to[0] for message in mailoutbox if message.subject.startswith(subject)}


ALL = ("author", "colleague", "manager", "curator", "editor")


@pytest.mark.parametrize(
    ("queue", "deciders", "told_of_it"),
    [("curators", {"curator", "editor"}, {"curator"}), ("editors", {"editor"}, {"editor"})],
)
@pytest.mark.urls("tests.toy.urls")
def test_a_queue_of_the_whole_portal_is_seen_and_decided_by_its_own_and_by_editors(
    queue, deciders, told_of_it, send, request, browse, mailoutbox
):
    everybody = {name: request.getfixturevalue(name) for name in ALL}
    waiting = send(queue)
    assert told(mailoutbox, "To review") == {everybody[name].email for name in told_of_it}
    for name, person in everybody.items():
        seen = waiting in Submission.objects.reviewable_by(person)
        assert (seen, may_decide(person, waiting)) == (name in deciders, name in deciders), name
        page = Page(browse(person).get(reverse("review-queue")))
        assert ("Paste" in page) == (name in deciders), name
        if name in deciders:
            assert f"Recipe by Mairi Tolland · the {queue}" in page
            assert Page(browse(person).get(waiting.get_review_url())).form("Approve and publish")
    [who] = told_of_it
    assert f"With {everybody[who]} since" in Page(browse(everybody["author"]).get(waiting.get_absolute_url()))


@pytest.mark.urls("tests.toy.urls")
def test_a_curator_without_any_membership_reaches_the_queue_and_decides(send, curator, browse):
    waiting = send("curators")
    visitor = Visitor(browse(curator))
    assert "Review 1 waiting" in visitor.open(reverse("desk"))
    desk = visitor.open(reverse("desk"))
    assert "You do not belong to an institution yet" not in desk
    assert "Institutions you look after" not in desk
    visitor.open(reverse("review-queue"))
    visitor.follow("Paste")
    assert "Approved: it is live now" in visitor.press("Approve and publish")
    waiting.refresh_from_db()
    assert (waiting.status, waiting.decided_by) == ("approved", curator)


def test_where_there_is_no_other_curator_editors_stand_in(send, library, editor, mailoutbox):
    author = UserFactory(name="Cora Beck", curator=True, staff=library)
    waiting = send("curators", by=author)
    assert told(mailoutbox, "To review") == {editor.email}
    assert standings([waiting])[waiting.pk].startswith("With Edith Rowan since")
    assert not may_decide(author, waiting)


def test_curators_see_nothing_of_an_institutions_queue(curator, library, browse):
    waiting = SubmissionFactory(institution=library, submitted=True)
    assert "Nothing is waiting" in Page(browse(curator).get(reverse("review-queue")))
    assert browse(curator).get(waiting.get_review_url()).status_code == 404


@pytest.mark.parametrize("queue", ["curators", "editors"])
def test_a_queue_without_people_says_so_and_costs_nobody_a_mail(queue, send, author, mailoutbox):
    waiting = send(queue)
    assert told(mailoutbox, "To review") == set()
    assert f"nobody is among the {queue} yet who could review it" in standings([waiting])[waiting.pk]
