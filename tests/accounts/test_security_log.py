"""The security log: what happened around log-ins, in numbers and states, for 90 days, and a line for the operator."""

import io
import logging
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings as project
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.security import CHANGES
from config.logs import OneLineRefusals, WithoutSecrets
from people import events, services
from people.models import CURATORS, Event, Standing
from tests.factories import PASSWORD, UserFactory
from tests.people.pages import code_in, log_in, prove

pytestmark = pytest.mark.django_db
NEW = {"password1": "eleven green ladders", "password2": "eleven green ladders"}


@pytest.fixture(autouse=True)
def _no_naps(monkeypatch):
    monkeypatch.setattr("accounts.limits.sleep", lambda seconds: None)


@pytest.fixture
def lines(django_capture_on_commit_callbacks, caplog):
    """lines(work): what the operator's log says of it."""

    def said(work):
        caplog.clear()
        with caplog.at_level(logging.INFO, events.LOGGER), django_capture_on_commit_callbacks(execute=True):
            work()
        return [record.getMessage() for record in caplog.records if record.name == events.LOGGER]

    return said


@pytest.fixture
def operator():
    """A client of the operator's pages; `.user` is who it is."""
    client = Client()
    client.user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(client.user)
    return client


def security():
    return list(
        Event.objects.filter(kind=events.SECURITY).order_by("pk").values_list("object_id", "verb", "now", "actor")
    )


def test_a_wrong_password_of_a_known_account_is_noted_by_its_number(client, stranger, lines):
    [line] = lines(lambda: log_in(client, stranger, "wrong"))
    assert security() == [(stranger.pk, "fail", "password", None)]
    assert line == f"security {stranger.pk}: fail, now password"


def test_of_an_unknown_address_only_a_mark_is_noted(client, lines):
    def knock():
        client.post(reverse("account_login"), {"login": "isla@cove.example", "password": "kettles-and-pans"})

    [line] = lines(knock)
    assert "unknown address" in line
    assert "isla" not in line
    assert "cove" not in line
    assert "kettles" not in line
    assert lines(knock) == [line]  # so that an operator sees that it is the same one
    assert not Event.objects.exists()


def test_a_lock_out_is_noted_once(client, stranger):
    for _ in range(8):
        log_in(client, stranger, "wrong")
    assert [verb for _, verb, _, _ in security()] == ["fail"] * 5 + ["lock out"]


def test_so_are_failures_and_lock_outs_at_the_second_step_and_inside(client, stranger):
    TOTP.activate(stranger, "JBSWY3DPEHPK3PXP")
    log_in(client, stranger)
    for _ in range(6):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert security() == [(stranger.pk, "fail", "second step", None)] * 5 + [
        (stranger.pk, "lock out", "second step", None)
    ]
    Event.objects.all().delete()
    client.force_login(stranger)
    prove(client, "wrong")
    client.post(reverse("account_change_password"), NEW | {"oldpassword": "wrong"})
    assert security() == [(stranger.pk, "fail", "password", None)] * 2


def test_every_change_of_how_somebody_logs_in_is_noted(client, stranger, mailoutbox):
    client.force_login(stranger)
    prove(client)
    client.post(reverse("account_change_password"), NEW | {"oldpassword": PASSWORD})
    client.post(reverse("account_email"), {"action_add": "", "email": "sam@cove.example"})
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[-1])})
    client.post(reverse("account_email"), {"action_primary": "", "email": "sam@cove.example"})
    client.post(reverse("account_email"), {"action_remove": "", "email": "sam@elsewhere.example"})
    TOTP.activate(stranger, "JBSWY3DPEHPK3PXP")
    client.post(reverse("mfa_deactivate_totp"))
    client.post(reverse("account_reset_password"), {"email": "sam@cove.example"})
    link = next(word for word in mailoutbox[-1].body.split() if "/password/reset/key/" in word)
    stranger_here = Client()
    form = stranger_here.get(link[link.index("/accounts/") :]).url
    stranger_here.post(form, {name: f"{value} again" for name, value in NEW.items()})
    assert [(verb, actor) for _, verb, _, actor in security()] == [
        (verb, stranger.pk)
        for verb in (
            "change password",
            "add address",
            "change main address",
            "remove address",
            "disconnect app",
            "reset password",
        )
    ]
    written = " ".join(f"{event} {event.was} {event.now}" for event in Event.objects.all())
    assert "@" not in written
    assert "ladders" not in written


def test_nothing_that_people_are_told_by_mail_is_left_out():
    """Each message of this sort that there is a template for is a deed of the log."""
    folder = project.BASE_DIR / "templates"
    bases = ("base_notification.txt",)
    told = {
        str(path.relative_to(folder)).removesuffix("_message.txt")
        for path in folder.rglob("*/email/*_message.txt")
        if any(base in path.read_text() for base in bases)
    }
    assert told - {"account/email/email_confirm"} <= set(CHANGES)


