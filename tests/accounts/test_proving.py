"""Nobody changes how somebody logs in without proving again who they are, and the address that was there is told."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory
from tests.people.pages import check, code_in, prove, who

pytestmark = pytest.mark.django_db
SECOND = "sam@cove.example"
NEW = {"password1": "eleven green ladders", "password2": "eleven green ladders"}


@pytest.fixture
def settled(stranger):
    """Somebody with two addresses, an app, a key and a log-in elsewhere."""
    EmailAddress.objects.create(user=stranger, email=SECOND, verified=True)
    TOTP.activate(stranger, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(stranger)
    Authenticator.objects.create(user=stranger, type=Authenticator.Type.WEBAUTHN, data={"name": "Blue key"})
    SocialAccount.objects.create(user=stranger, provider="orcid", uid="0000-0001")
    return stranger


def key():
    return Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk


DEEDS = {  # what each asks for, and what it sends
    "add an address": lambda: (reverse("account_email"), {"action_add": "", "email": "new@cove.example"}),
    "make another the main one": lambda: (reverse("account_email"), {"action_primary": "", "email": SECOND}),
    "remove an address": lambda: (reverse("account_email"), {"action_remove": "", "email": SECOND}),
    "disconnect the app": lambda: (reverse("mfa_deactivate_totp"), {}),
    "remove a key": lambda: (reverse("mfa_remove_webauthn", args=[key()]), {}),
    "rename a key": lambda: (reverse("mfa_edit_webauthn", args=[key()]), {"name": "Mine"}),
    "add a key": lambda: (reverse("mfa_add_webauthn"), {"name": "Mine", "credential": "{}"}),
    "new recovery codes": lambda: (reverse("mfa_generate_recovery_codes"), {}),
    "disconnect a log-in": lambda: (
        reverse("socialaccount_connections"),
        {"account": SocialAccount.objects.get().pk},
    ),
}


def state(user):
    user.refresh_from_db()
    return (
        user.email,
        user.password,
        list(EmailAddress.objects.filter(user=user).order_by("pk").values_list("email", "primary")),
        list(Authenticator.objects.order_by("pk").values_list("pk", "data")),
        SocialAccount.objects.count(),
    )


@pytest.mark.parametrize("deed", DEEDS)
def test_what_concerns_the_account_wants_a_proof_first(client, settled, mailoutbox, deed):
    client.force_login(settled)
    before = state(settled)
    address, data = DEEDS[deed]()
    answer = client.post(address, data)
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert parse_qs(urlsplit(answer.url).query)["next"] == [address]
    check(client.get(answer.url))
    assert state(settled) == before
    assert mailoutbox == []


@pytest.mark.parametrize("deed", DEEDS)
def test_an_old_proof_is_none(client, settled, mailoutbox, deed):
    client.force_login(settled)
    prove(client)
    session = client.session
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [record | {"at": time.time() - 3600} for record in records]
    session.save()
    before = state(settled)
    assert client.post(*DEEDS[deed]()).url.startswith(reverse("account_reauthenticate"))
    assert state(settled) == before


@pytest.mark.parametrize("name", ["mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_activate_totp"])
def test_so_do_the_pages_that_show_secrets(client, settled, name):
    if name == "mfa_activate_totp":
        Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()
    client.force_login(settled)
    assert client.get(reverse(name)).url.startswith(reverse("account_reauthenticate"))


def test_what_was_sent_is_done_when_the_password_was_right(client, settled, mailoutbox):
    client.force_login(settled)
    question = client.post(*DEEDS["make another the main one"]()).url
    assert client.post(question, {"password": "wrong", "next": reverse("account_email")}).status_code == 200
    settled.refresh_from_db()
    assert settled.email != SECOND
    client.post(question, {"password": PASSWORD, "next": reverse("account_email")})
    settled.refresh_from_db()
    assert settled.email == SECOND


def test_the_session_keeps_no_password_and_no_network_address_meanwhile(client, settled):
    client.force_login(settled)
    client.post(*DEEDS["remove an address"](), REMOTE_ADDR="192.0.2.7", headers={"user-agent": "Lynx"})
    kept = str(dict(client.session))
    assert "action_remove" in kept
    assert "192.0.2.7" not in kept
    assert "Lynx" not in kept
    assert "sessionid" not in kept
    bare = UserFactory()
    bare.set_unusable_password()
    bare.save()
    client.force_login(bare)
    client.post(reverse("account_set_password"), NEW)
    assert "eleven green ladders" not in str(dict(client.session))


# -- who is told -------------------------------------------------------------------------------------------


def test_the_old_main_address_is_told_of_the_new_one(client, settled, mailoutbox):
    old = settled.email
    client.force_login(settled)
    prove(client)
    client.post(*DEEDS["make another the main one"]())
    [told] = mailoutbox
    assert told.to == [old]
    assert f"was {old} and is {SECOND} now" in told.body


def test_an_address_that_is_removed_is_told_and_so_is_the_main_one(client, settled, mailoutbox):
    client.force_login(settled)
    prove(client)
    client.post(*DEEDS["remove an address"]())
    assert sorted(message.to[0] for message in mailoutbox) == [SECOND, settled.email]
    assert all(f"{SECOND} has been removed" in message.body for message in mailoutbox)


def test_the_main_address_is_told_of_one_that_is_added(client, stranger, mailoutbox):
    client.force_login(stranger)
    prove(client)
    client.post(*DEEDS["add an address"]())
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})
    assert mailoutbox[0].to == ["new@cove.example"]
    [told] = mailoutbox[1:]
    assert told.to == [stranger.email]
    assert "new@cove.example has been added to your account" in told.body


def test_no_message_tells_a_network_address(client, settled, mailoutbox):
    client.force_login(settled)
    prove(client)
    client.post(*DEEDS["remove an address"](), REMOTE_ADDR="192.0.2.7")
    assert mailoutbox
    assert not [message for message in mailoutbox if "192.0.2.7" in message.body]


# -- who has no password -----------------------------------------------------------------------------------


@pytest.fixture
def bare(stranger, settings):
    """Somebody who logs in through ORCID alone."""
    settings.SOCIALACCOUNT_PROVIDERS = {"orcid": {"APPS": [{"client_id": "APP-1", "secret": "s"}]}}
    stranger.set_unusable_password()
    stranger.save()
    EmailAddress.objects.create(user=stranger, email=SECOND, verified=True)
    SocialAccount.objects.create(user=stranger, provider="orcid", uid="0000-0001")
    return stranger


BARE_DEEDS = {name: DEEDS[name] for name in ("add an address", "make another the main one", "remove an address")} | {
    "choose a password": lambda: (reverse("account_set_password"), NEW),
    "connect an app": lambda: (reverse("mfa_activate_totp"), {"code": "000000"}),
}


def proof(client, user, ago=0, **more):
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "socialaccount", "at": time.time() - ago, **more}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


@pytest.mark.parametrize("deed", BARE_DEEDS)
def test_who_has_no_password_proves_it_where_they_log_in(client, bare, mailoutbox, deed):
    client.force_login(bare)
    before = state(bare)
    for ago in (None, 3600):
        if ago:
            proof(client, bare, ago)
        answer = client.post(*BARE_DEEDS[deed]())
        assert answer.url.startswith(reverse("account_prove_elsewhere"))
    said = check(client.get(answer.url))
    assert "Log in through ORCID" in said
    assert "process=redirect" in said
    assert "prompt%3Dlogin" in said
    assert state(bare) == before


def test_what_they_sent_is_done_when_they_come_back(client, bare):
    client.force_login(bare)
    question = client.post(*BARE_DEEDS["make another the main one"]()).url
    assert client.post(question, {"next": reverse("account_email")}).status_code == 200  # not proved yet
    proof(client, bare)
    assert "Thank you: it is you" in check(client.get(question))
    bare.refresh_from_db()
    assert bare.email != SECOND  # looking does nothing
    client.post(reverse("account_prove_elsewhere"), {"next": reverse("account_email")})
    bare.refresh_from_db()
    assert bare.email == SECOND


def test_a_password_is_chosen_with_a_fresh_log_in(client, bare):
    client.force_login(bare)
    proof(client, bare)
    assert client.get(reverse("account_change_password")).url == reverse("account_set_password")
    check(client.get(reverse("account_set_password")))
    client.post(reverse("account_set_password"), NEW)
    bare.refresh_from_db()
    assert bare.check_password(NEW["password1"])


def test_who_can_log_in_nowhere_at_present_is_told_how_to_get_a_password(client, bare, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    client.force_login(bare)
    said = check(client.get(client.post(*BARE_DEEDS["add an address"]()).url))
    assert reverse("account_reset_password") in said


def test_the_ways_elsewhere_are_not_for_who_has_a_password(client, stranger):
    client.force_login(stranger)
    assert client.get(reverse("account_prove_elsewhere")).url.startswith(reverse("account_reauthenticate"))
    assert who(client) == stranger
