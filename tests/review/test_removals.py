"""A live page goes: withdrawn by its owner, taken down by who looks after it. What is said of it, and to whom."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from commitment.models import Showcase
from config.errors import Refused
from drafting.errors import MovedOn
from people.models import Edition, Event
from people.queries import holder_of
from people.services import close_account, set_standing
from profiles.models import Profile
from review import kinds, services
from review.errors import NoteNeeded
from review.models import FOR_TAKING_DOWN, Reason, Removal, Submission
from tests.conftest import queries
from tests.factories import (
    InstitutionFactory,
    SubmissionFactory,
    UserFactory,
    live_of,
    publish_profile,
    publish_showcase,
)
from tests.pages import Page, Visitor

SHOWCASE, PROFILE = "showcase", "profile"


@pytest.fixture
def live(library, author):
    return publish_showcase(author=author, institution=library)


def take_down(live, by, kind=SHOWCASE, reason="rights", text="The map is not ours."):
    return services.take_down(kinds.get(kind), live, by=by, reason=reason, text=text)


def tombstone(browse, live):
    answer = browse().get(live.get_absolute_url())
    assert answer.status_code == 410
    return Page(answer)


def edition():
    return Edition.objects.get().number


# -- take-down ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["manager", "editor", "above"])
def test_a_manager_or_an_editor_takes_a_page_down_at_once(who, live, library, manager, editor, browse, mailoutbox):
    above = UserFactory(manager=InstitutionFactory(slug="above"))
    library.parent = above.memberships.get().institution
    library.save()
    by = {"manager": manager, "editor": editor, "above": above}[who]
    before, mailoutbox[:] = edition(), []
    take_down(live, by)
    page = tombstone(browse, live)
    assert live.shelf_mark in page
    assert "This showcase is not here any more" in page
    assert Reason.RIGHTS.label in page
    for secret in (live.title, by.name, "The map is not ours", "Mairi"):
        assert secret not in page
    assert browse().get(reverse("shelf-mark", args=[live.shelf_mark]), follow=True).status_code == 410
    assert not Showcase.objects.published().exists()
    event = Event.objects.latest("pk")
    assert (event.kind, event.object_id, event.verb, event.was, event.now, event.actor) == (
        "showcase", live.pk, "take down", "1", "2", by.pk,
    )  # fmt: skip
    assert edition() > before
    [mail] = mailoutbox
    assert mail.to == ["mairi@inverlathe.example"]
    assert "The map is not ours." in mail.body
    assert Reason.RIGHTS.label in mail.body


@pytest.mark.parametrize("who", ["author", "colleague", "manager_elsewhere", "outsider", "curator"])
def test_nobody_else_does(who, live, request):
    person = UserFactory(curator=True) if who == "curator" else request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        take_down(live, person)
    assert Showcase.objects.published().exists()
    assert not Removal.objects.exists()


def test_a_manager_withdraws_their_own_page_and_takes_down_none_of_theirs(library, manager):
    own = publish_showcase(author=manager, institution=library)
    with pytest.raises(PermissionDenied):
        take_down(own, manager)


def test_a_former_manager_does_not(live, library, manager, second_manager):
    set_standing(manager, library, None, by=second_manager)
    with pytest.raises(PermissionDenied):
        take_down(live, manager)


@pytest.mark.parametrize("reason", ["owner", "", "because", None])
def test_it_wants_one_of_the_public_reasons(reason, live, manager):
    with pytest.raises(Refused, match="Choose a reason"):
        take_down(live, manager, reason=reason)


@pytest.mark.parametrize("text", ["", " \n", "...", "\u200b\u2060", "…", "* * *", "\u2800", "---"])
def test_it_wants_a_word_to_the_owner(text, live, manager):
    with pytest.raises(NoteNeeded):
        take_down(live, manager, text=text)


def test_what_was_approved_leads_to_no_live_page_any_more(live, author, manager, browse):
    approved = Submission.objects.get(target_id=live.pk)
    for who, address in ((author, approved.get_absolute_url()), (manager, approved.get_review_url())):
        page = Page(browse(who).get(address))
        assert "See the live page" in page
        assert "a change to" not in page, "it was the first version"
    take_down(live, manager)
    for who, address in ((author, approved.get_absolute_url()), (manager, approved.get_review_url())):
        assert "See the live page" not in Page(browse(who).get(address))


def test_what_is_proposed_again_is_compared_with_the_page_as_it_last_was(live, author, manager, library, browse):
    take_down(live, manager)
    again = SubmissionFactory(author=author, institution=library, live=live, summary="Mended.", submitted=True)
    page = Page(browse(manager).get(again.get_review_url()))
    assert "What differs from the page as it last was" in page
    assert "a change to a page that was taken down" in page
    assert "Live now" not in page


GONE = {
    "taken down": lambda live, author, manager: take_down(live, manager),
    "withdrawn": lambda live, author, manager: services.withdraw_live(kinds.get(SHOWCASE), live, by=author),
}


def approvals(page):
    return [button[0] for form in page.forms for button in form.buttons if button[0].startswith("Approve")]


@pytest.mark.parametrize("how", GONE)
def test_what_waited_as_the_page_went_cannot_be_approved_and_says_what_happened(how, live, author, manager, browse):
    waiting = SubmissionFactory(author=author, institution=live.institution, live=live, submitted=True)
    GONE[how](live, author, manager)
    other = {"taken down": "withdrawn", "withdrawn": "taken down"}[how]
    reviewer = browse(manager)
    page = Page(reviewer.get(waiting.get_review_url()))
    assert f"The page was {how} meanwhile, so this change cannot be published" in page
    assert not approvals(page)
    for decision in ("Return with the note", "Decline with the note as reason"):
        assert any(button[0] == decision for form in page.forms for button in form.buttons), decision
    pages = {
        "queue": Page(reviewer.get(reverse("review-queue"))),
        "desk": Page(browse(author).get(reverse("desk"))),
        "own": Page(browse(author).get(waiting.get_absolute_url())),
        "review": page,
    }
    for name, shown in pages.items():
        assert f"a change to a page that was {how}" in shown, name
        assert f"a page that was {other}" not in shown, name
    with pytest.raises(MovedOn, match=f"was {how} after this change was begun"):
        services.move(waiting, "approve", by=manager)
    posted = {"verb": "approve", "revision": waiting.revision}
    assert reviewer.post(waiting.get_review_url(), posted).status_code == 409
    assert not Showcase.objects.published().exists()


@pytest.mark.parametrize("how", GONE)
def test_who_approves_what_is_proposed_again_reads_that_it_puts_the_page_back(how, live, author, manager, browse):
    GONE[how](live, author, manager)
    again = SubmissionFactory(author=author, institution=live.institution, live=live, submitted=True)
    reviewer = Visitor(browse(manager))
    page = reviewer.open(again.get_review_url())
    assert f"The page was {how} on" in page
    assert approvals(page) == ["Approve and put it back"]
    for said in (Reason.RIGHTS.label, "The map is not ours."):
        assert (said in page) == (how == "taken down")
    reviewer.press("Approve and put it back")
    assert Showcase.objects.published().exists()
    assert "was taken down" not in reviewer.open(again.get_review_url())


def test_why_it_was_taken_down_is_told_in_full_only_to_who_looks_after_the_page(live, author, manager, browse):
    elsewhere = InstitutionFactory()
    reviewer = UserFactory(manager=elsewhere)
    set_standing(author, elsewhere, "staff", by=UserFactory(editor=True))
    take_down(live, manager)
    again = SubmissionFactory(author=author, institution=elsewhere, live=live, submitted=True)
    page = Page(browse(reviewer).get(again.get_review_url()))
    assert Reason.RIGHTS.label in page
    assert "The map is not ours." not in page


def test_the_queue_asks_no_more_the_more_pages_went(live, author, manager, browse):
    pages = [live, *(publish_showcase(author=author, institution=live.institution) for _ in range(3))]
    client = browse(manager)
    client.get(reverse("review-queue"))

    def asked(those):
        for page in those:
            SubmissionFactory(author=author, institution=live.institution, live=page, submitted=True)
            take_down(page, manager)
        return len(queries(client, reverse("review-queue")))

    assert asked(pages[:1]) == asked(pages[1:])


def test_twice_is_said(live, manager, editor):
    take_down(live, manager)
    with pytest.raises(Refused, match="taken down already"):
        take_down(live, editor)
    assert Removal.objects.count() == 1


def test_its_owner_reads_why_and_proposes_it_again(live, author, manager, library, browse):
    take_down(live, manager)
    me = Visitor(browse(author))
    page = me.open(reverse("live", args=[SHOWCASE, live.pk]))
    assert "Taken down by Una Calder." in page
    assert "The map is not ours." in page
    assert "Withdrawn" not in page
    page = me.open(reverse("desk"))
    assert "Taken down on" in page
    assert "Withdrawn" not in page
    me.open(reverse("live", args=[SHOWCASE, live.pk]))
    me.press("Propose it again")
    again = Submission.objects.get(status="draft")
    services.move(again, "submit", by=author)
    services.move(again, "approve", by=manager)
    assert browse().get(live.get_absolute_url()).status_code == 200
    page = me.open(reverse("live", args=[SHOWCASE, live.pk]))
    rows = [row for row in ("Taken down by Una Calder", "The map is not ours.") if row in page]
    assert len(rows) == 2, "the trace stays when the page is back"


def test_a_manager_does_it_from_the_page_of_what_was_approved(live, manager, browse):
    reviewer = Visitor(browse(manager))
    page = reviewer.open(Submission.objects.get().get_review_url())
    page = reviewer.follow("Take this page down")
    page = reviewer.press("Take the page down")
    assert page.status == 422
    assert "Choose a reason." in page
    assert Showcase.objects.published().exists()
    page = reviewer.press("Take the page down", {"reason": "privacy", "text": "It names a reader."})
    assert "is taken down. Its owner has been told." in page
    assert not Showcase.objects.published().exists()
    assert "Take this page down" not in reviewer.open(Submission.objects.get().get_review_url())


def test_a_profile_goes_without_its_name(library, author, manager, browse):
    profile = publish_profile(author=author, institution=library)
    take_down(profile, manager, PROFILE, reason="rules", text="Not here.")
    page = tombstone(browse, profile)
    assert "This profile is not here any more" in page
    assert "Tolland" not in page


def test_every_reason_is_a_sentence_of_its_own():
    assert len(Reason) == 5
    assert len({reason.label for reason in Reason}) == 5
    assert set(FOR_TAKING_DOWN) == set(Reason) - {Reason.OWNER}


# -- withdrawal --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ticked", "said"), [({"says_title": "on"}, True), ({}, False)])
def test_the_title_stands_there_only_where_its_owner_left_that_ticked(ticked, said, live, author, browse):
    browse(author).post(reverse("live-withdraw", args=[SHOWCASE, live.pk]), ticked)
    page = tombstone(browse, live)
    assert (live.title in page) == said
    assert Reason.OWNER.label in page


def test_a_profiles_name_never_does(library, author, browse):
    profile = publish_profile(author=author, institution=library)
    assert "title" not in Page(browse(author).get(reverse("live-withdraw", args=[PROFILE, profile.pk]))).text
    browse(author).post(reverse("live-withdraw", args=[PROFILE, profile.pk]), {"says_title": "on"})
    assert "Tolland" not in tombstone(browse, profile)


def test_the_versions_tell_who_withdrew_it_and_why_a_number_is_missing(live, author, manager, library, browse):
    services.withdraw_live(kinds.get(SHOWCASE), live, by=author)
    again = SubmissionFactory(author=author, institution=library, live=live, title="Sixty-one maps")
    services.move(again, "submit", by=author)
    services.move(again, "approve", by=manager)
    page = Page(browse(author).get(reverse("live", args=[SHOWCASE, live.pk])))
    assert "Withdrawn by Mairi Tolland." in page
    numbers = [turn for turn in ("3", "2", "1") if f"Propose version {turn} again" in page or turn in page.text]
    assert numbers == ["3", "2", "1"]
    assert live_of(again).version == 3


def test_closing_the_account_keeps_the_trace_and_names_nobody(library, author, browse, manager):
    profile = publish_profile(author=author, institution=library)
    showcase = publish_showcase(author=author, institution=library)
    services.withdraw_live(kinds.get(SHOWCASE), showcase, by=author)
    close_account(author, by=author)
    assert Removal.objects.filter(by=None).count() == 2
    assert holder_of("mairi@inverlathe.example") is None
    assert Reason.OWNER.label in tombstone(browse, Profile.objects.get(pk=profile.pk))


# -- what reviewers see of one that was returned -----------------------------------------------------------


def test_what_was_returned_is_its_authors_own_again(library, author, manager, browse):
    from tests.drawn import a_picture

    returned = SubmissionFactory(author=author, institution=library, title="As it was sent", returned=True)
    picture = a_picture(by=author)
    row = {"picture": str(picture.pk), "alt": "A map", "credit": ""}
    services.save_content(returned, {"title": "Half a thought", "pictures": [row]}, by=author)
    reviewer = browse(manager)
    for url in (reverse("review-queue"), returned.get_review_url()):
        page = Page(reviewer.get(url))
        assert "As it was sent" in page
        assert "Half a thought" not in page
    assert reviewer.get(reverse("picture", args=[picture.pk, "master.jpg"])).status_code == 404
    returned.refresh_from_db()
    services.move(returned, "submit", by=author)
    assert "Half a thought" in Page(reviewer.get(reverse("review-queue")))
    assert b"".join(reviewer.get(reverse("picture", args=[picture.pk, "master.jpg"])).streaming_content)


def test_what_was_written_to_an_owner_whose_page_went_a_moment_ago_is_not_lost(live, manager, editor, browse):
    take_down(live, editor)
    address = reverse("take-down", args=["showcase", live.pk])
    page = browse(manager).post(address, {"reason": "rights", "text": "The map is not ours, sorry."})
    assert page.status_code == 422
    assert "was taken down already." in page.content.decode()
    assert "The map is not ours, sorry." in page.content.decode()
