"""Closing an account: what goes, what stays and names nobody, and who must hand over first."""

import threading
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db.models import CASCADE, DO_NOTHING, PROTECT, SET_NULL
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from commitment.models import Contributor
from config.errors import Refused
from config.mail import send
from people import closing, events, links, services
from people.models import NOBODY, AccessLink, Edition, Event, Invitation, Membership, Standing, User
from pictures.models import Upload
from profiles.members import reference_to
from profiles.models import Profile
from review import kinds
from review import services as review
from review.models import Status, Submission
from tests.content import contributor
from tests.drawn import a_picture
from tests.factories import SubmissionFactory, UserFactory, publish_profile, publish_showcase
from tests.helpers import at_once
from tests.letters import path_in
from tests.people.pages import check, log_in, who

pytestmark = pytest.mark.django_db


def closed(user, by=None):
    services.close_account(user, by=by or user)
    user.refresh_from_db()
    return user


# -- every foreign key is decided ----------------------------------------------------------------------


AGREES = {closing.DELETED: CASCADE, closing.EMPTIED: SET_NULL, closing.KEPT: DO_NOTHING}


def keys_to_user():
    """{“app.Model.field”: on_delete} of every key to User, those of the tables behind many-to-many fields included."""
    return {
        f"{model._meta.label}.{field.name}": field.remote_field.on_delete
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and (field.many_to_one or field.one_to_one) and field.related_model is User
    }


def test_what_becomes_of_every_key_to_an_account_is_decided():
    assert closing.fates().keys() == keys_to_user().keys()


def test_what_is_decided_is_what_the_schema_would_do_too():
    keys = keys_to_user()
    assert {field: AGREES[fate] for field, fate in closing.fates().items()} == keys
    assert PROTECT not in keys.values()


def test_nothing_is_decided_twice():
    with pytest.raises(ValueError, match="decided already"):
        closing.closes("people.Membership.user", closing.KEPT)


# -- what goes -----------------------------------------------------------------------------------------


def test_an_empty_row_stays_and_nothing_leads_into_it(client, colleague, library):
    colleague.is_staff = True
    colleague.save()
    colleague.user_permissions.add(Permission.objects.first())
    EmailAddress.objects.create(user=colleague, email="t@home.example", verified=True)
    SocialAccount.objects.create(user=colleague, provider="orcid", uid="0000-0002-1825-0097")
    Authenticator.objects.create(user=colleague, type=Authenticator.Type.TOTP, data={})
    log_in(client, User.objects.get(pk=colleague.pk))
    key = colleague.key
    before = User.objects.get(pk=colleague.pk)
    closed(colleague)
    assert (colleague.name, colleague.email, colleague.last_login) == ("", None, None)
    assert (colleague.is_active, colleague.is_staff, colleague.is_superuser) == (False, False, False)
    assert not colleague.has_usable_password()
    assert colleague.closed_at
    assert colleague.key == key
    assert str(colleague) == NOBODY
    assert not EmailAddress.objects.filter(user=colleague).exists()
    assert not SocialAccount.objects.exists()
    assert not Authenticator.objects.exists()
    assert not colleague.user_permissions.exists()
    assert not colleague.memberships.exists()
    assert not who(client).is_authenticated
    assert client.get("/desk/").status_code == 302
    log_in(client, before)
    assert not who(client).is_authenticated


def test_the_log_ins_of_this_moment_end_and_those_of_others_do_not(client, browse, colleague, manager):
    client.force_login(colleague)
    other = browse(manager)
    assert Session.objects.count() == 2
    closed(colleague)
    assert Session.objects.count() == 1
    assert other.get("/desk/").status_code == 200


def test_it_leaves_one_event_and_turns_the_edition(colleague):
    closed(colleague)
    assert Edition.objects.get().number == 1
    event = Event.objects.get(kind="account", verb="close")
    assert (event.object_id, event.actor, event.was, event.now) == (colleague.pk, colleague.pk, "", "")


def test_closing_twice_and_closing_anothers_is_refused(colleague, manager, editor):
    for somebody in (manager, editor):
        with pytest.raises(PermissionDenied):
            services.close_account(colleague, by=somebody)
    closed(colleague)
    with pytest.raises(Refused, match="closed already"):
        services.close_account(colleague, by=colleague)


def test_requests_go_and_what_they_decided_stays_without_them(colleague, manager, stranger, library):
    services.set_standing(colleague, library, Standing.MANAGER, by=manager)
    asked = services.ask_to_join(stranger, library)
    services.decide_join(asked, True, by=colleague)
    closed(colleague)
    asked.refresh_from_db()
    assert (asked.outcome, asked.decided_by) == ("accepted", None)
    assert stranger.memberships.get().appointed_by is None
    services.ask_to_join(UserFactory(email="x@y.example"), library)
    person = User.objects.get(email="x@y.example")
    closed(person)
    assert not library.join_requests.filter(outcome="waiting").exists()


