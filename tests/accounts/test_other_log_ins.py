"""Logging in through an institution (OIDC) or ORCID."""

import html
import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user
from django.urls import reverse

from people.models import User
from people.services import rename
from tests.factories import PASSWORD, UserFactory
from tests.people.pages import check, code_in, prove

pytestmark = pytest.mark.django_db
ORCID = {"BASE_DOMAIN": "orcid.org", "MEMBER_API": False, "APPS": [{"client_id": "APP-1", "secret": "s"}]}


class IdentityProvider(BaseHTTPRequestHandler):
    """The little of OpenID Connect that a log-in needs. `person` is who logs in there."""

    person = {}

    def do_GET(self):
        here = f"http://{self.headers['Host']}"
        self.answer(
            self.person
            if self.path == "/userinfo"
            else {
                "issuer": here,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo",
                "jwks_uri": f"{here}/keys",
            }
        )

    def do_POST(self):
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert sent["code"] == ["the-code"]
        assert sent["code_verifier"]
        self.answer({"access_token": "token", "token_type": "Bearer"})

    def answer(self, data):
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def provider(settings):
    """The class of a running identity provider, which the portal knows as “Cove University”."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), IdentityProvider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "institution",
        "name": "Cove University",
        "client_id": "colophon",
        "secret": "s",
        "settings": {"server_url": f"http://127.0.0.1:{server.server_port}"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    IdentityProvider.person = {"sub": "u1", "name": "Isla Varrow", "email": "isla@cove.example"}
    yield IdentityProvider
    server.shutdown()
    server.server_close()


def go_through(client, query=""):
    """To the identity provider and back, as a browser does."""
    there = client.post(f"/accounts/oidc/institution/login/{query}").url
    asked = parse_qs(urlsplit(there).query)
    assert asked["client_id"] == ["colophon"]
    back = urlsplit(asked["redirect_uri"][0]).path
    return client.get(back, {"code": "the-code", "state": asked["state"][0]})


def test_nothing_is_offered_where_nothing_is_set_up(client, stranger):
    for name in ("account_login", "account_signup"):
        page = client.get(reverse(name)).content.decode()
        assert "/accounts/oidc/" not in page
        assert "/accounts/orcid/" not in page
    assert client.get("/accounts/oidc/institution/login/").status_code == 404
    client.force_login(stranger)
    assert "Connected log-ins" not in client.get(reverse("account_email")).content.decode()


def test_orcid_is_offered_when_set_up(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"orcid": ORCID}
    page = check(client.get("/accounts/login/?next=/desk/join/"))
    assert "Go on with ORCID" in page
    assert "/accounts/orcid/login/?process=login&amp;next=%2Fdesk%2Fjoin%2F" in page
    assert "Go on with ORCID" in check(client.get("/accounts/signup/"))
    assert "Log in through ORCID" in check(client.get("/accounts/orcid/login/"))
    there = client.post("/accounts/orcid/login/").url
    assert there.startswith("https://orcid.org/oauth/authorize?client_id=APP-1")


def test_only_the_page_that_leads_elsewhere_may_lead_elsewhere(client, provider):
    assert "form-action 'self';" in client.get("/accounts/login/")["Content-Security-Policy"] + ";"
    answer = client.get("/accounts/oidc/institution/login/")
    assert "Go to Cove University" in check(answer)
    assert "form-action 'self' https:" in answer["Content-Security-Policy"]


def test_a_confirmed_address_from_the_institution_needs_no_code(client, library, provider, mailoutbox):
    provider.person["email_verified"] = True
    assert go_through(client, "?process=login&next=/desk/join/").url == "/desk/join/"
    user = User.objects.get()
    assert get_user(client) == user
    assert (user.name, user.email) == ("Isla Varrow", "isla@cove.example")
    assert user.memberships.get().institution == library
    client.logout()
    assert go_through(client).url == "/desk/"
    assert User.objects.count() == 1


def test_an_address_that_nobody_confirmed_is_sent_a_code(client, library, provider, mailoutbox):
    assert go_through(client).url == "/accounts/confirm-email/"
    assert not get_user(client).is_authenticated
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})
    assert get_user(client).memberships.get().institution == library


def test_who_comes_without_an_address_is_asked_for_one(client, provider, mailoutbox):
    del provider.person["email"]
    assert go_through(client).url == "/accounts/3rdparty/signup/"
    page = check(client.get("/accounts/3rdparty/signup/"))
    assert "Cove University has told us who you are" in page
    assert 'value="Isla Varrow"' in page
    client.post("/accounts/3rdparty/signup/", {"name": "Isla", "email": "isla@cove.example"})
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})
    assert get_user(client).name == "Isla"


def test_nobody_gets_into_an_account_by_claiming_its_address(client, provider, mailoutbox):
    UserFactory(email="isla@cove.example")
    provider.person["email_verified"] = True
    go_through(client)
    assert not get_user(client).is_authenticated
    assert mailoutbox[0].subject == "You have an account already"


def test_another_log_in_is_connected_and_disconnected(client, stranger, provider):
    client.post(reverse("account_login"), {"login": stranger.email, "password": PASSWORD})
    assert "Connect Cove University" in check(client.get(reverse("socialaccount_connections")))
    prove(client)
    assert go_through(client, "?process=connect").url == reverse("socialaccount_connections")
    page = check(client.get(reverse("socialaccount_connections")))
    assert "Connected. You can log in there from now on." in page
    client.logout()
    go_through(client)
    assert get_user(client) == stranger
    prove(client)
    client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()


def test_turning_back_and_failing_are_told_in_words(client, provider):
    there = client.post("/accounts/oidc/institution/login/").url
    state = parse_qs(urlsplit(there).query)["state"][0]
    back = "/accounts/oidc/institution/login/callback/"
    answer = client.get(back, {"error": "access_denied", "state": state}, follow=True)
    assert "You are not logged in" in check(answer)
    assert "The log-in did not work" in check(client.get(back, {"error": "broken", "state": "made-up"}))


def test_the_environment_switches_them_on():
    code = "import config.settings as s, json; print(json.dumps(s.SOCIALACCOUNT_PROVIDERS))"
    environment = os.environ | {
        "COLOPHON_MODE": "test",
        "DATABASE_URL": "postgres://localhost/none",
        "OIDC_SERVER_URL": "https://idp.cove.example",
        "OIDC_CLIENT_ID": "colophon",
        "OIDC_CLIENT_SECRET": "s",
        "OIDC_NAME": "Cove University",
        "ORCID_CLIENT_ID": "APP-1",
        "ORCID_CLIENT_SECRET": "s",
    }
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    made = json.loads(run.stdout)
    assert made["orcid"]["APPS"] == [{"client_id": "APP-1", "secret": "s"}]
    [app] = made["openid_connect"]["APPS"]
    assert (app["name"], app["settings"]["server_url"]) == ("Cove University", "https://idp.cove.example")


@pytest.mark.parametrize("path", ["", "callback/"])
def test_a_way_to_log_in_that_is_not_set_up_is_not_there(path, db, browse):
    assert browse().get(f"/accounts/orcid/login/{path}").status_code == 404


def test_who_has_no_password_proves_who_they_are_by_logging_in_there_again(client, provider, mailoutbox):
    provider.person["email_verified"] = True
    go_through(client)
    user = get_user(client)
    session = client.session
    session["account_authentication_methods"] = []  # a while ago
    session.save()
    question = client.post(reverse("account_email"), {"action_add": "", "email": "isla@elsewhere.example"}).url
    [way] = re.findall(r'href="(/accounts/oidc/institution/login/\?[^"]+)"', client.get(question).content.decode())
    way = html.unescape(way).partition("?")[2]
    assert "prompt=login" in client.post(f"/accounts/oidc/institution/login/?{way}").url

    provider.person = {"sub": "u2", "name": "Somebody", "email": "other@cove.example"}
    assert go_through(client, f"?{way}").url == question
    said = check(client.get(question))
    assert "does not belong to your account" in said
    assert "Go on" not in said
    assert get_user(client) == user

    provider.person = {"sub": "u1", "name": "Isla Varrow", "email": "isla@cove.example"}
    assert go_through(client, f"?{way}").url == question
    assert get_user(client) == user
    assert "Go on" in check(client.get(question))
    assert mailoutbox == []
    client.post(question, {"next": reverse("account_email")})
    assert mailoutbox[0].to == ["isla@elsewhere.example"]


def test_how_the_other_side_calls_somebody_is_taken_once_and_not_kept(client, library, provider):
    provider.person["email_verified"] = True
    go_through(client)
    account = SocialAccount.objects.get()
    assert account.user.name == "Isla Varrow"
    assert "Varrow" not in str(account.extra_data)
    account.extra_data = {"userinfo": {"given_name": "Isla", "sub": "1", "names": [{"family-name": "Varrow"}]}}
    account.save()
    rename(account.user, "Mo Ferrier", by=account.user)
    account.refresh_from_db()
    assert account.extra_data == {"userinfo": {"sub": "1"}}
