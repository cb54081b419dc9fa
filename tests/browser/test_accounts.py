"""Account pages stand still while they load, and nothing of them comes back after a log-out."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from tests.browser.conftest import SHIFTS, at_rest
from tests.factories import PASSWORD, UserFactory

WIDTHS = (360, 1440)
OPEN = ("account_login", "account_signup", "account_reset_password", "account_reset_password_done")
INSIDE = (
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "socialaccount_connections",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
)


@pytest.fixture
def settled(transactional_db):
    user = UserFactory()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    return user


def log_in_by_hand(page, user):
    page.goto("/accounts/login/?next=/accounts/reauthenticate/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()


def through_the_second_step(page, user):
    """Logged in, and asked again a moment ago."""
    codes = RecoveryCodes(Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES))
    log_in_by_hand(page, user)
    page.get_by_label("Code").fill(codes.get_unused_codes()[0])
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/desk/**")


A_LINE = 0.02  # that breaks elsewhere when the font comes late: a fifth of what browsers call good


def movements(page, look, addresses):
    """{(address, width): what moved}, of those on which anything did."""
    page.add_init_script(SHIFTS)
    found = {}
    for address in addresses:
        for width in WIDTHS:
            look(width)
            page.goto(address)
            at_rest(page)
            moved = page.evaluate("window.moved")
            if sum(amount for amount, _ in moved) > A_LINE:
                found[address, width] = moved
    return found


@pytest.mark.parametrize("providers", [False, True], ids=["alone", "with others"])
def test_the_way_in_stands_still(page, look, settings, providers, transactional_db):
    if providers:
        settings.SOCIALACCOUNT_PROVIDERS = {"orcid": {"APPS": [{"client_id": "APP-1", "secret": "s"}]}}
    assert movements(page, look, [reverse(name) for name in OPEN]) == {}


def test_the_second_step_and_the_page_for_the_code_stand_still(page, look, settled):
    log_in_by_hand(page, settled)
    assert movements(page, look, [reverse("mfa_authenticate")]) == {}
    page.context.clear_cookies()
    page.goto("/accounts/signup/")
    page.get_by_label("Your name").fill("Isla Varrow")
    page.get_by_label("E-mail address").fill("isla@cove.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/accounts/confirm-email/")
    assert movements(page, look, ["/accounts/confirm-email/"]) == {}


def test_the_pages_inside_stand_still(page, look, settled):
    through_the_second_step(page, settled)
    assert movements(page, look, [reverse(name) for name in INSIDE]) == {}


def test_where_a_browser_has_no_passkeys_none_are_offered(page, transactional_db):
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto("/accounts/login/")
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("button", name="Log in with a passkey").count() == 0
    assert page.get_by_role("heading", name="Other ways in").count() == 0


def test_nor_without_scripts(new_context, transactional_db):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/accounts/login/")
    assert not page.get_by_text("Log in with a passkey").is_visible()
    assert not page.get_by_text("Other ways in").is_visible()


# -- the Back button -----------------------------------------------------------------------------------


@pytest.fixture
def with_memory(browser_type, browser_type_launch_args, base_url, transactional_db):
    """A page of a browser that keeps whole pages for the Back button, as people's do and Playwright's does not."""
    kept_off = ["--disable-back-forward-cache"]
    browser = browser_type.launch(**browser_type_launch_args, ignore_default_args=kept_off)
    yield browser.new_page(base_url=base_url, locale="en-GB")
    browser.close()


def back(page):
    """Go back without waiting for a load, which a page that was kept whole has none of."""
    page.evaluate("setTimeout(() => history.back())")  # the answer comes before the page goes


def steps_back(page, secrets):
    """Log out, then go back as many pages as there are secrets; which of them are seen."""
    page.get_by_role("button", name="Log out").click()
    page.get_by_text("You are logged out").wait_for()
    seen = []
    for _ in secrets:
        back(page)
        page.wait_for_timeout(700)
        shown = page.content()
        seen += [secret for secret in secrets if secret in shown]
    return seen


def test_nothing_comes_back_with_the_back_button_after_a_log_out(with_memory, settled):
    page = with_memory
    through_the_second_step(page, settled)
    page.goto(reverse("mfa_view_recovery_codes"))
    code = RecoveryCodes(Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)).get_unused_codes()[0]
    assert code in page.content()
    page.goto(reverse("account_email"))
    assert settled.email in page.content()
    assert steps_back(page, [settled.email, code]) == []
    page.get_by_role("heading", name="Log in", exact=True).wait_for()


def test_nor_does_a_draft(with_memory, log_in, draft, author):
    page = with_memory
    log_in(author, page.context)
    page.goto(f"/desk/submissions/{draft.pk}/basics/")
    title = draft.content["title"]
    assert title in page.content()
    page.goto("/desk/join/")
    assert steps_back(page, [author.email, title]) == []
    page.get_by_role("heading", name="Log in", exact=True).wait_for()


def test_nor_does_a_name_in_the_head_of_a_public_page(with_memory, log_in, author):
    page = with_memory
    log_in(author, page.context)
    page.goto("/people/")
    page.get_by_role("button", name="Log out").wait_for()
    page.goto("/skills/")
    page.get_by_role("button", name="Log out").click()
    page.get_by_text("You are logged out").wait_for()
    for address in ("/skills/", "/people/"):
        back(page)
        page.wait_for_function("(address) => location.pathname === address", arg=address)  # it is not loaded again
        page.wait_for_timeout(700)
        assert page.get_by_role("banner").get_by_role("link", name="Log in").is_visible()
        assert page.get_by_role("button", name="Log out").count() == 0


def test_who_goes_back_to_a_public_page_is_still_there(with_memory, log_in, author):
    page = with_memory
    log_in(author, page.context)
    page.goto("/people/")
    page.get_by_role("button", name="Log out").wait_for()
    page.goto("/skills/")
    back(page)
    page.wait_for_function("location.pathname === '/people/'")
    page.get_by_role("button", name="Log out").wait_for()
