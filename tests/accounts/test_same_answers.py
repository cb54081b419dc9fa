"""Whether there is an account with an address is told to its mailbox alone: same answer, same status, same work."""

import re
from urllib.parse import quote

import pytest
from django.contrib.auth import hashers
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from config.fields import NameField
from people.models import Standing, User
from people.services import invite
from tests.factories import PASSWORD, UserFactory
from tests.letters import path_in
from tests.people.pages import check, code_in, log_in, prove, who

pytestmark = pytest.mark.django_db
TAKEN, FREE = "taken@cove.example", "free@cove.example"
BY_CHANCE = {"Content-Length", "Expires"}
CONFIRM = "/accounts/confirm-email/"


@pytest.fixture(autouse=True)
def holder(db):
    return UserFactory(name="Holder", email=TAKEN)


def seen(answer, address):
    """Status, where to, and the page without what is this address or by chance."""
    page = answer.content.decode().replace(address, "ADDRESS").replace(TAKEN, "ADDRESS")
    page = re.sub(r'(csrfmiddlewaretoken" value|"challenge"): ?"[^"]+"|value="[\w-]{64}"', "", page)
    headers = {name: value for name, value in answer.headers.items() if name not in BY_CHANCE}
    cookies = {name: {k: v for k, v in cookie.items() if k != "expires"} for name, cookie in answer.cookies.items()}
    return answer.status_code, headers, cookies, page


def walk(address, steps):
    """All that a browser sees that signs up with an address and then takes these steps."""
    client = Client()
    data = {"name": "Isla", "email": address, "password1": PASSWORD, "next": "/desk/join/"}
    answers = [client.post(reverse("account_signup"), data), client.get(CONFIRM)]
    for step in steps:
        answers += [client.post(CONFIRM, step), client.get(CONFIRM)]
    return client, [seen(answer, address) for answer in answers]


WRONG, RESEND = {"code": "BBBB-BBBB"}, {"action": "resend"}
ELSEWHERE, TAKEN_TOO = {"action": "change", "email": "isla@right.example"}, {"action": "change", "email": TAKEN}


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [WRONG],
        [WRONG, WRONG, WRONG],
        [RESEND, RESEND, RESEND],
        [ELSEWHERE],
        [ELSEWHERE, RESEND, WRONG],
        [TAKEN_TOO],
        [{"action": "change", "email": "nonsense"}],
        [
            ELSEWHERE,
            {"action": "change", "email": "two@right.example"},
            {"action": "change", "email": "three@x.example"},
        ],
    ],
    ids=lambda steps: " ".join(step.get("action", "code") for step in steps) or "nothing",
)
def test_a_sign_up_looks_the_same_at_every_step(steps):
    found = {}
    for address in (FREE, TAKEN):
        _, found[address] = walk(address, steps)
        User.objects.exclude(email=TAKEN).delete()
    assert found[FREE] == found[TAKEN]


def test_a_mistyped_address_that_somebody_has_is_put_right_as_any_other(mailoutbox):
    client, _ = walk(TAKEN, [ELSEWHERE])
    assert mailoutbox[-1].to == ["isla@right.example"]
    assert client.post(CONFIRM, {"code": code_in(mailoutbox[-1])}).url == "/desk/join/"
    isla = who(client)
    assert (isla.email, isla.name) == ("isla@right.example", "Isla")
    client.logout()
    log_in(client, isla)
    assert who(client) == isla
    assert "pending_sign_up" not in client.session


def test_the_holder_learns_of_it_by_mail_and_nothing_of_theirs_changes(holder, mailoutbox):
    walk(TAKEN, [ELSEWHERE, TAKEN_TOO])
    assert [m.subject for m in mailoutbox if m.to == [TAKEN]] == ["You have an account already"] * 2
    holder.refresh_from_db()
    assert holder.check_password(PASSWORD)
    assert holder.name == "Holder"


def hashed(monkeypatch, work):
    """How many passwords are hashed meanwhile."""
    count, hasher = [], type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda self, *args, **kw: count.append(1) or encode(self, *args, **kw))
    work()
    monkeypatch.undo()
    return len(count)


@pytest.mark.parametrize("name", ["account_signup", "account_login", "account_reset_password"])
def test_the_same_work_is_done_for_both(monkeypatch, name):
    def sent(address):
        data = {"name": "Isla", "email": address, "password1": PASSWORD, "login": address, "password": "wrong"}
        return lambda: Client().post(reverse(name), data)

    work = {address: hashed(monkeypatch, sent(address)) for address in (FREE, TAKEN)}
    assert work[FREE] == work[TAKEN] == (0 if "reset" in name else 1)


@pytest.mark.parametrize(
    ("name", "field"), [("account_reset_password", "email"), ("account_login", "login")], ids=["reset", "log-in"]
)
def test_other_forms_answer_both_alike(name, field, mailoutbox):
    found = {
        address: seen(Client().post(reverse(name), {field: address, "password": "wrong"}), address)
        for address in (FREE, TAKEN)
    }
    assert found[FREE] == found[TAKEN]


def test_adding_an_address_that_somebody_has_looks_like_any_other(stranger, mailoutbox):
    found = {}
    for address in (FREE, TAKEN):
        client = Client()
        client.force_login(stranger)
        prove(client)
        answers = [client.post(reverse("account_email"), {"action_add": "", "email": address}), client.get(CONFIRM)]
        answers += [client.post(CONFIRM, WRONG), client.get(reverse("account_email"))]
        found[address] = [seen(answer, address) for answer in answers]
    assert found[FREE] == found[TAKEN]
    assert len({message.subject for message in mailoutbox}) == 1


def datetime_in(page):
    return re.search(r'datetime="([^"]+)"', page)[1]


def test_an_invitation_does_not_say_whether_its_address_has_an_account(library, mailoutbox):
    manager = UserFactory(manager=library)
    found = {}
    for address in (FREE, TAKEN):
        invite(address, library, Standing.STAFF, by=manager)
        link = path_in(mailoutbox[-1])
        page = check(Client().get(link))
        for own in (link, address, datetime_in(page)):
            page = page.replace(own, "OWN").replace(quote(own, safe=""), "OWN")
        found[address] = re.sub(r'value="\w{64}"', "", page)
    assert found[FREE] == found[TAKEN]
    assert "Log in" in found[FREE]
    assert "Sign up" in found[FREE]


def test_who_signs_somebody_up_does_not_write_to_them(mailoutbox):
    lure = "You have won: https://prize.example/claim"
    answer = Client().post(reverse("account_signup"), {"name": lure, "email": FREE, "password1": PASSWORD})
    assert "leave the web address out" in answer.content.decode()
    assert not mailoutbox
    for address in (FREE, TAKEN):
        named = {"name": "Call 0900 123", "email": address, "password1": PASSWORD}
        assert Client().post(reverse("account_signup"), named).status_code == 302
    assert len(mailoutbox) == 2
    assert not [mail for mail in mailoutbox if "0900" in mail.body + mail.subject]
    assert mailoutbox[0].body.startswith("Hello,")


@pytest.mark.parametrize(
    "name", ["Ann www.prize.example", "http://x.example", "Ann HTTPS://x.example", "WWW.x.example"]
)
def test_a_name_has_no_web_address(name):
    with pytest.raises(ValidationError, match="leave the web address out"):
        NameField().clean(name)


@pytest.mark.parametrize("name", ["Ann Lee (she/her)", "J. R. O’Neil", "Wwwyn St.John", "Lee, Ann: the Younger"])
def test_other_names_are_names(name):
    assert NameField().clean(name) == name
