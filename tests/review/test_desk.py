"""My desk: what is mine, where it stands, and what I can do about it."""

import re

import pytest
from django.urls import reverse

from commitment.models import Showcase
from config.paging import part_of
from people.queries import those_who_look_after
from review import kinds, services
from review.models import Submission
from review.views import desk
from tests.conftest import queries
from tests.factories import SubmissionFactory, live_of, publish_profile, publish_showcase
from tests.helpers import deeds
from tests.pages import Page, Visitor

STATES = ({}, {"submitted": True}, {"returned": True}, {"approved": True}, {"declined": True}, {"withdrawn": True})


@pytest.fixture
def me(browse, author):
    return Visitor(browse(author))


def test_somebody_new_is_shown_how_to_begin(me):
    page = me.open(reverse("desk"))
    assert "You have no profile yet" in page
    assert "You have no showcase yet" in page
    assert me.follow("Begin your profile").url == reverse("new", args=["profile"])


def test_somebody_without_an_institution_is_led_to_one(browse, outsider):
    page = Page(browse(outsider).get(reverse("desk")))
    assert "You do not belong to an institution yet" in page
    assert "Write a showcase" not in page


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ({}, "Nobody else sees it until you send it for review."),
        ({"submitted": True}, "With Una Calder or Piers Holm since"),
        ({"returned": True}, "Una Calder asks for changes. Put them in and send it again."),
        ({"approved": True}, "Approved by Una Calder on"),
        ({"declined": True}, "Declined by Una Calder on"),
        ({"withdrawn": True}, "Withdrawn by you on"),
    ],
)
def test_each_submission_says_where_it_stands(flags, said, me, author, library, manager, second_manager):
    submission = SubmissionFactory(author=author, institution=library, reviewer=manager, **flags)
    names = said.replace("Una Calder or Piers Holm", " or ".join(p.name for p in those_who_look_after(library)))
    assert names in me.open(reverse("desk"))
    assert names in me.open(submission.get_absolute_url())


def test_where_nobody_can_review_it_says_so(me, author, library):
    SubmissionFactory(author=author, institution=library, submitted=True)
    assert "has nobody who can review it yet" in me.open(reverse("desk"))


def test_where_there_is_no_manager_the_editors_have_it(me, author, library, editor):
    SubmissionFactory(author=author, institution=library, submitted=True)
    assert f"With {editor.name} since" in me.open(reverse("desk"))


def test_nobody_sees_what_is_on_somebody_elses_desk(author, library, browse, colleague, manager):
    for flags in STATES:
        submission = SubmissionFactory(author=author, institution=library, title=f"Hidden {flags}", **flags)
        for person in (colleague, manager):
            assert "Hidden" not in Page(browse(person).get(reverse("desk")))
            assert browse(person).get(submission.get_absolute_url()).status_code == 404


# -- sending and taking back -------------------------------------------------------------------------------


def test_a_whole_draft_is_sent_and_can_be_taken_back(me, author, library, manager):
    submission = SubmissionFactory(author=author, institution=library)
    me.open(submission.get_absolute_url())
    page = me.press("Send for review")
    assert "Sent for review. You get a mail when there is a decision." in page
    assert "With Una Calder since" in page
    page = me.press("Take it back")
    assert "You have it back." in page
    assert Submission.objects.get().status == "draft"


def test_sent_twice_by_an_impatient_hand_it_is_sent_once(me, author, library):
    submission = SubmissionFactory(author=author, institution=library)
    url = reverse("submission-send", args=[submission.pk])
    me.client.post(url)
    page = Page(me.client.post(url, follow=True))
    assert "has already been sent for review" in page
    assert len(deeds(submission)) == 1


def test_a_returned_one_is_corrected_and_sent_again(me, author, library, manager):
    submission = SubmissionFactory(author=author, institution=library, returned=True)
    me.open(submission.get_absolute_url())
    me.press("Send for review")
    assert [event.verb for event in deeds(submission)] == ["submit", "return", "submit"]


def test_taking_back_what_was_decided_meanwhile_says_who_did(me, author, library, manager):
    submission = SubmissionFactory(author=author, institution=library, submitted=True)
    me.open(submission.get_absolute_url())
    services.move(submission, "return", by=manager, note="More paste.")
    page = me.press("Take it back")
    assert "Una Calder returned it. Nothing was changed." in page


def test_withdrawn_and_declined_ones_can_be_begun_again(me, author, library):
    for flags in ({"withdrawn": True}, {"declined": True}):
        closed = SubmissionFactory(author=author, institution=library, title=f"Maps {flags}", **flags)
        me.open(closed.get_absolute_url())
        me.press("Start again from it")
        again = Submission.objects.get(status="draft")
        assert again.content == closed.content
        services.move(again, "withdraw", by=author)