def test_links_and_invitations_of_theirs_work_no_more(client, colleague, manager, library, mailoutbox):
    services.set_standing(colleague, library, Standing.MANAGER, by=manager)
    mailoutbox.clear()
    services.invite("new@cove.example", library, Standing.STAFF, by=colleague)
    closed(colleague)
    assert client.get(path_in(mailoutbox[0])).status_code == 410
    client.force_login(manager)
    page = check(client.get(reverse("institution-manage", args=[library.slug])))
    assert "invited by a former colleague" in page
    assert "The link works no more</strong>: send it again" in page


def test_no_address_of_theirs_is_left_in_what_invited_them(client, stranger, editor, library, mailoutbox):
    services.invite(stranger.email, library, Standing.STAFF, by=editor)
    client.force_login(stranger)
    client.post(path_in(mailoutbox[0]))
    services.invite(stranger.email, library, Standing.MANAGER, by=editor)
    closed(stranger)
    assert not Invitation.objects.exists()
    assert not AccessLink.objects.exclude(recipient="").exists()
    assert client.get(path_in(mailoutbox[-1])).status_code == 410


def test_the_operators_own_log_does_not_keep_the_name(colleague):
    operator = UserFactory(is_staff=True, is_superuser=True)
    for actor, about in ((operator, colleague), (colleague, operator)):
        LogEntry.objects.create(
            user=actor,
            content_type=ContentType.objects.get_for_model(User),
            object_id=about.pk,
            object_repr=str(about),
            action_flag=CHANGE,
        )
    closed(colleague)
    assert not LogEntry.objects.exists()


# -- what they wrote -----------------------------------------------------------------------------------


def test_the_profile_is_gone_and_the_showcase_stays_with_the_name_on_it(client, colleague, library):
    profile = publish_profile(author=colleague, institution=library, name="Tomasz Brandl")
    showcase = publish_showcase(author=colleague, institution=library)
    Contributor.objects.filter(showcase=showcase).delete()
    Contributor.objects.create(
        showcase=showcase, position=0, user=colleague, name="Tomasz Brandl", credit_roles=["software"]
    )
    closed(colleague)
    assert client.get(profile.get_absolute_url()).status_code == 410
    page = client.get(showcase.get_absolute_url()).content.decode()
    assert "Tomasz Brandl" in page
    assert profile.get_absolute_url() not in page
    assert Contributor.objects.get().user is None


def test_what_was_never_public_is_deleted_and_what_went_live_stays(client, colleague, manager, library, mailoutbox):
    flags = ({}, {"submitted": True}, {"returned": True}, {"withdrawn": True}, {"approved": True}, {"declined": True})
    for n, flag in enumerate(flags):
        SubmissionFactory(author=colleague, institution=library, title=f"Piece {n}", reviewer=manager, **flag)
    mailoutbox.clear()
    closed(colleague)
    left = Submission.objects.all()
    assert {submission.status for submission in left} == {Status.APPROVED}
    assert [m.to for m in mailoutbox] == [[manager.email]]  # what waited for them waits no more
    client.force_login(manager)
    for submission in left:
        page = client.get(reverse("review", args=[submission.pk]))
        assert page.status_code == 200
        assert NOBODY in page.content.decode()
        assert "None" not in page.content.decode()


def test_pictures_that_nothing_public_shows_go_with_their_files(
    tmp_path, colleague, library, django_capture_on_commit_callbacks
):
    shown, drafted, unused = (a_picture(by=colleague) for _ in range(3))
    row = lambda picture: {"pictures": [{"picture": str(picture.pk), "alt": "A map", "credit": ""}]}  # noqa: E731
    publish_showcase(author=colleague, institution=library, **row(shown))
    SubmissionFactory(author=colleague, institution=library, title="A draft", **row(drafted))
    withdrawn_picture = a_picture(by=colleague)
    gone = publish_showcase(author=colleague, institution=library, title="Gone", **row(withdrawn_picture))
    review.withdraw_live(kinds.get("showcase"), gone, by=colleague)
    with django_capture_on_commit_callbacks(execute=True):
        closed(colleague)
    assert list(Upload.objects.all()) == [shown]
    for upload in (drafted, unused, withdrawn_picture):
        assert not list(tmp_path.rglob(f"*{upload.pk.hex}*/*"))
    assert list(tmp_path.rglob(f"*{shown.pk.hex}*/*"))


def test_a_portrait_goes_with_the_profile(colleague, library, django_capture_on_commit_callbacks):
    portrait = a_picture(by=colleague)
    publish_profile(author=colleague, institution=library, photo=str(portrait.pk), photo_alt="A portrait")
    assert Profile.objects.get().photo == portrait
    with django_capture_on_commit_callbacks(execute=True):
        closed(colleague)
    assert not Upload.objects.exists()


# -- who hands over first ------------------------------------------------------------------------------


def test_the_last_editor_hands_over_first(editor, stranger):
    with pytest.raises(Refused, match="at least one editor"):
        services.close_account(editor, by=editor)
    assert User.objects.get(pk=editor.pk).name == "Edith Rowan"
    services.set_editor(stranger, True, by=editor)
    closed(editor)
    assert not editor.groups.exists()


