"""Passkeys, with Chromium's virtual authenticator in the place of a finger on a key."""

import pytest
from allauth.mfa.models import Authenticator

from tests.factories import PASSWORD, UserFactory


@pytest.fixture
def key(page):
    """A function that sets up an authenticator; it recognises its owner if `verified`."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")

    def plug_in(verified):
        options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
        options |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": verified}
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    return plug_in


def go_to_adding(page, user):
    page.goto("/accounts/login/?next=/accounts/2fa/webauthn/add/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)  # is it you?
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Log in with this alone").check()


def test_a_passkey_is_added_and_logs_in_alone_and_as_the_second_step(page, key):
    user = UserFactory()
    key(verified=True)
    go_to_adding(page, user)
    page.get_by_label("Name").fill("Blue key")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_text("Passkey: logs you in alone").wait_for()

    page.get_by_role("button", name="Log out").click()
    page.goto("/accounts/login/?next=/desk/join/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.get_by_role("heading", name="Where you belong").wait_for()

    page.get_by_role("button", name="Log out").click()
    page.goto("/accounts/login/?next=/desk/join/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("heading", name="The second step").wait_for()
    page.get_by_role("button", name="Use my key").click()
    page.get_by_role("heading", name="Where you belong").wait_for()


def test_a_passkey_that_is_refused_says_so_in_words(page, key):
    key(verified=False)
    go_to_adding(page, UserFactory())
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("The passkey was not used").wait_for()
    assert not Authenticator.objects.exists()
