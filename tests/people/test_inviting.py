"""Inviting many: seen before it is done, nothing twice; and saying no."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.errors import Refused
from config.upkeep import keep_house
from people import inviting, links, pauses, services
from people.models import AccessLink, Event, Invitation, Standing
from people.services.invitations import with_links
from reading.mail_addresses import entries_of_file, entries_of_text
from tests.factories import InstitutionFactory, UserFactory
from tests.helpers import at_once, cut_off
from tests.letters import after_the_pause, link_of
from tests.pages import Page
from tests.people.pages import NEW_INSTITUTION, check, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def verbs(library):
    return {name: reverse(name, args=[library.slug]) for name in ("invite", "invite-list", "institution-manage")}


def send_list(client, verbs, text="", file=None, standing="staff"):
    files = {"file": SimpleUploadedFile("staff.csv", file, "text/csv")} if file is not None else {}
    return client.post(verbs["invite"], {"email": text, "standing": standing} | files)


def confirm(client, answer):
    """Press the button of the page that shows what will happen."""
    form = Page(answer).form("Send the invitations")
    return client.post(form.action, {"line": form.fields["line"]}, follow=True)


# -- what will happen ------------------------------------------------------------------------------------------


def test_the_plan_says_of_each_line_what_will_happen(library, manager, colleague, stranger):
    services.invite("waits@cove.example", library, Standing.STAFF, by=manager)
    no = services.invite("no@cove.example", library, Standing.STAFF, by=manager)
    services.decline_invitation(links.latest_of("invitation-decline", [no.pk])[no.pk])
    EmailAddress.objects.create(user=stranger, email="Sam.Orrin@mail.example", verified=True)
    EmailAddress.objects.create(user=stranger, email="unsure@mail.example", verified=False)
    entries = entries_of_text(
        "new@cove.example\nTomasz@Cove.example\nwaits@cove.example\nno@cove.example\nNEW@cove.example\nnonsense\n"
        "ann@else.example\nsam@elsewhere.example\nsam.orrin@mail.example\nunsure@mail.example\nx@maps.cove.example"
    )
    lines = inviting.plan(entries, library, Standing.STAFF)
    assert [(line.line, line.fate) for line in lines] == [
        *((1, "invite"), (2, "member"), (3, "invited"), (4, "declined"), (5, "same"), (6, "faulty")),
        *((7, "invite"), (8, "invite"), (9, "same"), (10, "invite"), (11, "invite")),
    ]
    assert [line.line for line in lines if line.warning] == [7, 8, 10]
    assert "new@cove.example is on this list already." in lines[4].why
    assert "sam@elsewhere.example is on this list already." in lines[8].why


def test_a_line_says_the_standing_and_a_job_title_gives_no_power(library, colleague, manager):
    file = (
        b"E-mail;Role\na@cove.example;Manager\nb@cove.example;Head of Maps, manager\nc@cove.example;\n"
        b"tomasz@cove.example;manager\nmorven@cove.example;staff\n"
    )
    entries = entries_of_file(file)
    lines = inviting.plan(entries, library, Standing.STAFF)
    assert [(line.standing, line.fate) for line in lines] == [
        *(("manager", "invite"), ("staff", "invite"), ("staff", "invite")),
        *(("manager", "invite"), ("staff", "member")),
    ]
    assert "“Head of Maps, manager” is no standing here" in lines[1].warning
    assert "The list says manager" in lines[0].warning
    assert "Is staff here already; this makes them manager." in lines[3].warning


def test_of_two_things_to_look_at_none_hides_the_other(library):
    [line] = inviting.plan(entries_of_file(b"E-mail;Role\na@else.example;Boss\n"), library, Standing.STAFF)
    assert "“Boss” is no standing here." in line.warning
    assert "Not an address at cove.example: is it right?" in line.warning


def test_the_plan_of_a_long_list_takes_as_many_queries_as_of_a_short_one(
    library, colleague, django_assert_max_num_queries
):
    entries = entries_of_text("\n".join(f"new{n}@cove.example" for n in range(200)))
    with django_assert_max_num_queries(6):
        assert len(inviting.plan(entries, library, Standing.STAFF)) == 200


# -- on the pages ----------------------------------------------------------------------------------------------


def test_a_pasted_list_is_shown_and_then_sent(client, manager, colleague, library, verbs, mailoutbox):
    client.force_login(manager)
    answer = send_list(client, verbs, "Lee, Ann <ann@cove.example>; Bo Brown <bo@cove.example>; Tomasz@cove.example")
    page = check(answer)
    assert "Nobody has been invited yet." in page
    assert "Is staff here already." in page
    assert not Invitation.objects.exists()
    assert mailoutbox == []
    page = check(confirm(client, answer))
    assert "Invited to Cove University Library: 2." in page
    assert "Ann Lee, ann@cove.example" in page
    assert sorted(message.to[0] for message in mailoutbox) == ["ann@cove.example", "bo@cove.example"]
    assert mailoutbox[0].body.startswith("Hello Ann Lee,\n")
    assert "Not invited: 2." in check(confirm(client, answer))  # the same page once more
    assert (len(mailoutbox), Invitation.objects.count()) == (2, 2)


def test_a_staff_list_is_shown_and_then_sent(client, manager, library, verbs, mailoutbox):
    client.force_login(manager)
    file = "sep=;\r\nName;E-Mail;Standing\r\nÅsa Lee;asa@cove.example;Manager\r\nBo;nonsense;staff\r\n"
    answer = send_list(client, verbs, file=file.encode("cp1252"))
    assert "Bo" in check(answer)
    check(confirm(client, answer))
    assert [(i.email, i.name, i.standing) for i in Invitation.objects.all()] == [
        ("asa@cove.example", "Åsa Lee", "manager")
    ]


def test_whom_one_takes_the_tick_from_is_not_invited(client, manager, library, verbs):
    client.force_login(manager)
    form = Page(send_list(client, verbs, "a@cove.example b@cove.example")).form("Send the invitations")
    client.post(form.action, {"line": form.fields["line"][:1]})
    assert Invitation.objects.get().email == "a@cove.example"
    assert "Nobody was chosen" in check(client.post(form.action, {}, follow=True))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": "nonsense"}, "Write a whole address"),
        ({"text": ""}, "Write a whole address"),
        ({"text": " ".join(f"a{n}@b.example" for n in range(301))}, "more than 300 addresses"),
        ({"file": b"PK\x03\x04..."}, "choose “Save as”, and take CSV"),
        ({"file": b""}, "There is nothing in this file."),
        ({"file": b"x" * 200_001}, "larger than 200 kB"),
        ({"file": b"Name;Town\nAnn;Cove\n"}, "There is no e-mail address here."),
        ({"text": "ann@cove.example", "file": b"E-mail\nnonsense\n"}, "There is no e-mail address here."),
    ],
)
def test_a_wrong_list_says_what_is_wrong_and_loses_nothing(client, manager, library, verbs, typed, words):
    client.force_login(manager)
    answer = send_list(client, verbs, **typed)
    assert answer.status_code in (200, 422)
    page = check(answer)
    assert words in page
    if answer.status_code == 422 and typed.get("text"):
        assert f"{typed['text'].strip()[:40]}" in page
    assert not Invitation.objects.exists()


def test_what_was_chosen_is_there_again_after_a_log_out(client, manager, library, verbs):
    lines = ["3\tann@cove.example\tAnn Lee\tmanager"]
    cut_off(client, manager)
    assert client.post(verbs["invite-list"], {"line": lines}).url.startswith("/accounts/login/")
    log_in(client, manager)
    answer = client.get(verbs["institution-manage"])
    assert Page(answer).form("Send the invitations").fields["line"] == lines
    confirm(client, answer)
    assert Invitation.objects.get().standing == "manager"


def test_nobody_is_invited_by_who_may_not(client, colleague, library, verbs):
    client.force_login(colleague)
    assert client.post(verbs["invite-list"], {"line": ["1\ta@b.example\t\tstaff"]}).status_code == 403
    many = [f"{n}\ta{n}@b.example\t\tstaff" for n in range(900)]
    client.force_login(UserFactory(manager=library))
    assert "more than 300 lines" in check(client.post(verbs["invite-list"], {"line": many}, follow=True))
    assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_list_sent_twice_at_once_invites_each_once(mailoutbox):
    library = InstitutionFactory()
    manager, other = UserFactory(manager=library), UserFactory(manager=library)
    entries = entries_of_text("a@b.example c@d.example")
    results = at_once(
        lambda: services.invite_all(entries, library, Standing.STAFF, by=manager),
        lambda: services.invite_all(entries, library, Standing.STAFF, by=other),
    )
    assert sorted(map(len, results)) == [0, 2]
    assert Invitation.objects.count() == 2
    assert len(mailoutbox) == 2


# -- saying no -------------------------------------------------------------------------------------------------


@pytest.fixture
def invited(library, manager, mailoutbox):
    return services.invite("ann@else.example", library, Standing.STAFF, by=manager, name="Ann Lee")


def no_in(message):
    return [line for line in message.body.splitlines() if "/links/" in line][1].removeprefix("http://127.0.0.1:8000")


def test_an_invitation_says_who_gave_the_address_and_how_to_say_no(invited, mailoutbox):
    body = mailoutbox[0].body
    assert "Morven Hale, who looks after Cove University Library here, gave us your address" in body
    assert f"we erase it {inviting.KEPT_DAYS} days after this message" in body
    assert no_in(mailoutbox[0]) != link_of(invited)


def everything():
    """All that is kept of invitations, links, events and messages, as text."""
    models = (Invitation, AccessLink, Event, DBTaskResult)
    return " ".join(str(row) for model in models for row in model.objects.values())


def test_who_says_no_is_erased_and_not_asked_again(client, invited, library, manager, mailoutbox, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    after_the_pause()
    services.invite("ann@else.example", library, Standing.STAFF, by=manager)  # waits in the queue
    assert "ann@else.example" in str(DBTaskResult.objects.values())
    address = no_in(mailoutbox[0])  # that of the first message still works
    page = check(client.get(address))
    assert "gave us your address" in page
    assert not invited.declined_at
    for _ in range(2):
        page = check(client.post(address, follow=True))
        assert "You have declined" in page
        assert "ann@else" not in page
    assert "ann@else" not in everything().lower()
    assert "Ann Lee" not in everything()
    with pytest.raises(Refused, match="Please ask them yourself"):
        services.invite("ANN@else.example", library, Standing.MANAGER, by=manager)
    assert services.invite("ann@else.example", InstitutionFactory(), Standing.STAFF, by=UserFactory(editor=True))
    client.force_login(manager)
    page = check(client.get(reverse("institution-manage", args=[library.slug])))
    assert "declined on" in page
    assert "ann@else" not in page


def test_yes_and_no_at_once_is_one_of_them(invited, mailoutbox):
    ann = UserFactory(email="ann@else.example")
    services.accept_invitation(link_of(invited), by=ann)
    no = links.latest_of("invitation-decline", [invited.pk])[invited.pk]
    with pytest.raises(Refused, match="was accepted"):
        services.decline_invitation(no)
    assert ann.memberships.count() == 1


@pytest.mark.django_db(transaction=True)
def test_yes_and_no_in_the_same_moment_is_one_of_them():
    library, ann = InstitutionFactory(), UserFactory()
    invitation = services.invite(ann.email, library, Standing.STAFF, by=UserFactory(manager=library))
    no = links.latest_of("invitation-decline", [invitation.pk])[invitation.pk]
    yes = link_of(invitation)
    results = at_once(
        lambda: services.accept_invitation(yes, by=ann),
        lambda: services.decline_invitation(no),
    )
    assert [type(result) for result in results if isinstance(result, Exception)] == [Refused]
    invitation.refresh_from_db()
    assert bool(invitation.accepted_at) != bool(invitation.declined_at)
    assert ann.memberships.exists() == bool(invitation.accepted_at)


def test_a_withdrawn_invitation_keeps_no_address(invited, manager):
    services.withdraw_invitation(invited, by=manager)
    assert "ann@else" not in everything()


def test_an_invitation_without_an_answer_is_erased_with_its_address(invited, library, manager):
    days = timedelta(days=inviting.KEPT_DAYS)
    Invitation.objects.update(sent_at=timezone.now() - days + timedelta(hours=1))
    keep_house()
    assert Invitation.objects.exists()
    Invitation.objects.update(sent_at=timezone.now() - days - timedelta(hours=1))
    assert keep_house()["unanswered invitations erased"] == 1
    assert not Invitation.objects.exists()
    assert "ann@else" not in everything()


def test_a_declined_one_goes_in_the_end_and_an_accepted_one_stays(invited, library, manager):
    services.decline_invitation(links.latest_of("invitation-decline", [invited.pk])[invited.pk])
    sam = UserFactory()
    services.accept_invitation(link_of(services.invite(sam.email, library, Standing.STAFF, by=manager)), by=sam)
    long_ago = timezone.now() - timedelta(days=99)
    Invitation.objects.update(sent_at=long_ago)
    Invitation.objects.declined().update(declined_at=long_ago)
    keep_house()
    assert Invitation.objects.get().accepted_by == sam


@pytest.mark.parametrize("answered", ["waits", "accepted"])
def test_what_an_invitation_called_somebody_goes_when_their_account_says_it_otherwise(answered, library, manager):
    ann = UserFactory(name="Ann Lee", email="ann.l@else.example")
    invitation = services.invite("Ann.L@else.example", library, Standing.STAFF, by=manager, name="Ann Lee")
    if answered == "accepted":
        services.accept_invitation(link_of(invitation), by=ann)
    services.rename(ann, "Ann Strand", by=ann)
    assert "Ann Lee" not in everything()


@pytest.mark.parametrize(
    "copied", ["Ann Lee <Ann@cove.example>", "mailto:ann@cove.example", " ann@cove.example; ", "'ann@cove.example'"]
)
def test_wherever_one_address_is_asked_for_it_is_taken_as_it_was_copied(copied, client, editor, manager):
    client.force_login(editor)
    new = NEW_INSTITUTION | {"manager_email": copied}
    assert client.post(reverse("institution-new"), new).status_code == 302
    assert Invitation.objects.get().email == "ann@cove.example"
    UserFactory(name="Ann Lee", email="ann@cove.example")
    assert "Ann Lee is an editor now" in check(client.post(reverse("editor-appoint"), {"email": copied}, follow=True))


@pytest.mark.parametrize(
    "typed", ["Ann Lee", "ann@cove.example, ben@cove.example", "ann@", "x" * 300 + "@cove.example"]
)
def test_what_is_none_or_are_several_is_refused(typed, client, editor):
    client.force_login(editor)
    for page, data in (
        ("institution-new", NEW_INSTITUTION | {"manager_email": typed}),
        ("editor-appoint", {"email": typed}),
    ):
        assert client.post(reverse(page), data).status_code == 422


# -- invited, withdrawn, invited again -------------------------------------------------------------------------


def test_who_was_just_withdrawn_gets_the_next_mail_by_itself(client, library, manager, verbs, mailoutbox):
    again = {"email": "ann@cove.example", "standing": "staff"}
    client.force_login(manager)
    client.post(verbs["invite"], again)
    services.withdraw_invitation(Invitation.objects.get(), by=manager)
    page = client.post(verbs["invite"], again, follow=True).content.decode()
    assert "so the next one goes by itself after " in page
    assert "<strong>No mail has gone yet</strong>" in " ".join(page.split())
    assert keep_house()["invitations sent that had to wait"] == 0
    after_the_pause()
    assert [keep_house()["invitations sent that had to wait"] for _ in range(2)] == [1, 0]
    assert [message.to for message in mailoutbox] == [["ann@cove.example"]] * 2
    assert link_of(Invitation.objects.get()).is_open
    assert pauses.over_at("invite-mail", None, library.pk, "ann@cove.example") > timezone.now()


@pytest.mark.parametrize("why", ["withdrawn", "manages no more", "too old"])
def test_what_waits_for_its_mail_is_not_sent_when_it_holds_no_more(why, library, manager, editor):
    for _ in range(2):
        made = services.invite("ann@cove.example", library, Standing.STAFF, by=manager)
        if not made.told:
            break
        services.withdraw_invitation(made, by=manager)
    after_the_pause()
    if why == "withdrawn":
        services.withdraw_invitation(made, by=manager)
    elif why == "manages no more":
        services.set_standing(manager, library, None, by=editor)
    else:
        Invitation.objects.update(sent_at=timezone.now() - timedelta(days=2))
    assert keep_house()["invitations sent that had to wait"] == 0
    assert not any(one.waits for one in with_links(library.invitations.all())), "the list does not promise it"


def test_who_declined_is_known_after_the_secret_key_has_changed(library, manager, settings):
    no = services.invite("no@cove.example", library, Standing.STAFF, by=manager)
    services.decline_invitation(links.latest_of("invitation-decline", [no.pk])[no.pk])
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", [settings.SECRET_KEY]
    [line] = inviting.plan(entries_of_text("no@cove.example"), library, Standing.STAFF)
    assert line.fate == "declined"
    with pytest.raises(Refused, match="has declined"):
        services.invite("no@cove.example", library, Standing.STAFF, by=manager)


def test_one_address_with_a_standing_beside_it_is_looked_at_first(client, manager, verbs):
    client.force_login(manager)
    page = check(send_list(client, verbs, "ann@cove.example\tmanager"))
    assert "as manager" in page
    assert "The list says manager: managers approve" in page  # it may be what their post is called
    assert not Invitation.objects.exists()