def test_beginning_again_twice_makes_one_draft(me, author, library):
    closed = SubmissionFactory(author=author, institution=library, withdrawn=True)
    for _ in range(2):
        me.open(closed.get_absolute_url())
        me.press("Start again from it")
    assert Submission.objects.filter(status="draft").count() == 1


def test_a_profile_declined_and_begun_again_is_the_same_profile(me, author, library):
    publish_profile(author=author, institution=library)
    declined = SubmissionFactory(profile=True, author=author, institution=library, hook="I cook paste.", declined=True)
    me.open(declined.get_absolute_url())
    me.press("Start again from it")
    again = Submission.objects.get(status="draft")
    assert (again.target_id, again.content["hook"]) == (author.profile.pk, "I cook paste.")


@pytest.mark.parametrize("verb", ["send", "recall", "withdraw", "again"])
def test_what_changes_something_wants_a_post(verb, me, author, library):
    submission = SubmissionFactory(author=author, institution=library)
    assert me.client.get(reverse(f"submission-{verb}", args=[submission.pk])).status_code == 405


# -- live pages --------------------------------------------------------------------------------------------


def test_a_change_is_proposed_from_the_desk_and_only_once(me, author, library):
    live = publish_showcase(author=author, institution=library)
    me.open(reverse("desk"))
    page = me.press("Propose a change")
    change = Submission.objects.get(status="draft")
    assert page.url == change.get_absolute_url()
    assert (change.target_id, change.base_version, change.content["title"]) == (live.pk, 1, live.title)
    page = me.open(reverse("desk"))
    assert page.link("Go to the open change") == change.get_absolute_url()
    me.client.post(reverse("live-change", args=["showcase", live.pk]))
    assert Submission.objects.filter(status="draft").count() == 1


def test_the_versions_say_who_proposed_and_who_approved(me, author, library, manager):
    live = publish_showcase(author=author, institution=library, reviewer=manager)
    SubmissionFactory(author=author, institution=library, live=live, reviewer=manager, summary="Now.", approved=True)
    page = me.open(reverse("live", args=["showcase", live.pk]))
    assert "Live as version 2." in page
    assert page.text.count("Proposed by Mairi Tolland, approved by Una Calder") == 2
    assert live.shelf_mark in page


def test_an_earlier_version_can_be_proposed_again(me, author, library, manager):
    live = publish_showcase(author=author, institution=library)
    SubmissionFactory(author=author, institution=library, live=live, title="Seventy maps", approved=True)
    me.open(reverse("live", args=["showcase", live.pk]))
    me.press("Propose version 1 again")
    draft = Submission.objects.get(status="draft")
    assert draft.content["title"] == "Unrolling sixty estate maps"
    assert draft.base_version == 2
    services.move(draft, "submit", by=author)
    services.move(draft, "approve", by=manager)
    live.refresh_from_db()
    assert (live.title, live.version) == ("Unrolling sixty estate maps", 3)


@pytest.mark.parametrize("version", ["2", "0", "x", "-1", "9" * 30])
def test_a_version_that_never_was_cannot_be_proposed(version, me, author, library):
    live = publish_showcase(author=author, institution=library)
    answer = me.client.post(reverse("live-change", args=["showcase", live.pk]), {"version": version})
    assert answer.status_code in (302, 404)
    assert all(s.content["title"] == live.title for s in Submission.objects.filter(status="draft"))


def test_a_change_that_a_withdrawal_made_stale_says_so(me, author, library):
    live = publish_showcase(author=author, institution=library)
    change = SubmissionFactory(author=author, institution=library, live=live, summary="Another.")
    services.withdraw_live(kinds.get("showcase"), live, by=author)
    page = me.open(change.get_absolute_url())
    assert "The page was withdrawn after this change was begun" in page
    assert "Propose it again from its versions" in me.press("Send for review")
    me.open(change.get_absolute_url())
    me.press("Withdraw it")
    me.open(reverse("desk"))
    me.press("Propose it again")
    assert Submission.objects.get(status="draft").base_version == 2


def test_a_page_is_withdrawn_after_a_question(me, author, library, browse):
    live = publish_showcase(author=author, institution=library)
    me.open(reverse("live", args=["showcase", live.pk]))
    page = me.follow("Withdraw this page")
    assert Showcase.objects.published().exists()
    page = me.press("Withdraw the page")
    assert "is withdrawn. Its address now says so." in page
    gone = browse().get(live.get_absolute_url())
    assert gone.status_code == 410
    assert live.shelf_mark in Page(gone)
    assert "was withdrawn already" in Page(
        me.client.post(reverse("live-withdraw", args=["showcase", live.pk]), follow=True)
    )


