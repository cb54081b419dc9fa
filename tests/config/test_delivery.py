"""Every answer: only to the methods that its address knows, kept by nobody who should not, with the public address."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from config.delivery import FORM, READS, OneAddressMiddleware, methods_of
from people import services
from people.models import Standing
from tests.factories import PASSWORD, SubmissionFactory, UserFactory
from tests.people.pages import code_in, prove
from tests.tree import ROOMS

pytestmark = pytest.mark.django_db
STRANGE = ("PUT", "PATCH", "DELETE", "TRACE", "BREW")
EXAMPLES = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000"}  # what stands for each part of an address


def routes(resolver=None, prefix=""):
    """(an address, its view) of every route, the operator's and the account pages included."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"/{example(pattern)}", entry.callback
        else:
            yield from routes(entry, pattern)


def example(pattern):
    pattern = re.sub(r"\(\?P<\w+>[^()]*\)", "1", pattern)  # in regular expressions
    pattern = re.sub(r"<(?:(\w+):)?\w+>", lambda found: EXAMPLES.get(found[1], "a-word"), pattern)
    return re.sub(r"[\^$]|\\Z", "", pattern)


ROUTES = {address: view for address, view in routes() if not re.search(r"[()\[\]|*+]", address)}


def test_nearly_all_routes_can_be_asked():
    """But for what has a pattern without an example, such as the operator's catch-all."""
    assert len(ROUTES) > 150
    assert len(ROUTES) > len(dict(routes())) - 3
    assert {"/", "/desk/", "/accounts/login/", "/admin/people/user/", "/links/a-word/"} <= set(ROUTES)


def test_no_route_takes_a_method_that_it_does_not_know_from_anybody(author):
    """Before anything else is asked, of strangers and without a token."""
    strict, member = Client(enforce_csrf_checks=True), Client()
    member.force_login(author)
    wrong = {}
    for address, view in ROUTES.items():
        known = list(methods_of(view))
        for method in {*STRANGE, *FORM} - set(known):
            for client in (strict, member) if method in ("PUT", "POST") else (strict,):
                answer = client.generic(method, address)
                said = answer.headers.get("Allow", "").split(", ")
                if (answer.status_code, said) != (405, known):
                    wrong[method, address] = answer.status_code, said
    assert wrong == {}


def test_every_page_of_ours_says_whether_it_takes_a_form():
    """One that says nothing may be read; what foreign views take stands in their classes."""
    for address, view in ROUTES.items():
        if view.__module__.split(".")[0] in ROOMS and not hasattr(view, "view_class"):
            assert methods_of(view) in (READS, FORM, ("POST",)), address
            assert hasattr(view, "methods") or hasattr(view, "reads_only") or hasattr(view, "writes_because"), address


@pytest.mark.parametrize(
    ("address", "allow"),
    [
        ("/", "GET, HEAD, OPTIONS"),
        ("/accounts/login/", "GET, HEAD, POST, OPTIONS"),
        ("/desk/markdown/", "POST, OPTIONS"),
        ("/desk/new/showcase/", "GET, HEAD, POST, OPTIONS"),
        ("/desk/join/ask/", "GET, HEAD, POST, OPTIONS"),
    ],
)
def test_who_asks_is_told_which_methods_there_are(client, address, allow):
    answer = client.options(address)
    assert (answer.status_code, answer.headers["Allow"], answer.content) == (200, allow, b"")


def test_an_address_that_is_none_is_none_for_every_method():
    strict = Client(enforce_csrf_checks=True)
    for method in (*STRANGE, *FORM):
        assert strict.generic(method, "/nowhere/").status_code == 404


# -- who may keep what -------------------------------------------------------------------------------------


def kept_for(answer):
    return {part.strip() for part in answer.headers["Cache-Control"].split(",")}


@pytest.fixture
def stranger_here():
    return Client(raise_request_exception=False)


def test_no_answer_is_without_a_word_on_keeping_it(stranger_here, author):
    member = Client(raise_request_exception=False)
    member.force_login(author)
    for address, view in ROUTES.items():
        if address in {"/robots.txt", "/search/suggest/"}:  # the same for everybody, for a day or a minute
            assert "public" in kept_for(member.get(address)), address
            assert "public" in kept_for(stranger_here.get(address))
            continue
        if getattr(view, "is_public", False):  # the same for everybody: kept, and asked for anew
            for answer in (stranger_here.get(address), member.get(address)):
                assert "must-revalidate" in kept_for(answer) or answer.status_code != 200, address
                assert kept_for(answer) & {"public", "no-cache"}, address
            continue
        for answer in (stranger_here.get(address), stranger_here.put(address), stranger_here.post(address)):
            assert {"private", "no-cache"} <= kept_for(answer) or "no-store" in kept_for(answer), address
        if address != "/accounts/logout/":
            assert "no-store" in kept_for(member.get(address)), address


