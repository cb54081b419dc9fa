"""Links that answer without an account: what they are, how they end, and that opening one does nothing."""

import io
import logging
import re
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.errors import Refused
from config.logs import WithoutSecrets
from config.upkeep import keep_house
from managing.views.links import UNKNOWN_A_MINUTE
from people import links
from people.models import AccessLink, Event
from tests.people.pages import check

pytestmark = pytest.mark.django_db


def page(link, request):
    return "managing/link.html", {"title": "A poll", "text": "Are you there?", "button": "I am", "ended": "It is over."}


def act(link, request):
    links.use(link)
    return HttpResponse("thanks")


@pytest.fixture(autouse=True)
def poll(monkeypatch):
    purpose = links.Purpose("poll", page, act, lifetime=timedelta(days=7), max_uses=2)
    monkeypatch.setitem(links._purposes, "poll", purpose)
    return purpose


def address(token):
    return reverse("link", args=[token])


def aged(days):
    """All links were made so many days ago, and were good for seven."""
    made = timezone.now() - timedelta(days=days)
    AccessLink.objects.update(made_at=made, expires_at=made + timedelta(days=7))


# -- the secret ----------------------------------------------------------------------------------------


def test_the_secret_is_told_once_and_stored_as_a_hash(editor):
    token = links.make("poll", 7, by=editor, recipient="ana@inverlathe.example")
    assert len(token) == 43  # 256 bits
    assert links.make("poll", 7, by=editor) != token
    link = links.find(token)
    assert re.fullmatch("[0-9a-f]{64}", link.token_hash)
    for row in (*AccessLink.objects.values(), *Event.objects.values()):
        assert token not in str(row)
    assert (link.purpose, link.object_id, link.made_by, link.max_uses) == ("poll", 7, editor, 2)
    assert timedelta(days=6) < link.expires_at - timezone.now() <= timedelta(days=7)


def test_a_link_may_be_good_for_longer_or_more_often_than_others_of_its_purpose(editor):
    token = links.make("poll", 7, by=editor, lifetime=timedelta(days=90), max_uses=None)
    for _ in range(5):
        links.use(links.find(token))
    assert links.find(token).expires_at > timezone.now() + timedelta(days=89)


# -- opening and using ---------------------------------------------------------------------------------


def test_opening_a_link_shows_one_button_and_does_nothing(client, editor):
    token = links.make("poll", 7, by=editor)
    before = Event.objects.count()
    for _ in range(3):
        assert "I am</button>" in check(client.get(address(token)))
        client.head(address(token))
    assert links.find(token).uses == 0
    assert Event.objects.count() == before
    assert client.put(address(token)).status_code == 405


def test_the_button_does_it_without_an_account_and_as_often_as_the_link_allows(client, editor):
    token = links.make("poll", 7, by=editor)
    for used in (1, 2):
        assert client.post(address(token)).content == b"thanks"
        assert links.find(token).uses == used
    answer = client.post(address(token))
    assert answer.status_code == 410
    assert "It is over." in check(answer)
    assert links.find(token).uses == 2


def test_the_button_carries_a_token_against_forgery(editor):
    token = links.make("poll", 7, by=editor)
    client = Client(enforce_csrf_checks=True)
    assert client.post(address(token)).status_code == 403
    page = client.get(address(token)).content.decode()
    typed = {"csrfmiddlewaretoken": re.search('name="csrfmiddlewaretoken" value="(.+?)"', page)[1]}
    assert client.post(address(token), typed, headers={"origin": "http://testserver"}).status_code == 200
    # Under the header's no-referrer alone, browsers would send “Origin: null” from here, which is refused.
    assert client.post(address(token), typed, headers={"origin": "null"}).status_code == 403
    assert '<meta name="referrer" content="same-origin">' in page


def test_a_use_that_comes_to_nothing_is_not_counted(client, editor, poll):
    @transaction.atomic
    def act_and_fail(link, request):
        links.use(link)
        raise Refused("Not today.")

    object.__setattr__(poll, "act", act_and_fail)
    token = links.make("poll", 7, by=editor)
    answer = client.post(address(token), follow=True)
    assert "Not today." in check(answer)
    assert links.find(token).uses == 0


@pytest.mark.django_db(transaction=True)
def test_two_who_use_the_last_use_at_once_get_it_once(editor):
    token = links.make("poll", 7, by=editor, max_uses=1)
    said = []

    def click():
        try:
            links.use(links.find(token))
            said.append("done")
        except Refused:
            said.append("refused")
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert sorted(said) == ["done", "refused", "refused", "refused"]
    assert links.find(token).uses == 1


# -- how it ends ---------------------------------------------------------------------------------------


def test_a_link_that_ended_says_so_and_does_nothing(client, editor):
    token = links.make("poll", 7, by=editor)
    aged(8)
    for answer in (client.get(address(token)), client.post(address(token))):
        assert answer.status_code == 410
        page = check(answer)
        assert "It is over." in page
        assert "I am</button>" not in page
    with pytest.raises(Refused):
        links.use(links.find(token))