def test_nobody_else_reaches_what_an_owner_can_do(author, library, browse, colleague, manager, editor):
    for kind, live in (
        ("showcase", publish_showcase(author=author, institution=library)),
        ("profile", publish_profile(author=author, institution=library)),
    ):
        for person in (colleague, manager, editor):
            client = browse(person)
            for name in ("live", "live-withdraw"):
                assert client.get(reverse(name, args=[kind, live.pk])).status_code == 404
            for name in ("live-change", "live-withdraw"):
                assert client.post(reverse(name, args=[kind, live.pk])).status_code == 404
        live.refresh_from_db()
        assert live.withdrawn_at is None


@pytest.mark.parametrize("name", ["new", "live", "live-withdraw"])
def test_a_kind_that_is_none_is_not_found(name, me):
    args = ["sermon"] if name == "new" else ["sermon", 1]
    assert me.open(reverse(name, args=args)).status == 404


# -- addresses ---------------------------------------------------------------------------------------------


def test_a_new_title_moves_the_address_and_the_old_one_leads_there(author, library, browse):
    live = publish_showcase(author=author, institution=library)
    old = live.get_absolute_url()
    SubmissionFactory(author=author, institution=library, live=live, title="Seventy maps", approved=True)
    live.refresh_from_db()
    answer = browse().get(old)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/showcases/seventy-maps/")
    assert live.get_absolute_url() == "/showcases/seventy-maps/"


def test_an_old_title_taken_up_again_takes_its_address_back(author, library, browse):
    live = publish_showcase(author=author, institution=library)
    for title in ("Seventy maps", "Unrolling sixty estate maps"):
        SubmissionFactory(author=author, institution=library, live=live, title=title, approved=True)
    assert browse().get("/showcases/unrolling-sixty-estate-maps/").status_code == 200
    assert browse().get("/showcases/seventy-maps/").headers["Location"] == "/showcases/unrolling-sixty-estate-maps/"


def test_an_address_that_somebody_left_is_not_given_to_another(author, library, browse):
    live = publish_showcase(author=author, institution=library)
    SubmissionFactory(author=author, institution=library, live=live, title="Seventy maps", approved=True)
    other = publish_showcase(institution=library)
    assert other.slug == "unrolling-sixty-estate-maps-2"


@pytest.mark.parametrize("profile", [False, True])
def test_a_shelf_mark_leads_to_the_page_wherever_it_is(profile, author, library, browse):
    live = (publish_profile if profile else publish_showcase)(author=author, institution=library)
    assert live.shelf_mark[:2] == ("P-" if profile else "S-")
    answer = browse().get(reverse("shelf-mark", args=[live.shelf_mark]))
    assert (answer.status_code, answer.headers["Location"]) == (301, live.get_absolute_url())


@pytest.mark.parametrize("name", ["🙂", "☕️"])
def test_names_without_letters_get_addresses(name, library):
    assert publish_profile(institution=library, name=name).slug.startswith("profile")
    assert publish_showcase(institution=library, title=name).slug.startswith("showcase")
    assert publish_showcase(institution=library, title=name).slug == "showcase-2"


@pytest.mark.parametrize("path", ["/desk/submissions/{}/", "/review/{}/", "/desk/live/showcase/{}/"])
def test_a_number_too_large_for_the_database_is_not_found(path, editor, browse):
    assert browse(editor).get(path.format(10**30)).status_code == 404


# -- the cost ----------------------------------------------------------------------------------------------


def test_the_desk_costs_the_same_however_much_lies_on_it(author, library, manager, browse):
    def fill(number):
        for index in range(number):
            flags = STATES[index % len(STATES)]
            SubmissionFactory(author=author, institution=library, reviewer=manager, **flags)

    fill(6)
    few = queries(browse(author), reverse("desk"))
    fill(18)
    many = queries(browse(author), reverse("desk"))
    assert len(many) <= len(few) + 1, "a list in parts is counted, once"
    assert len(few) <= 15


def test_the_versions_cost_the_same_however_many_there_are(author, library, manager, browse):
    live = publish_showcase(author=author, institution=library)
    url = reverse("live", args=["showcase", live.pk])
    few = queries(browse(author), url)
    for number in range(5):
        SubmissionFactory(
            author=author, institution=library, live=live, reviewer=manager, summary=f"No. {number}.", approved=True
        )
    assert len(queries(browse(author), url)) == len(few)


def test_what_was_live_is_known_by_its_submission(author, library, me):
    submission = SubmissionFactory(author=author, institution=library, approved=True)
    page = me.open(submission.get_absolute_url())
    assert page.link("See the live page") == live_of(submission).get_absolute_url()


def test_a_submission_of_a_kind_that_was_taken_out_breaks_neither_desk_nor_queue(author, library, manager, browse):
    gone = SubmissionFactory(author=author, institution=library, submitted=True)
    Submission.objects.filter(pk=gone.pk).update(kind="sermon")
    assert browse(author).get(reverse("desk")).status_code == 200
    assert browse(manager).get(reverse("review-queue")).status_code == 200


