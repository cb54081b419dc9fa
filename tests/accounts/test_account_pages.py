"""Every page of the account: reachable by whom it is for, in our layout and words, and within the CSP."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.urls import urlpatterns as allauths
from django.test import Client
from django.urls import URLResolver, reverse

from accounts.urls import urlpatterns as ours
from tests.factories import PASSWORD
from tests.people.pages import check

pytestmark = pytest.mark.django_db

OPEN, LOG_IN, HOME, DOWNLOAD = "open", "to the log-in", "home", "file"
PAGES = {  # what somebody who is not logged in gets
    "account_login": OPEN,
    "account_signup": OPEN,
    "account_inactive": OPEN,
    "account_logout": HOME,
    "account_reset_password": OPEN,
    "account_reset_password_done": OPEN,
    "account_reset_password_from_key": OPEN,
    "account_reset_password_from_key_done": OPEN,
    "account_email_verification_sent": LOG_IN,  # there is nothing to confirm
    "account_confirm_login_code": LOG_IN,
    "account-name": LOG_IN,
    "account_email": LOG_IN,
    "account_change_password": LOG_IN,
    "account_set_password": LOG_IN,
    "account_reauthenticate": LOG_IN,
    "account_prove_elsewhere": LOG_IN,
    "mfa_index": LOG_IN,
    "mfa_authenticate": LOG_IN,  # the first step comes first
    "mfa_login_webauthn": LOG_IN,
    "mfa_reauthenticate": LOG_IN,
    "mfa_activate_totp": LOG_IN,
    "mfa_deactivate_totp": LOG_IN,
    "mfa_view_recovery_codes": LOG_IN,
    "mfa_generate_recovery_codes": LOG_IN,
    "mfa_download_recovery_codes": LOG_IN,
    "mfa_list_webauthn": LOG_IN,
    "mfa_add_webauthn": LOG_IN,
    "mfa_edit_webauthn": LOG_IN,
    "mfa_remove_webauthn": LOG_IN,
    "mfa_reauthenticate_webauthn": LOG_IN,
    "socialaccount_login_cancelled": OPEN,
    "socialaccount_login_error": OPEN,
    "socialaccount_signup": LOG_IN,  # there is nobody to sign up
    "socialaccount_connections": LOG_IN,
}
ARGUMENTS = {
    "account_reset_password_from_key": ["1", "old-key"],
    "mfa_edit_webauthn": [1],
    "mfa_remove_webauthn": [1],
}


def named(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def address(name):
    return reverse(name, args=ARGUMENTS.get(name, []))


def test_every_address_of_the_account_is_in_the_table():
    elsewhere = re.compile(r"openid_connect_|orcid_|personal$")  # the last is a part of a page (test_personal.py)
    assert {name for name in named([*ours, *allauths]) if not elsewhere.match(name)} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_logged_in_gets_what_the_table_says(client, name):
    answer = client.get(address(name))
    if PAGES[name] == OPEN:
        assert answer.status_code == (401 if name == "socialaccount_login_error" else 200)
        check(answer)
    elif PAGES[name] == HOME:
        assert answer.url == "/"
    else:
        assert answer.url.startswith("/accounts/login/")


@pytest.fixture
def inside(client, stranger):
    """A client of somebody who has just proved themselves again."""
    client.post(reverse("account_login"), {"login": stranger.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def with_two_steps(inside, stranger, monkeypatch):
    TOTP.activate(stranger, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(stranger)
    key = {"name": "Blue key", "credential": {"clientExtensionResults": {"credProps": {"rk": True}}}}
    Authenticator.objects.create(user=stranger, type=Authenticator.Type.WEBAUTHN, data=key)
    begin = "allauth.mfa.webauthn.internal.auth.begin_authentication"
    monkeypatch.setattr(begin, lambda user: {"publicKey": {"challenge": "x"}})
    return inside


def test_the_pages_of_a_plain_account(inside):
    for name in (
        "account_logout",
        "account_email",
        "account_change_password",
        "account_reauthenticate",
        "account_reset_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "socialaccount_connections",
    ):
        check(inside.get(address(name)))


def test_the_pages_of_an_account_with_two_steps(with_two_steps, stranger):
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_reauthenticate",
    ):
        check(with_two_steps.get(address(name)))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert "Blue key" in check(with_two_steps.get(reverse(name, args=[key.pk])))
    codes = with_two_steps.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    assert len(codes) == 10
    with_two_steps.logout()
    second = with_two_steps.post(reverse("account_login"), {"login": stranger.email, "password": PASSWORD}).url
    check(with_two_steps.get(second))
    assert "This is not the code" in check(with_two_steps.post(second, {"code": "1"}))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account_login", {"login": "", "password": ""}),
        ("account_signup", {"name": "", "email": "nonsense", "password1": "a"}),
        ("account_reset_password", {"email": "nonsense"}),
    ],
)
def test_what_is_wrong_is_said_at_the_top_and_at_the_field(client, name, data):
    page = check(client.post(address(name), data))
    assert 'class="error-summary"' in page
    assert 'class="field__error"' in page
    assert "<title>Error: " in page


def test_the_pages_where_a_code_is_typed_in(client, stranger):
    client.post(reverse("account_signup"), {"name": "Isla", "email": "isla@cove.example", "password1": PASSWORD})
    page = check(client.get("/accounts/confirm-email/"))
    assert "isla@cove.example" in page
    assert "Send a new code" in page
    check(client.post("/accounts/confirm-email/", {"code": ""}))
    check(client.post("/accounts/confirm-email/", {"action": "change", "email": ""}))


def test_the_link_for_a_new_password(client, stranger, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": stranger.email})
    link = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", mailoutbox[0].body).group(1)
    form = client.get(link).url
    check(client.get(form))
    check(client.post(form, {"password1": "short", "password2": "other"}))


def test_a_form_that_is_not_from_us_is_refused_in_our_layout(stranger):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("account_login"), {"login": stranger.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert "The page you sent was out of date" in check(answer)


def test_no_cache_shows_one_persons_page_to_another(inside):
    for name in ("account_email", "mfa_index"):
        assert "Cookie" in inside.get(address(name))["Vary"]
    inside.logout()
    assert "no-store" in inside.get(address("account_login"))["Cache-Control"]


@pytest.mark.parametrize("name", ["account_login", "account_signup"])
def test_somebody_who_is_logged_in_is_sent_on(inside, name):
    assert inside.get(address(name)).url == "/desk/"