def test_the_only_manager_hands_over_first_and_nothing_is_half_done(manager, colleague, editor, library):
    publish_profile(author=manager, institution=library, reviewer=editor)
    with pytest.raises(Refused, match="the only manager of Cove University Library"):
        services.close_account(manager, by=manager)
    assert Profile.objects.published().count() == 1
    services.set_standing(colleague, library, Standing.MANAGER, by=manager)
    closed(manager)
    assert Membership.objects.current().get(institution=library).user == colleague


def test_a_failure_in_the_middle_undoes_all_of_it(colleague, library, monkeypatch):
    publish_profile(author=colleague, institution=library)

    def fails(*args, **kwargs):
        raise RuntimeError("a fault")

    monkeypatch.setattr("people.events.record", fails)
    with pytest.raises(RuntimeError):
        services.close_account(colleague, by=colleague)
    monkeypatch.undo()
    assert User.objects.get(pk=colleague.pk).name == "Tomasz Brandl"
    assert colleague.memberships.exists()
    assert Profile.objects.published().exists()


# -- mails, the operator -------------------------------------------------------------------------------


def test_nobody_gets_no_mail(mailoutbox):
    send("editor_appointed", None, person=User(), by=None)
    send("editor_appointed", "", person=User(), by=None)
    assert mailoutbox == []


def test_the_operator_closes_an_account_by_its_address(colleague, manager):
    out = StringIO()
    call_command("close_account", "Tomasz@cove.example", stdout=out)
    colleague.refresh_from_db()
    assert colleague.closed_at
    assert f"Number {colleague.pk} stays" in out.getvalue()
    assert events.of("account", [colleague.pk])[colleague.pk][-1].actor is None
    with pytest.raises(CommandError, match=r"Nobody logs in with the address tomasz@cove\.example"):
        call_command("close_account", "tomasz@cove.example", stdout=out)
    with pytest.raises(CommandError, match="the only manager"):
        call_command("close_account", manager.email, stdout=out)


def test_the_operators_pages_show_a_closed_account_and_change_it_no_more(client, colleague):
    closed(colleague)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    assert client.get(reverse("admin:people_user_changelist")).status_code == 200
    page = reverse("admin:people_user_change", args=[colleague.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"email": "a@b.example", "name": "Back", "is_active": "on"}).status_code == 403
    assert links.revoke_all_made_by(colleague, by=None) == 0


def test_the_operators_log_forgets_the_person_and_keeps_what_only_sounds_like_them(colleague, library):
    operator = UserFactory(is_staff=True, is_superuser=True)

    def logged(thing, said):
        return LogEntry.objects.create(
            user=operator,
            content_type=ContentType.objects.get_for_model(thing),
            object_id=thing.pk,
            object_repr=said,
            action_flag=2,
        ).pk

    logged(colleague, str(colleague))
    logged(colleague.memberships.get(), str(colleague.memberships.get()))
    kept = logged(library, f"{colleague.name} Memorial Library")
    closed(colleague)
    assert list(LogEntry.objects.values_list("pk", flat=True)) == [kept]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["own", "credited by now", "credited from now on"])
def test_an_approval_at_the_same_moment_and_the_closing_do_not_wait_for_each_other(what, monkeypatch):
    leaver = UserFactory(name="Mairi Tolland", staff=True)
    place = leaver.memberships.get().institution
    publish_profile(author=leaver, institution=place)
    credit, una = contributor(member=reference_to(leaver)), UserFactory(name="Una Calder", manager=place)
    author = leaver if what == "own" else UserFactory(staff=place)
    before = {"contributors": [credit]} if what == "credited by now" else {}
    live = publish_showcase(author=author, institution=place, **before)
    after = {"contributors": [credit]} if what == "credited from now on" else {}
    change = SubmissionFactory(author=author, institution=place, live=live, title="Seventy", submitted=True, **after)
    has_the_page, has_the_edition = threading.Event(), threading.Event()

    def stamp_and_wait(*args, stamp=review.stamp, **how):
        has_the_page.set()
        has_the_edition.wait(timeout=2)
        return stamp(*args, **how)

    monkeypatch.setattr(review, "stamp", stamp_and_wait)
    monkeypatch.setattr(review.emails, "announce_withdrawal", lambda *args: has_the_edition.set())
    done = at_once(
        lambda: review.move(change, "approve", by=una),
        lambda: has_the_page.wait(timeout=20) and services.close_account(leaver, by=leaver),
    )
    assert not [result for result in done if isinstance(result, Exception)]
    assert not Profile.objects.published().exists()
    assert not Contributor.objects.exclude(user=None).exists()


def test_messages_to_them_are_not_kept_and_not_sent(author, manager, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for person in (author, manager):
        send("editor_appointed", person.email, person=person, by=None)
    closed(author)
    [left] = DBTaskResult.objects.all()
    assert left.args_kwargs["args"][0]["to"] == [manager.email]
