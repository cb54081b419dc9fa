"""Signing up, logging in, and keeping the account safe."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from people.models import Standing, User
from people.powers import powers_of
from tests.factories import PASSWORD, UserFactory
from tests.people.pages import code_in, log_in, prove, who

pytestmark = pytest.mark.django_db
SIGN_UP = {"name": "Isla  Varrow", "email": "Isla@Cove.example", "password1": PASSWORD}


def app_code(secret):
    """What an authenticator app shows now."""
    counter = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


# -- signing up ----------------------------------------------------------------------------------------


def test_signing_up_takes_a_code_and_makes_staff_by_domain(client, library, mailoutbox):
    answer = client.post("/accounts/signup/?next=/desk/join/", SIGN_UP | {"next": "/desk/join/"})
    assert answer.url == "/accounts/confirm-email/"
    assert not who(client).is_authenticated
    user = User.objects.get()
    assert (user.name, user.email) == ("Isla Varrow", "isla@cove.example")
    [message] = mailoutbox
    assert message.to == ["isla@cove.example"]
    assert message.subject == "Confirm your e-mail address"
    assert message.body.startswith("Hello,\n")  # nobody knows yet whether name and address belong together

    page = client.get(answer.url).content.decode()
    assert "isla@cove.example" in page
    answer = client.post(answer.url, {"code": code_in(message).lower()})
    assert answer.url == "/desk/join/"
    assert who(client) == user
    assert user.memberships.get().institution == library
    assert user.memberships.get().standing == Standing.STAFF
    assert "you are a member of its staff now" in client.get("/desk/join/").content.decode()


def test_a_wrong_code_is_refused_and_the_third_one_ends_it(client, mailoutbox):
    client.post(reverse("account_signup"), SIGN_UP)
    for _ in range(2):
        answer = client.post("/accounts/confirm-email/", {"code": "BBBB-BBBB"})
        assert "This is not the code" in answer.content.decode()
    client.post("/accounts/confirm-email/", {"code": "BBBB-BBBB"})
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})
    assert not who(client).is_authenticated


def test_a_mistyped_address_can_be_put_right_while_the_code_is_waited_for(client, mailoutbox):
    client.post(reverse("account_signup"), SIGN_UP)
    client.post("/accounts/confirm-email/", {"action": "change", "email": "isla@right.example"})
    assert mailoutbox[-1].to == ["isla@right.example"]
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[-1])})
    assert who(client).email == "isla@right.example"


def test_nobody_learns_whether_an_address_has_an_account(client, stranger, mailoutbox):
    answer = client.post(reverse("account_signup"), SIGN_UP | {"email": stranger.email})
    assert answer.url == "/accounts/confirm-email/"
    assert mailoutbox[0].subject == "You have an account already"
    assert User.objects.count() == 1
    client.post(reverse("account_reset_password"), {"email": "nobody@nowhere.example"})
    assert mailoutbox[1].subject == "There is no account with this address"


@pytest.mark.parametrize("password", ["short", "password12345", "isla@cove.example", "918273645546"])
def test_weak_passwords_are_refused_and_nothing_else_is_lost(client, password):
    page = client.post(reverse("account_signup"), SIGN_UP | {"password1": password}).content.decode()
    assert 'href="#id_password1"' in page
    assert 'value="Isla  Varrow"' in page
    assert not User.objects.exists()


def test_who_proves_an_address_gets_it_from_who_never_did(client, stranger, mailoutbox):
    squatter = UserFactory(email="sam@cove.example", verified=False)
    client.force_login(stranger)
    prove(client)
    client.post(reverse("account_email"), {"action_add": "", "email": "sam@cove.example"})
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})
    assert not User.objects.filter(pk=squatter.pk).exists()
    client.post(reverse("account_email"), {"action_primary": "", "email": "sam@cove.example"})
    stranger.refresh_from_db()
    assert stranger.email == "sam@cove.example"


# -- logging in ----------------------------------------------------------------------------------------


def test_logging_in_keeps_where_somebody_wanted_to_go(client, stranger):
    answer = client.get("/desk/join/")
    assert answer.url == "/accounts/login/?next=/desk/join/"
    page = client.get(answer.url).content.decode()
    assert '<input type="hidden" name="next" value="/desk/join/">' in page
    assert "/accounts/signup/?next=%2Fdesk%2Fjoin%2F" in page
    assert log_in(client, stranger, next="/desk/join/").url == "/desk/join/"


def test_logging_in_leads_to_the_desk_and_never_elsewhere(client, stranger):
    assert log_in(client, stranger).url == "/desk/"
    client.logout()
    assert log_in(client, stranger, next="https://evil.example/").url == "/desk/"


def test_the_address_may_be_typed_in_capitals(client, stranger):
    stranger.email = stranger.email.upper()
    log_in(client, stranger)
    assert who(client).is_authenticated


def test_a_wrong_password_says_so_and_keeps_the_address(client, stranger):
    page = log_in(client, stranger, "wrong").content.decode()
    assert "Address and password do not go together" in page
    assert f'value="{stranger.email}"' in page


def test_an_unconfirmed_address_does_not_let_anybody_in(client, mailoutbox):
    answer = log_in(client, UserFactory(verified=False))
    assert answer.url == "/accounts/confirm-email/"
    assert code_in(mailoutbox[0])
    assert not who(client).is_authenticated


def test_a_closed_account_stays_out(client):
    answer = log_in(client, UserFactory(is_active=False))
    assert answer.url == reverse("account_inactive")
    assert "This account is closed" in client.get(answer.url).content.decode()


def test_logging_out_takes_a_post(client, stranger):
    client.force_login(stranger)
    client.get(reverse("account_logout"))
    assert who(client).is_authenticated
    assert client.post(reverse("account_logout")).url == "/"
    assert not who(client).is_authenticated


# -- passwords and addresses ---------------------------------------------------------------------------


def test_a_forgotten_password_is_replaced_by_a_link(client, stranger, mailoutbox):
    answer = client.post(reverse("account_reset_password"), {"email": stranger.email})
    assert answer.url == reverse("account_reset_password_done")
    link = urlsplit(re.search(r"http://\S+/password/reset/key/\S+", mailoutbox[0].body).group()).path
    form = client.get(link).url
    new = "eleven green ladders"
    assert client.post(form, {"password1": new, "password2": new}).status_code == 302
    log_in(client, stranger, new)
    assert who(client) == stranger
    assert mailoutbox[1].subject == "Your password has been changed"
    client.logout()
    assert "This link works no more" in client.get(link, follow=True).content.decode()


def test_changing_the_password_keeps_the_session(client, stranger):
    client.force_login(stranger)
    new = {"oldpassword": PASSWORD, "password1": "eleven green ladders", "password2": "eleven green ladders"}
    client.post(reverse("account_change_password"), new)
    assert who(client) == stranger
    client.logout()
    log_in(client, stranger, new["password1"])
    assert who(client) == stranger


def test_a_second_address_makes_a_second_membership_at_once(client, library, stranger, mailoutbox):
    client.force_login(stranger)
    prove(client)
    client.post(reverse("account_email"), {"action_add": "", "email": "sam@cove.example"})
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})
    assert stranger.memberships.get().institution == library
    assert EmailAddress.objects.get_primary(stranger).email == stranger.email


# -- two steps -----------------------------------------------------------------------------------------


def connect_app(client):
    """Go through the set-up; returns the secret."""
    prove(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    return secret


@pytest.mark.django_db(transaction=True)
def test_an_authenticator_app_is_connected_and_asked_for(client, stranger, mailoutbox):
    log_in(client, stranger)
    secret = connect_app(client)
    assert "An authenticator app has been connected" in [m.subject for m in mailoutbox]
    client.logout()
    answer = log_in(client, stranger, next="/desk/join/")
    assert answer.url.startswith(reverse("mfa_authenticate"))
    assert not who(client).is_authenticated
    assert client.post(answer.url, {"code": "000000"}).status_code == 200
    assert client.post(answer.url, {"code": app_code(secret)}).url == "/desk/join/"
    assert who(client) == stranger


def test_a_recovery_code_lets_in_once(client, stranger):
    log_in(client, stranger)
    connect_app(client)
    codes = RecoveryCodes(Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES))
    code = codes.get_unused_codes()[0]
    assert code in client.get(reverse("mfa_view_recovery_codes")).content.decode()
    client.logout()
    answer = log_in(client, stranger)
    client.post(answer.url, {"code": code})
    assert who(client) == stranger
    client.logout()
    answer = log_in(client, stranger)
    client.post(answer.url, {"code": code})
    assert not who(client).is_authenticated


def test_two_step_log_in_is_changed_only_by_who_proves_themselves_again(client, stranger):
    client.force_login(stranger)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    answer = client.post(answer.url, {"password": PASSWORD})
    assert answer.url == reverse("mfa_activate_totp")


def test_passkeys_are_offered_at_the_log_in(client, stranger):
    page = client.get(reverse("account_login")).content.decode()
    assert "Log in with a passkey" in page
    options = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["challenge"]


# -- the first editor ----------------------------------------------------------------------------------


def test_the_first_editor_is_appointed_by_command(stranger, capsys, mailoutbox):
    call_command("appoint_editor", stranger.email)
    assert powers_of(User.objects.get()).is_editor
    assert "/desk/editors/" in capsys.readouterr().out
    assert "first editor" in mailoutbox[0].body


def test_the_command_refuses_when_there_is_an_editor(editor, stranger):
    with pytest.raises(CommandError, match="in the portal"):
        call_command("appoint_editor", stranger.email)
    assert not powers_of(User.objects.get(pk=stranger.pk)).is_editor


@pytest.mark.parametrize("email", ["nobody@nowhere.example", "unconfirmed@cove.example", "isla-varrow"])
def test_the_command_wants_somebody_with_a_confirmed_address(email):
    UserFactory(email="unconfirmed@cove.example", verified=False)
    with pytest.raises(CommandError, match="sign up first"):
        call_command("appoint_editor", email)


# -- a new secret key ----------------------------------------------------------------------------------


def test_a_new_secret_key_logs_nobody_out_and_breaks_no_link(client, stranger, mailoutbox, settings):
    log_in(client, stranger)
    client.post(reverse("account_reset_password"), {"email": stranger.email})
    link = urlsplit(re.search(r"http://\S+/password/reset/key/\S+", mailoutbox[0].body).group()).path
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", [settings.SECRET_KEY]
    assert client.get("/desk/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = ["the new key", *settings.SECRET_KEY_FALLBACKS]
    settings.SECRET_KEY = "one newer still"
    assert client.get("/desk/").status_code == 200
    assert "set-password" in Client().get(link).url
    settings.SECRET_KEY_FALLBACKS = []
    assert "This link works no more" in Client().get(link).content.decode()
    assert client.get("/desk/").status_code == 200  # its session has been signed anew meanwhile
    settings.SECRET_KEY = "one that nobody knew"
    assert client.get("/desk/").status_code == 302


def test_between_address_and_password_stands_nothing_that_takes_the_focus(client, db):
    page = client.get(reverse("account_login")).text
    address, password = page.index('name="login"'), page.index('name="password"')
    assert address < password < page.index(f'href="{reverse("account_reset_password")}"')
    assert "<a" not in page[address:password]


# -- one address, however it was copied ------------------------------------------------------------------------

AS_COPIED = ["mailto:isla@cove.example", " Isla <Isla@Cove.example> ", "isla@cove.example\u200b,"]


@pytest.mark.parametrize("typed", AS_COPIED)
def test_signing_up_takes_an_address_as_it_was_copied(typed, client, library):
    assert client.post(reverse("account_signup"), SIGN_UP | {"email": typed}).status_code == 302
    assert User.objects.get().email == "isla@cove.example"


@pytest.mark.parametrize("typed", AS_COPIED)
def test_so_do_the_log_in_and_the_way_to_a_new_password(typed, client, mailoutbox):
    user = UserFactory(email="isla@cove.example")
    client.post(reverse("account_reset_password"), {"email": typed})
    assert [message.to for message in mailoutbox] == [["isla@cove.example"]]
    client.post(reverse("account_login"), {"login": typed, "password": PASSWORD})
    assert who(client) == user


@pytest.mark.parametrize("typed", ["Isla", "isla@cove.example, bo@cove.example", "mailto:"])
def test_what_is_not_one_address_is_refused_in_words(typed, client):
    for name, field in (("account_signup", "email"), ("account_login", "login"), ("account_reset_password", "email")):
        answer = client.post(reverse(name), SIGN_UP | {"password": PASSWORD, field: typed})
        assert "Write a whole address, such as name@library.example." in answer.content.decode()
