"""Trying out is stopped for who tries, for a while, with the right advice; and for nobody else."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from accounts import limits as of_accounts
from accounts.limits import FIFTY, LIMITS
from config import limits
from config.models import Counter
from tests.factories import PASSWORD, UserFactory
from tests.people.pages import check, code_in, log_in, prove, who

pytestmark = pytest.mark.django_db
HERE, THERE = "192.0.2.7", "198.51.100.4"


@pytest.fixture(autouse=True)
def naps(monkeypatch):
    """How long answers were held back, without doing it."""
    held = []
    monkeypatch.setattr(of_accounts, "sleep", held.append)
    return held


def at(network):
    return Client(REMOTE_ADDR=network)


def with_app(user):
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    return user


def tried(network, what, times):
    """As if so much had been tried from a network already."""
    key = limits._key((what, network))
    Counter.objects.filter(key=key).delete()
    limits.count((what, network), LIMITS[what].seconds)
    Counter.objects.filter(key=key).update(hits=times)


def make_over(network, what):
    tried(network, what, LIMITS[what].network)


def test_a_network_may_fifty_times_what_a_person_may_and_no_counter_of_it_is_kept_for_more_than_a_day():
    for limit in LIMITS.values():
        assert limit.network >= 50 * limit.person
        assert limit.seconds <= 24 * 3600
        assert limit.advice.endswith(".")
    assert FIFTY == 50
    assert of_accounts.HOUR <= 24 * 3600


# -- passwords -----------------------------------------------------------------------------------------


def test_after_five_wrong_passwords_the_right_one_waits_too(client, stranger):
    for _ in range(5):
        assert log_in(client, stranger, "wrong").status_code == 200
    answer = log_in(client, stranger)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "300"
    assert "Wait five minutes, or choose a new password by e-mail" in check(answer)
    assert f'value="{stranger.email}"' in answer.content.decode()
    assert not who(client).is_authenticated


def test_four_wrong_ones_and_the_right_one_begin_anew(client, stranger):
    for _ in range(3):
        for _ in range(4):
            log_in(client, stranger, "wrong")
        assert log_in(client, stranger).status_code == 302
        client.logout()


def test_nobody_keeps_a_colleague_out_from_another_network(stranger):
    for _ in range(9):
        log_in(at(HERE), stranger, "wrong")
    colleague = at(THERE)
    assert log_in(colleague, stranger).status_code == 302
    assert who(colleague) == stranger
    assert log_in(at(HERE), stranger).status_code == 429  # that did not open it to who tried


def test_an_ipv6_household_is_one_network_and_the_next_is_another(stranger):
    for n in range(1, 6):
        log_in(at(f"2001:db8:1:2::{n}"), stranger, "wrong")
    assert log_in(at("2001:db8:1:2:ffff::9"), stranger).status_code == 429
    assert log_in(at("2001:db8:1:3::1"), stranger).status_code == 302


@pytest.mark.parametrize(("proxies", "second"), [(1, 302), (0, 429)])
def test_behind_a_proxy_it_is_the_visitors_network_that_counts(stranger, settings, proxies, second):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for _ in range(5):
        log_in(Client(headers={"x-forwarded-for": HERE}), stranger, "wrong")
    assert log_in(Client(headers={"x-forwarded-for": THERE}), stranger).status_code == second


@pytest.mark.parametrize("spelling", [str.upper, str.title, lambda address: f" {address} "])
def test_another_spelling_of_the_address_is_no_new_try(client, stranger, spelling):
    for _ in range(5):
        log_in(client, stranger, "wrong")
    data = {"login": spelling(stranger.email), "password": PASSWORD}
    assert client.post(reverse("account_login"), data).status_code == 429


def test_a_flood_of_other_tries_opens_nothing(client, stranger):
    for _ in range(5):
        log_in(client, stranger, "wrong")
    for n in range(1200):
        limits.count(("reset", f"{n}@x.example", HERE), 900)
    for n in range(3):
        client.post(reverse("account_reset_password"), {"email": f"{n}@x.example"})
    assert log_in(client, stranger).status_code == 429


def test_who_goes_on_trying_does_not_use_up_what_their_network_may(client, stranger):
    for _ in range(40):
        log_in(client, stranger, "wrong")
    assert limits.counted(("password", "127.0.0.1")) == 5


def test_a_network_is_slowed_before_it_is_refused(stranger, naps):
    most = LIMITS["password"].network
    colleague = UserFactory()
    tried(HERE, "password", most // 2 - 2)
    assert log_in(at(HERE), stranger, "wrong").status_code == 200
    assert naps == []
    tried(HERE, "password", most * 3 // 4)
    assert log_in(at(HERE), stranger, "wrong").status_code == 200
    [short] = naps
    tried(HERE, "password", most - 1)
    assert log_in(at(HERE), colleague).status_code == 302  # late, and let in
    assert 0 < short < naps[-1] <= of_accounts.SLOWEST
    make_over(HERE, "password")
    answer = log_in(at(HERE), stranger)
    assert answer.status_code == 429
    assert "from your network" in check(answer)
    assert log_in(at(THERE), stranger).status_code == 302
    assert not Counter.objects.filter(key=limits._key(("password", "new@x.example", HERE))).exists()


def test_no_more_than_two_wait_in_one_process(naps):
    with of_accounts._seats, of_accounts._seats:
        of_accounts._wait(1)
    assert naps == []
    of_accounts._wait(1)
    assert naps == [1]


def test_an_account_that_is_tried_from_many_networks_is_slow_and_open(stranger, naps):
    for n in range(of_accounts.MANY):
        of_accounts.try_once("password", at_request(f"10.0.{n}.1"), stranger.email)
    assert naps == []
    assert log_in(at(THERE), stranger).status_code == 302
    assert naps == [of_accounts.SLOWEST]


def at_request(network):
    class Request:
        META = {"REMOTE_ADDR": network}
        headers = {}

    return Request()


def test_choosing_a_new_password_is_the_way_in_that_the_advice_says(client, stranger, mailoutbox):
    for _ in range(6):
        log_in(client, stranger, "wrong")
    client.post(reverse("account_reset_password"), {"email": stranger.email})
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link[link.index("/accounts/") :]).url
    new = "eleven green ladders"
    client.post(form, {"password1": new, "password2": new})
    assert log_in(client, stranger, new).status_code == 302


def test_the_same_password_is_guarded_where_it_is_asked_for_inside(client, stranger):
    """At “is it you?” and at a change of the password, by whoever found the browser open."""
    client.force_login(stranger)
    for _ in range(3):
        assert prove(client, "wrong").status_code == 200
    change = {"oldpassword": "wrong", "password1": "eleven green ladders", "password2": "eleven green ladders"}
    for _ in range(2):
        assert client.post(reverse("account_change_password"), change).status_code == 200
    answer = client.post(reverse("account_change_password"), change | {"oldpassword": PASSWORD})
    assert answer.status_code == 429
    assert "Too many wrong passwords" in check(answer)
    assert prove(client).status_code == 429
    stranger.refresh_from_db()
    assert stranger.check_password(PASSWORD)
    assert log_in(at(THERE), stranger).status_code == 302  # its owner, elsewhere


# -- the second step -----------------------------------------------------------------------------------


def test_the_second_step_has_its_own_limit_and_advice(stranger):
    with_app(stranger)
    thief, owner = at(HERE), at(THERE)
    for client in (thief, owner):
        log_in(client, stranger)
    for _ in range(5):
        assert "This is not the code" in check(thief.post(reverse("mfa_authenticate"), {"code": "000000"}))
    code = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()[0]
    answer = thief.post(reverse("mfa_authenticate"), {"code": code})
    assert answer.status_code == 429
    said = check(answer)
    assert "the code that your app shows at that moment, or one of your recovery codes" in said
    assert "password" not in said[said.index("error-summary") : said.index("</form>")]
    owner.post(reverse("mfa_authenticate"), {"code": code})
    assert who(owner) == stranger


def test_so_has_the_same_question_inside(client, stranger):
    with_app(stranger)
    client.force_login(stranger)
    for _ in range(5):
        client.post(reverse("mfa_reauthenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_reauthenticate"), {"code": "000000"})
    assert answer.status_code == 429
    assert "one of your recovery codes" in check(answer)


def test_setting_up_an_app_speaks_of_its_clock(client, stranger):
    client.force_login(stranger)
    prove(client)
    client.get(reverse("mfa_activate_totp"))
    for _ in range(10):
        client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert answer.status_code == 429
    assert "clock of your telephone" in check(answer)


@pytest.mark.parametrize("name", ["mfa_authenticate", "mfa_reauthenticate_webauthn"])
def test_keys_are_counted_as_codes_are(client, stranger, name, monkeypatch):
    begin = "allauth.mfa.webauthn.internal.auth.begin_authentication"
    monkeypatch.setattr(begin, lambda user: {"publicKey": {"challenge": "x"}})
    with_app(stranger)
    Authenticator.objects.create(user=stranger, type=Authenticator.Type.WEBAUTHN, data={"name": "Key"})
    client.force_login(stranger) if "re" in name else log_in(client, stranger)
    for _ in range(5):
        client.post(reverse(name), {"credential": json.dumps({"made": "up"})})
    assert limits.counted(("second step", str(stranger.pk), "127.0.0.1")) == 5
    answer = client.post(reverse(name), {"credential": json.dumps({"made": "up"})}, follow=True)
    assert "or one of your recovery codes" in check(answer)


def test_passkeys_are_limited_by_network_alone_for_asking_and_answering():
    address = reverse("mfa_login_webauthn")
    ask = {"accept": "application/json"}
    assert at(HERE).get(address, headers=ask).status_code == 200
    make_over(HERE, "passkey")
    for answer in (at(HERE).get(address, headers=ask), at(HERE).post(address, {"credential": "{}"})):
        assert answer.status_code == 429
        assert "from your network" in check(answer)
    assert at(THERE).get(address, headers=ask).status_code == 200


# -- what sends mail -----------------------------------------------------------------------------------


def test_who_asks_for_reset_links_in_a_row_is_told_to_look_and_others_are_not(stranger, mailoutbox):
    address, data = reverse("account_reset_password"), {"email": stranger.email}
    for _ in range(5):
        assert at(HERE).post(address, data).status_code == 302
    answer = at(HERE).post(address, data)
    assert answer.status_code == 429
    assert "the link in each works" in check(answer)
    assert at(THERE).post(address, data).status_code == 302
    assert len(mailoutbox) == 6


def test_no_mailbox_is_flooded_from_many_networks_and_the_answer_stays_the_same(stranger, mailoutbox):
    for email in (stranger.email, "nobody@nowhere.example"):
        mailoutbox.clear()
        for n in range(of_accounts.MAILS_AN_HOUR + 4):
            answer = at(f"10.0.{n}.1").post(reverse("account_reset_password"), {"email": email})
            assert answer.url == reverse("account_reset_password_done")
        assert len(mailoutbox) == of_accounts.MAILS_AN_HOUR


def test_signing_up_with_one_address_is_limited_and_from_elsewhere_open(mailoutbox):
    data = {"name": "Isla", "email": "isla@cove.example", "password1": PASSWORD}
    for _ in range(5):
        assert at(HERE).post(reverse("account_signup"), data).url == "/accounts/confirm-email/"
    answer = at(HERE).post(reverse("account_signup"), data)
    assert answer.status_code == 429
    assert "Look into its mail" in check(answer)
    assert at(THERE).post(reverse("account_signup"), data).url == "/accounts/confirm-email/"


def test_what_is_wrong_with_a_sign_up_does_not_count(client):
    for _ in range(8):
        answer = client.post(reverse("account_signup"), {"name": "Isla", "email": "isla@cove.example"})
        assert answer.status_code == 200


def test_codes_are_not_tried_out_by_beginning_again_and_again(mailoutbox):
    user = UserFactory(verified=False)
    for _ in range(4):
        client = Client()
        log_in(client, user)
        for _ in range(3):
            client.post("/accounts/confirm-email/", {"code": "BBBB-BBBB"})
    client = Client()
    log_in(client, user)
    answer = client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[-1])})
    assert answer.status_code == 429
    assert "Wait a quarter of an hour; then ask for a new one" in check(answer)
    owner = at(THERE)
    log_in(owner, user)
    owner.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[-1])})
    assert who(owner) == user


def test_three_wrong_codes_lead_to_a_new_one(client, mailoutbox):
    client.post(reverse("account_signup"), {"name": "Isla", "email": "isla@cove.example", "password1": PASSWORD})
    for _ in range(3):
        answer = client.post("/accounts/confirm-email/", {"code": "BBBB-BBBB"}, follow=True)
    said = check(answer)
    assert "These were three wrong codes. Log in, and we send you a new one." in said
    log_in(client, UserFactory._meta.model.objects.get())
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[-1])})
    assert who(client).is_authenticated


def test_codes_for_more_addresses_are_limited_for_who_asks(client, stranger, mailoutbox):
    client.force_login(stranger)
    prove(client)
    answers = [
        client.post(reverse("account_email"), {"action_add": "", "email": f"sam{n}@cove.example"}) for n in range(8)
    ]
    assert [answer.status_code for answer in answers].count(302) == LIMITS["code by mail"].person
    assert answers[-1].status_code == 429
    assert len(mailoutbox) == LIMITS["code by mail"].person


def test_logging_in_with_an_unconfirmed_address_does_not_flood_it(client, mailoutbox):
    user = UserFactory(verified=False)
    answers = [log_in(Client(), user) for _ in range(8)]
    assert answers[-1].status_code == 429
    assert "Look among the spam" in check(answers[-1])
    assert len(mailoutbox) == LIMITS["code by mail"].person


def test_the_ways_elsewhere_are_limited_by_network(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"orcid": {"APPS": [{"client_id": "APP-1", "secret": "s"}]}}
    assert at(HERE).post("/accounts/orcid/login/").status_code == 302
    make_over(HERE, "elsewhere")
    assert at(HERE).post("/accounts/orcid/login/").status_code == 429
    assert at(THERE).post("/accounts/orcid/login/").status_code == 302
