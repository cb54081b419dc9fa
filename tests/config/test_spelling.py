"""Addresses in capitals lead where the same in small letters is."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.discovery import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/Showcases/", "/showcases/"),
        ("/SHOWCASES/?q=Maps&Sort=Name", "/showcases/?q=Maps&Sort=Name"),
        ("/Showcases", "/showcases/"),
        ("/PEOPLE/Ann/", "/people/ann/"),
        ("/PEOPLE/Ann?x=%C3%89", "/people/ann/?x=%C3%89"),
        ("/Accounts/Login/", "/accounts/login/"),
        ("/DESK/", "/desk/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_they_lead_where_something_is(client, asked, leads_to, method):
    make.profile("Ann", slug="ann")
    answer = getattr(client, method)(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, leads_to)


def test_letters_beyond_ascii_are_letters_too(client):
    make.profile("Žofia", slug="žofia")
    answer = client.get("/people/ŽOFIA/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/people/%C5%BEofia/")
    assert client.get(answer.headers["Location"]).status_code == 200


def test_capitals_of_a_mark_stay(client):
    live = make.showcase("Maps")
    assert live.shelf_mark != live.shelf_mark.lower()
    address = reverse("cover", args=[live.shelf_mark])
    assert client.get(address).status_code == 200
    assert client.get(address.replace("covers", "Covers")).headers["Location"] == address


@pytest.mark.parametrize(
    "asked", ["/NOWHERE/", "/People/Nobody/", "/Showcases//evil.example/", "/Desk/Submissions/999/", "/STATIC/no.css"]
)
def test_elsewhere_there_is_nothing_as_before(browse, author, asked):
    assert browse(author).get(asked).status_code == 404


@pytest.mark.parametrize("asked", ["//EVIL.example/", "//Evil.example/Showcases/", "//SHOWCASES/", "///Showcases/"])
def test_nobody_is_led_to_another_host(client, asked):
    """Two slashes at the beginning would be one."""
    answer = client.get("/", PATH_INFO=asked)
    assert answer.status_code == 404 or answer.headers["Location"] == "/showcases/"


def test_what_is_sent_is_not_sent_on(client):
    answer = client.post("/Accounts/LOGIN/", {"login": "a@x.example"})
    assert answer.status_code == 404


def test_what_is_closed_stays_so(author, browse):
    """Only that there is an address shows, and its answer is as ever."""
    answer = Client().get("/DESK/")
    assert Client().get(answer.headers["Location"]).url.startswith("/accounts/login/")
    assert browse(author).get("/Desk/").headers["Location"] == "/desk/"
