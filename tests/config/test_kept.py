"""What was typed as a log-in had ended is kept for its writer, for an hour; a flood of strangers leaves nothing."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.adapters import AccountAdapter
from config import kept
from config.models import Counter, KeptPost
from config.upkeep import keep_house
from people.services import close_account
from tests.factories import PASSWORD, InstitutionFactory, SubmissionFactory, UserFactory
from tests.helpers import cut_off as cut_off_now
from tests.helpers import lose_log_in
from tests.people.pages import log_in

pytestmark = pytest.mark.django_db
TYPED = "Typed as the session ran out"


@pytest.fixture
def basics(author, library):
    draft = SubmissionFactory(author=author, institution=library)
    return reverse("submission-step", args=[draft.pk, "basics"])


@pytest.fixture
def cut_off(browse, author, basics):
    """The browser of somebody whose session has just ended."""
    client = browse(author)
    client.get(basics)
    lose_log_in(client)
    return client


def shown(client, user, address):
    client.force_login(user)
    return client.get(address).content.decode()


def test_it_comes_back_once_and_to_its_writer_alone(cut_off, author, colleague, basics):
    cut_off.post(basics, {"title": TYPED})
    assert TYPED not in shown(cut_off, colleague, basics)
    assert TYPED in shown(cut_off, author, basics)
    assert TYPED not in cut_off.get(basics).content.decode()


def test_it_comes_back_in_another_browser_too(cut_off, author, basics, browse):
    cut_off.post(basics, {"title": TYPED})
    assert TYPED in browse(author).get(basics).content.decode()


def test_of_two_that_were_sent_to_one_page_the_later_comes_back(cut_off, author, basics):
    cut_off.post(basics, {"title": "An earlier one"})
    cut_off.post(basics, {"title": TYPED})
    assert KeptPost.objects.count() == 1
    assert TYPED in shown(cut_off, author, basics)


@pytest.mark.parametrize(
    "end",
    [
        lambda client: client.post(reverse("account_logout")),
        lambda client: Session.objects.all().delete(),
        lambda client: Session.objects.update(expire_date=timezone.now() - timedelta(days=1)),
    ],
    ids=["logged out", "session gone", "session run out"],
)
def test_however_the_log_in_ended(browse, author, basics, end):
    client = browse(author)
    client.get(basics)
    end(client)
    client.post(basics, {"title": TYPED})
    assert TYPED in shown(client, author, basics)


def test_a_session_that_ran_out_is_known_without_the_mark(browse, author, basics):
    client = browse(author)
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    assert kept.MARK not in client.cookies
    client.post(basics, {"title": TYPED})
    assert TYPED in shown(client, author, basics)


@pytest.mark.parametrize(
    "cookies",
    [{}, {"sessionid": "x" * 32}, {"sessionid": "x" * 5000}, {kept.MARK: "1"}, {kept.MARK: "IjEi:1vO2wq:made-up"}],
    ids=["none", "made up", "endless", "unsigned", "badly signed"],
)
def test_a_flood_of_strangers_leaves_nothing(basics, cookies):
    client = Client()
    for name, value in cookies.items():
        client.cookies[name] = value
    for _ in range(3):
        assert client.post(basics, {"title": "t" * 90_000}).status_code == 302
    assert not KeptPost.objects.exists()
    assert not Session.objects.exists()
    assert not Counter.objects.exists()


def test_nobody_can_fill_the_disk_with_one_old_mark(cut_off, basics):
    for n in range(kept.PAGES + 5):
        cut_off.post(f"/desk/submissions/{n}/basics/", {"title": TYPED})
    assert KeptPost.objects.count() == kept.PAGES


def test_a_page_that_the_script_sends_again_and_again_is_kept_as_it_was_last(cut_off, author, basics):
    for n in range(kept.PAGES + 5):
        cut_off.post(basics, {"title": f"Typed so far: {n}"}, headers={"X-Autosave": "1"})
    cut_off.post(basics, {"title": TYPED})
    assert KeptPost.objects.count() == 1
    assert TYPED in shown(cut_off, author, basics)


@pytest.mark.parametrize(
    "data",
    [
        {"title": "t" * (kept.MOST + 1)},
        {"title": TYPED, "new_password": "kettles"},
        {"code": "fg7k-93mm"},
        {"credential": "{}"},
        {f"field-{n}": "t" * 1000 for n in range(101)},
    ],
    ids=["endless", "a password", "a recovery code", "a passkey", "endless in all"],
)
def test_what_is_endless_or_a_secret_is_not_kept(cut_off, basics, data):
    assert cut_off.post(basics, data).status_code == 302
    assert not KeptPost.objects.exists()


def test_a_long_text_in_any_script_is(cut_off, author, basics):
    cut_off.post(basics, {"title": TYPED, "summary": "библиотека " * 3000})
    assert TYPED in shown(cut_off, author, basics)


@pytest.mark.parametrize("slug", ["библиотека-острова", "図書館" * 26], ids=["short", "long"])
@pytest.mark.parametrize(("page", "sent"), [("edit", "edit"), ("manage", "invite")])
def test_it_comes_back_on_addresses_in_any_script(client, slug, page, sent):
    place = InstitutionFactory(slug=slug)
    manager = UserFactory(manager=place)
    cut_off_now(client, manager)
    names = {"edit": "institution-edit", "manage": "institution-manage", "invite": "invite"}
    client.post(reverse(names[sent], args=[slug]), {"about": TYPED, "email": TYPED})
    assert TYPED in shown(client, manager, reverse(names[page], args=[slug]))


def test_after_an_hour_it_is_gone_from_page_and_table(cut_off, author, basics):
    cut_off.post(basics, {"title": TYPED})
    keep_house()
    assert KeptPost.objects.exists()
    KeptPost.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert TYPED not in shown(cut_off, author, basics)
    keep_house()
    assert not KeptPost.objects.exists()


def test_it_goes_with_the_account(cut_off, author, basics):
    cut_off.post(basics, {"title": TYPED})
    close_account(author, by=author)
    assert not KeptPost.objects.exists()


def test_the_mark_is_for_this_browser_alone_and_says_nothing(browse, author):
    client = browse(author)
    client.get(reverse("desk"))
    mark = client.cookies[kept.MARK]
    assert mark["httponly"]
    assert mark["samesite"] == "Lax"
    assert author.email not in mark.value
    assert kept.MARK not in client.get(reverse("desk")).cookies  # once a day is enough
    assert kept.MARK not in browse().get("/").cookies


# -- sessions of strangers ---------------------------------------------------------------------------------


def age():
    return Session.objects.get().expire_date - timezone.now()


def test_what_a_session_knows_of_a_stranger_is_kept_for_an_hour(client, outsider):
    client.post(reverse("account_signup"), {"name": "I", "email": "isla@cove.example", "password1": PASSWORD})
    assert age() <= timedelta(hours=1)


@pytest.mark.parametrize(("remember", "browser_end"), [({}, True), ({"remember": "on"}, False)])
def test_who_logs_in_keeps_theirs(client, outsider, remember, browser_end):
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert age() <= timedelta(hours=1)
    log_in(client, outsider, **remember)
    assert age() > timedelta(days=13)
    assert client.session.get_expire_at_browser_close() is browser_end


def test_so_does_who_logs_in_without_being_asked_to_remember(client, outsider, rf):
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    request = rf.get("/")
    request.session = client.session
    AccountAdapter().login(request, outsider)
    assert request.session.get_expiry_age() > 13 * 24 * 3600