# -- long lists --------------------------------------------------------------------------------------------


@pytest.fixture
def short_lists(monkeypatch):
    monkeypatch.setattr(part_of, "__kwdefaults__", {**part_of.__kwdefaults__, "size": 2})
    monkeypatch.setattr(desk, "FEW", 2)


def html(page):
    return page.response.content.decode()


def titles(page):
    """{heading: titles of what is listed under it}"""
    found = {}
    for section in html(page).split("<section")[1:]:
        heading = re.search(r"<h2[^>]*>([^<]*)</h2>", section)
        name = heading[1].split(":")[0].strip() if heading else ""
        found[name] = re.findall(r'class="queue__title"[^>]*>([^<]+)<', section)
    return found


def test_long_lists_of_the_desk_are_shown_in_parts_each_by_itself(short_lists, me, author, library, manager):
    for number in range(5):
        publish_showcase(author=author, institution=library, title=f"Live {number}")
        SubmissionFactory(author=author, institution=library, title=f"Begun {number}")
        SubmissionFactory(author=author, institution=library, title=f"Over {number}", reviewer=manager, declined=True)
    page = me.open(reverse("desk"))
    first = titles(page)
    assert first["On its way"] == ["Begun 4", "Begun 3"]
    assert first["My showcases"] == ["Live 4", "Live 3"]
    assert first["Earlier submissions"] == ["Over 4", "Live 4"]
    names = re.findall(r'<nav class="pagination"[^>]*aria-label="([^"]+)"', html(page))
    assert names == ["Pages of what is on its way", "Pages of My showcases", "Pages of earlier submissions"]
    further = titles(me.open(f"{reverse('desk')}?showcase=2&earlier=5&open=3"))
    assert further["On its way"] == ["Begun 0"]
    assert further["My showcases"] == ["Live 2", "Live 1"]
    assert further["Earlier submissions"] == ["Over 0", "Live 0"]
    links = re.findall(r'href="(\?[^"]+)"', html(me.open(f"{reverse('desk')}?showcase=2&open=3&x=%22")))
    assert "?showcase=3&amp;open=3#showcase-title" in links
    assert "?showcase=2&amp;open=2#open-title" in links, "the other lists stay where they are"
    assert not [link for link in links if "x=" in link]
    for odd in ("0", "999", "two", "-1", ""):
        assert len(titles(me.open(f"{reverse('desk')}?showcase={odd}"))["My showcases"]) in (1, 2)


def test_what_was_returned_comes_first_and_headings_say_how_many_there_are_and_which_part_this_is(
    short_lists, me, author, library
):
    SubmissionFactory(author=author, institution=library, title="Sent back", returned=True)
    SubmissionFactory(author=author, institution=library, title="Waiting", submitted=True)
    for number in range(3):
        SubmissionFactory(author=author, institution=library, title=f"Begun {number}")
    page = me.open(reverse("desk"))
    assert titles(page)["On its way"] == ["Sent back", "Begun 2"]
    assert "On its way: 5" in page
    assert "page 1" not in page.text.split("Sent back")[0]
    assert "On its way: 5, page 2 of 3" in me.open(f"{reverse('desk')}?open=2")


def test_a_live_page_beyond_the_first_part_knows_its_open_change(short_lists, me, author, library):
    lives = [publish_showcase(author=author, institution=library, title=f"Live {number}") for number in range(3)]
    changes = [SubmissionFactory(author=author, institution=library, live=live) for live in lives]
    page = me.open(f"{reverse('desk')}?showcase=2")
    assert html(page).count("Go to the open change") == 1
    assert f'class="button button--quiet" href="{changes[0].get_absolute_url()}"' in re.sub(r"\s+", " ", html(page))


def test_without_a_page_a_few_of_what_was_begun_is_told_of(short_lists, me, author, library):
    for number in range(8):
        SubmissionFactory(author=author, institution=library, title=f"Begun {number}")
    section = html(me.open(reverse("desk"))).split("My showcases")[1]
    assert section.count("Begun ") == 5
    assert "(draft), and more." in me.page


def test_the_sentence_of_what_was_begun_ends_without_a_blank(me, author, library):
    SubmissionFactory(author=author, institution=library, title="Begun")
    assert "Nothing is published yet. On its way: Begun (draft)." in me.open(reverse("desk"))


def test_the_desk_reads_no_long_text(me, author, library):
    publish_showcase(author=author, institution=library)
    SubmissionFactory(author=author, institution=library)
    asked = " ".join(queries(me.client, reverse("desk")))
    assert "challenge" not in asked
    assert '"content"' not in asked
    assert '"search"' not in asked
