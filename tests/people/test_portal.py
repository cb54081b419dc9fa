"""What editors say of the portal."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from people import portal
from people.models import Edition, Event, PortalText
from tests.helpers import cut_off
from tests.people.pages import check, log_in

pytestmark = pytest.mark.django_db


def front_page(client):
    return " ".join(client.get("/").content.decode().split())


def number():
    return Edition.objects.get_or_create(pk=1)[0].number


def test_every_text_stands_on_the_page_with_what_it_says(client, editor):
    client.force_login(editor)
    page = check(client.get("/desk/portal/"))
    for text in portal.TEXTS.values():
        assert text.label in page
        assert text.help in page
        assert text.default() in page
    assert "What stood there at first" not in page
    for way in ("/desk/institutions/", "/desk/editors/"):
        assert 'href="/desk/portal/"' in check(client.get(way))


def test_the_word_for_the_people_is_the_settings_until_editors_say_another(client, editor, settings):
    settings.PEOPLE_WORD = "technicians"
    assert "the work of technicians:" in front_page(client)
    client.force_login(editor)
    answer = client.post("/desk/portal/people_word/change/", {"value": "  library\n people "}, follow=True)
    page = check(answer)
    assert "“What your people are called” has been changed." in page
    assert "the work of library people:" in page
    assert 'value="library people"' in page
    answer = client.post("/desk/portal/people_word/reset/", follow=True)
    assert "the work of technicians:" in check(answer)
    assert not PortalText.objects.exists()


def test_a_notice_stands_on_every_page_and_can_do_no_harm(client, editor):
    portal.change("notice", "Closed on **Friday**. <script>alert(1)</script>", by=editor)
    for address in ("/", "/skills/", "/accounts/login/", "/nowhere/"):
        page = client.get(address).content.decode()
        assert 'aria-label="Notice"' in page
        assert "Closed on <strong>Friday</strong>." in page
        assert "<script>alert" not in page
    portal.change("notice", "", by=editor)
    assert 'aria-label="Notice"' not in front_page(client)


def test_the_front_page_says_what_editors_write(client, editor):
    assert "A colophon is the note" in front_page(client)
    portal.change("welcome", "Here <we> are.", by=editor)
    page = front_page(client)
    assert "Here &lt;we&gt; are." in page
    assert "A colophon is the note" not in page


def test_what_is_wrong_is_said_in_words_and_nothing_typed_is_lost(client, editor):
    client.force_login(editor)
    answer = client.post("/desk/portal/people_word/change/", {"value": "  "})
    assert answer.status_code == 422
    page = check(answer)
    assert page.count("Write something here, or go back to what stood there at first.") == 2
    assert 'href="#id_people_word_value"' in page
    answer = client.post("/desk/portal/notice/change/", {"value": "w" * 601})
    assert answer.status_code == 422
    page = check(answer)
    assert page.count("This has 601 characters; 600 are enough.") == 2
    assert "w" * 601 in page
    assert not PortalText.objects.exists()


def test_what_was_typed_before_the_session_ran_out_is_there_again(client, editor):
    cut_off(client, editor)
    client.post(
        "/desk/portal/notice/change/", {"value": "Closed."}, headers={"referer": "http://testserver/desk/portal/"}
    )
    log_in(client, editor)
    page = check(client.get("/desk/portal/"))
    assert "Closed.</textarea>" in page
    assert "please save it now" in page


def test_a_change_is_an_event_with_a_name_and_no_words_and_turns_the_edition(editor):
    before = number()
    portal.change("notice", "Closed.", by=editor)
    portal.change("notice", "Closed.", by=editor)  # says nothing new
    row = PortalText.objects.get()
    portal.reset("notice", by=editor)
    portal.reset("notice", by=editor)
    logged = Event.objects.filter(kind="portal").values_list("object_id", "verb", "was", "now", "actor")
    assert list(logged) == [
        (row.pk, "change", "", "notice", editor.pk),
        (row.pk, "reset", "", "notice", editor.pk),
    ]
    assert number() == before + 2


def test_only_editors_change_it(manager, colleague):
    for somebody in (manager, colleague):
        with pytest.raises(PermissionDenied):
            portal.change("notice", "Closed.", by=somebody)
        with pytest.raises(PermissionDenied):
            portal.reset("notice", by=somebody)


def test_the_service_checks_what_the_form_checks(editor):
    with pytest.raises(ValidationError):
        portal.change("people_word", "", by=editor)
    with pytest.raises(ValidationError):
        portal.change("people_word", "w" * 61, by=editor)
    assert portal.change("notice", "one\r\ntwo\x00", by=editor) == "one\ntwo"


def test_a_page_asks_for_the_texts_at_most_once_and_then_not_for_some_seconds(
    db, monkeypatch, django_assert_num_queries
):
    portal.forget()
    with django_assert_num_queries(1):
        for name in portal.TEXTS:
            portal.value(name)
    with django_assert_num_queries(0):
        portal.value("notice")
    later = portal.monotonic() + portal.KEPT_SECONDS + 1
    monkeypatch.setattr(portal, "monotonic", lambda: later)
    PortalText.objects.create(name="notice", value="Changed by another process.")
    assert portal.value("notice") == "Changed by another process."


@pytest.mark.django_db(transaction=True)
def test_who_reads_while_a_change_is_being_made_does_not_keep_the_old_text(editor, monkeypatch):
    """The thread that reads between the write and the commit keeps the old text; the commit forgets it."""

    real, done = portal.forget, []

    def forget():
        real()
        done.append("forgotten")
        if len(done) == 1:  # another thread reads at this moment
            portal.remember({"notice": "The old one."}, seconds=60)

    monkeypatch.setattr(portal, "forget", forget)
    portal.change("notice", "The new one.", by=editor)
    assert portal.value("notice") == "The new one."


@pytest.mark.parametrize(("name", "said"), [("people_word", "..."), ("people_word", "\u200b"), ("welcome", "— \u3164")])
def test_a_text_that_shows_nothing_is_not_said(editor, name, said):
    with pytest.raises(ValidationError, match="Write something here"):
        portal.change(name, said, by=editor)


def test_a_notice_that_shows_nothing_is_none(client, editor):
    portal.change("notice", "&nbsp;", by=editor)
    assert 'aria-label="Notice"' not in front_page(client)