def test_all_links_to_a_thing_are_revoked_together(client, editor):
    first, second, other = (links.make("poll", n, by=editor) for n in (7, 7, 8))
    assert links.revoke("poll", 7, by=editor) == 2
    assert links.revoke("poll", 7, by=editor) == 0
    assert [client.get(address(token)).status_code for token in (first, second, other)] == [410, 410, 200]
    assert links.revoke_all_made_by(editor, by=editor) == 1
    assert client.get(address(other)).status_code == 410


def test_links_are_forgotten_some_time_after_their_end(editor):
    token = links.make("poll", 7, by=editor)
    aged(36)
    assert links.drop_dead() == 0
    aged(38)
    assert keep_house()["dead links dropped"] == 1
    assert links.find(token) is None
    links.make("poll", 7, by=editor, lifetime=timedelta(days=300))
    links.revoke("poll", 7, by=editor)
    assert links.drop_dead() == 0
    AccessLink.objects.update(
        made_at=timezone.now() - timedelta(days=40), revoked_at=timezone.now() - timedelta(days=31)
    )
    assert links.drop_dead() == 1


# -- what is told to whom ------------------------------------------------------------------------------


WRONG = ("made-up", "x", "y" * 43, "y" * 5000, "%00", "🙂", "a b")


def test_whatever_is_wrong_with_a_token_the_answer_is_the_same(client, editor, django_assert_num_queries):
    token = links.make("poll", 7, by=editor)
    AccessLink.objects.create(  # of a purpose that no app knows
        purpose="sermon", object_id=1, token_hash=links._hash("nobody-knows"), expires_at=timezone.now() + timedelta(1)
    )
    answers = {}
    for wrong in (*WRONG, "nobody-knows", token[:-1], token.swapcase()):
        with django_assert_num_queries(2):  # one look, one count
            answer = client.get(f"/links/{wrong}/")
        answers[wrong] = (answer.status_code, re.sub(rb'content=".*?"|value=".*?"', b"", answer.content))
    assert len({content for _, content in answers.values()}) == 1
    assert {status for status, _ in answers.values()} == {404}


def test_every_answer_keeps_the_secret(client, editor):
    token = links.make("poll", 7, by=editor, max_uses=1)
    answers = [client.get(address(token)), client.post(address(token)), client.get(address(token))]
    answers += [client.get(address("made-up"))]
    answers += [client.get(address("made-up")) for _ in range(UNKNOWN_A_MINUTE)][-1:]
    assert [answer.status_code for answer in answers] == [200, 200, 410, 404, 429]
    answers.append(Client(enforce_csrf_checks=True).post(address(token)))
    assert answers[-1].status_code == 403
    for answer in answers:
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"


def test_guessing_is_stopped_for_a_while_and_nobody_else_is(client, editor):
    token = links.make("poll", 7, by=editor)
    for n in range(UNKNOWN_A_MINUTE):
        assert client.get(address(f"guess-{n}")).status_code == 404
    answer = client.get(address("one-more-guess"))
    assert answer.status_code == 429
    assert "too often in a short time" in check(answer)
    assert Client(REMOTE_ADDR="192.0.2.7").get(address("a-guess")).status_code == 404
    assert client.get(address(token)).status_code == 200  # a colleague behind the same network has a real one
    assert client.post(address(token)).status_code == 200


def test_looking_at_real_links_is_no_guessing(client, editor):
    token = links.make("poll", 7, by=editor)
    assert {client.get(address(token)).status_code for _ in range(UNKNOWN_A_MINUTE + 5)} == {200}
    assert client.get(address("made-up")).status_code == 404


def test_no_log_line_holds_a_secret(editor):
    """Django writes the path of what it refuses."""
    token = links.make("poll", 7, by=editor)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(WithoutSecrets())
    logging.getLogger("django").addHandler(handler)
    try:
        Client(enforce_csrf_checks=True).post(address(token))
    finally:
        logging.getLogger("django").removeHandler(handler)
    assert "Forbidden" in stream.getvalue()
    assert token not in stream.getvalue()
    assert "without_secrets" in settings.LOGGING["handlers"]["console"]["filters"]


# -- the log -------------------------------------------------------------------------------------------


def test_making_using_and_revoking_leave_an_event_without_an_address(client, editor):
    token = links.make("poll", 7, by=editor, recipient="ana@inverlathe.example")
    client.post(address(token))
    links.revoke("poll", 7, by=editor)
    link = links.find(token)
    logged = Event.objects.filter(kind="link", object_id=link.pk)
    assert list(logged.values_list("verb", "now", "actor")) == [
        ("make", "poll 7", editor.pk),
        ("use", "poll 7", None),
        ("revoke", "poll 7", editor.pk),
    ]