def test_roles_and_who_ended_a_membership_are_told_to_the_operators_log(library, lines, editor):
    manager, colleague = UserFactory(manager=library), UserFactory(staff=library)
    membership = colleague.memberships.get()
    [line] = lines(lambda: services.set_standing(colleague, library, None, by=manager))
    assert line == (
        f"membership {membership.pk}: end, by {manager.pk}, was account {colleague.pk}, institution {library.pk}, staff"
    )
    [_, line] = lines(lambda: services.set_standing(manager, library, Standing.STAFF, by=editor))
    assert line.endswith(f"by {editor.pk}, now account {manager.pk}, institution {library.pk}, staff")
    [line] = lines(lambda: services.set_editor(colleague, True, by=editor))
    assert line == f"account {colleague.pk}: appoint editor, by {editor.pk}"
    [line] = lines(lambda: services.set_editor(colleague, False, by=editor))
    assert line == f"account {colleague.pk}: release editor, by {editor.pk}"


def test_what_an_operator_gives_and_changes_is_noted(operator, stranger, mailoutbox):
    curators = Group.objects.get_or_create(name=CURATORS)[0]
    form = {
        "name": stranger.name,
        "email": "sam@new.example",
        "is_active": "on",
        "is_staff": "on",
        "groups": curators.pk,
    }
    answer = operator.post(reverse("admin:people_user_change", args=[stranger.pk]), form | MANAGEMENT)
    assert answer.status_code == 302, answer.context["errors"]
    given = Event.objects.get(verb="change powers")
    assert (given.object_id, given.actor, given.was, given.now) == (
        stranger.pk,
        operator.user.pk,
        "",
        "Curators, operator",
    )
    assert (stranger.pk, "change main address", "", operator.user.pk) in security()
    [told] = mailoutbox
    assert told.to == ["sam@elsewhere.example"]
    assert "an operator of" in told.body
    answer = operator.post(
        reverse("admin:auth_user_password_change", args=[stranger.pk]),
        {"password1": "ten brown ladders", "password2": "ten brown ladders", "usable_password": "true"},
    )
    assert answer.status_code == 302
    assert security()[-1] == (stranger.pk, "set password", "", operator.user.pk)


MANAGEMENT = {f"memberships-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}


def test_it_is_kept_for_ninety_days_and_the_rest_of_the_log_is_not_touched(stranger, settings):
    assert settings.LOG_IN_DAYS == 90
    old = timezone.now() - timedelta(days=91)
    for kind in (events.SECURITY, events.LOG_INS, "account"):
        events.record(kind, stranger.pk, "fail")
    Event.objects.update(at=old)
    events.record(events.SECURITY, stranger.pk, "fail")
    events.drop_old()
    assert sorted(Event.objects.values_list("kind", flat=True)) == ["account", "security"]


def test_who_looks_at_events_sees_it(operator, client, stranger):
    log_in(client, stranger, "wrong")
    page = operator.get(reverse("admin:people_event_changelist"), {"kind": "security"}).content.decode()
    assert "fail" in page
    assert stranger.email not in page


# -- what is refused -----------------------------------------------------------------------------------


@pytest.fixture
def console():
    """What the console would show of the requests inside."""
    stream, logger = io.StringIO(), logging.getLogger("django")
    handler = logging.StreamHandler(stream)
    for each in (OneLineRefusals(), WithoutSecrets()):
        handler.addFilter(each)
    logger.addHandler(handler)
    yield lambda: stream.getvalue().splitlines()
    logger.removeHandler(handler)


def test_a_refusal_is_one_line_with_the_page_the_account_and_the_reason(client, stranger, library, console):
    client.force_login(stranger)
    client.get(reverse("institution-manage", args=[library.slug]))
    assert console() == [
        f"403 at desk/institutions/<address:slug>/ to account {stranger.pk}: "
        f"Only editors and managers of {library} may do this."
    ]


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/", headers={"host": "elsewhere.example"}),
        lambda client: client.get("/admin/"),
        lambda client: client.post("/accounts/login/", "{", content_type="multipart/form-data; boundary=x"),
    ],
    ids=["another host", "the operator's pages", "nonsense"],
)
def test_so_is_whatever_else_is_no_fault_of_ours(client, stranger, console, ask):
    client.force_login(stranger)
    ask(client)
    assert len(console()) <= 1


def test_a_fault_of_ours_keeps_its_trace(console, monkeypatch):
    def breaks(*args):
        raise RuntimeError("a fault")

    monkeypatch.setattr("discovery.views.home.render", breaks)
    Client(raise_request_exception=False).get("/")
    assert len(console()) > 5


def test_no_line_holds_the_secret_of_a_reset_link(client, stranger, mailoutbox, console):
    client.post(reverse("account_reset_password"), {"email": stranger.email})
    link = next(word for word in mailoutbox[-1].body.split() if "/password/reset/key/" in word)
    path = link[link.index("/accounts/") :]
    client.put(path)
    Client(enforce_csrf_checks=True).post(path)
    assert len(console()) == 2
    assert not [line for line in console() if path.split("/")[-2] in line]


def test_the_console_is_set_up_so():
    assert project.LOGGING["handlers"]["console"]["filters"] == ["one_line", "without_secrets"]