@pytest.mark.parametrize(
    "address", ["/nowhere/", "/desk", "/healthz", "/accounts/", "/links/made-up/", "/static/nowhere.css"]
)
def test_faults_and_redirects_say_it_too(stranger_here, address):
    assert kept_for(stranger_here.get(address)) & {"no-store", "no-cache"}


@pytest.mark.parametrize("host", ["elsewhere.example", "testserver:99999", "a b"])
def test_so_does_a_request_that_is_refused(stranger_here, host):
    assert stranger_here.get("/", headers={"host": host}).headers["Cache-Control"]


def test_pages_with_a_form_about_an_account_are_kept_by_nobody(client):
    for name in ("account_login", "account_signup", "account_reset_password", "account_reset_password_done"):
        assert "no-store" in kept_for(client.get(reverse(name))), name


def test_who_has_logged_out_is_a_stranger_again(browse, author):
    client = browse(author)
    assert "no-store" in kept_for(client.get("/desk/"))
    client.post(reverse("account_logout"))
    assert kept_for(client.get("/desk/")) == {"no-cache", "private"}


# -- the public address ------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(settings):
    """A browser that reaches the portal under another name and port than the public ones."""
    settings.SITE_URL = "https://colophon.example"
    settings.ALLOWED_HOSTS = ["portal.internal", "testserver"]
    return Client(headers={"host": "portal.internal:9999"})


def test_no_mail_carries_the_host_or_port_of_a_request(elsewhere, author, library):
    signing_up = {"name": "I", "password1": PASSWORD}
    for email in ("isla@cove.example", author.email):
        stranger = Client(headers={"host": "portal.internal:9999"})
        stranger.post(reverse("account_signup"), signing_up | {"email": email})
    for email in (author.email, "nobody@nowhere.example"):
        elsewhere.post(reverse("account_reset_password"), {"email": email})
    [reset] = [word for message in mail.outbox for word in message.body.split() if "/password/reset/key/" in word]
    assert "set-password" in Client().get(reset.removeprefix("https://colophon.example")).url
    elsewhere.force_login(author)
    prove(elsewhere)
    elsewhere.post(reverse("account_email"), {"action_add": "", "email": "mairi@elsewhere.example"})
    elsewhere.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[-1])})
    elsewhere.post(reverse("account_email"), {"action_primary": "", "email": "mairi@elsewhere.example"})
    draft = SubmissionFactory(author=author, institution=library)
    manager = UserFactory(manager=library)
    elsewhere.post(reverse("submission-send", args=[draft.pk]))
    services.ask_to_join(UserFactory(), library)
    elsewhere.force_login(manager)
    elsewhere.post(reverse("invite", args=[library.slug]), {"email": "new@cove.example", "standing": Standing.STAFF})
    found = [word for message in mail.outbox for word in re.findall(r"https?://[^\s<>\"]+", message.body)]
    assert len(mail.outbox) >= 9
    assert len(found) >= 7
    assert {address[:24] for address in found} == {"https://colophon.example"}


def test_no_redirect_and_no_page_does(elsewhere, author):
    elsewhere.force_login(author)
    for address in ("/desk", "/accounts/", "/desk/join/ask/", "/accounts/password/set/", "/", "/accounts/orcid/login/"):
        answer = elsewhere.get(address)
        assert "portal.internal" not in answer.headers.get("Location", "")
        assert b"portal.internal" not in answer.content


def test_whole_addresses_are_put_together_as_ever(rf, settings):
    settings.SITE_URL = "https://colophon.example"
    found = []
    OneAddressMiddleware(found.append)(rf.get("/people/?q=1"))
    [request] = found
    assert request.build_absolute_uri() == "https://colophon.example/people/?q=1"
    assert request.build_absolute_uri("/skills/") == "https://colophon.example/skills/"
    assert request.build_absolute_uri("?q=2") == "https://colophon.example/people/?q=2"
    assert request.build_absolute_uri("https://orcid.org/x") == "https://orcid.org/x"
