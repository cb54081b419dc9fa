"""What public pages leave out: the private part that a script puts there, and the hint that tells it to."""

import pytest
from django.test import Client
from django.urls import reverse

from config.hint import HINT
from tests.factories import SubmissionFactory
from tests.helpers import lose_log_in
from tests.pages import Page
from tests.people.pages import log_in

pytestmark = pytest.mark.django_db


def personal(client):
    return Page(client.get(reverse("personal")))


def hint(client):
    return client.cookies[HINT].value if HINT in client.cookies else ""


def test_it_has_what_the_head_of_a_private_page_has(browse, manager, library, author):
    SubmissionFactory(author=author, institution=library, submitted=True)
    page = personal(browse(manager))
    assert [label for label, _ in page.links] == ["My desk", "Review 1 waiting", "Account"]
    assert page.form("Log out").fields["csrfmiddlewaretoken"]
    assert "data-is-in" in page.response.content.decode()


def test_for_a_stranger_it_has_the_ways_in(client):
    page = personal(client)
    assert [label for label, _ in page.links] == ["Log in", "Sign up"]
    assert "data-is-in" not in page.response.content.decode()
    assert not client.cookies


def test_it_is_kept_by_nobody_and_is_to_each_their_own(browse, author):
    for client in (browse(), browse(author)):
        headers = client.get(reverse("personal")).headers
        assert {"no-store", "private"} <= set(headers["Cache-Control"].split(", "))
        assert "Cookie" in headers["Vary"]


def test_the_hint_comes_with_the_log_in_and_goes_with_it(client, author):
    assert hint(client) == ""
    log_in(client, author)
    cookie = client.cookies[HINT]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("1", "", "Lax")
    client.post(reverse("account_logout"))
    assert hint(client) == "0"  # a word waits: that they are logged out
    assert "You are logged out." in personal(client)
    assert hint(client) == ""
    assert "You are logged out." not in personal(client)


@pytest.mark.parametrize("remember", [{}, {"remember": "on"}])
def test_it_lasts_as_long_as_the_session(client, author, remember):
    log_in(client, author, **remember)
    session, found = client.cookies["sessionid"], client.cookies[HINT]
    assert bool(found["max-age"]) == bool(session["max-age"]) == bool(remember)
    assert abs(int(found["max-age"] or 0) - int(session["max-age"] or 0)) < 5


def test_where_a_session_has_ended_otherwise_the_part_says_so_and_the_hint_goes(browse, author):
    client = browse(author)
    client.get("/desk/")
    assert hint(client) == "1"
    lose_log_in(client)
    assert "Log in" in personal(client)
    assert hint(client) == ""


def test_what_was_said_on_a_private_page_is_not_said_again(client, author):
    log_in(client, author)
    client.post(reverse("account_logout"))
    assert "You are logged out." in Page(client.get(reverse("account_login")))
    assert hint(client) == ""


def test_a_public_page_says_nothing_of_it_and_leads_to_the_desk_without_a_script(browse, author):
    client = browse(author)
    client.get("/desk/")
    answer = client.get("/")
    assert (dict(answer.cookies), answer.content) == ({}, Client().get("/").content)
    page = Page(answer)
    assert page.link("My desk") == "/desk/"
    assert page.link("Log in") == "/accounts/login/"
    ways = [label for label, _ in page.links if label in {"Log in", "Sign up", "My desk"}]
    assert ways[:3] == ["Log in", "Sign up", "My desk"]  # items of one list: static/js/here.js hides the last


def test_a_made_up_hint_opens_nothing(client):
    client.cookies[HINT] = "1"
    assert "My desk" not in personal(client)
    assert hint(client) == ""
