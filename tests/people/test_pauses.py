"""Nobody can mail others again and again; and what must remain remains when two act at once."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.errors import Refused
from people import pauses, services
from people.models import Membership, Standing
from people.queries import editors
from review import services as review
from review.emails import tell_what_waits
from tests.factories import InstitutionFactory, SubmissionFactory, UserFactory
from tests.helpers import at_once
from tests.letters import after_the_pause, link_of
from tests.people.pages import check

pytestmark = pytest.mark.django_db


# -- the counter -----------------------------------------------------------------------------------------------


def test_the_first_is_allowed_and_the_next_after_the_pause():
    about = ("mail", 1, "place", "to@x.example")
    assert [pauses.allowed(*about) for _ in range(3)] == [True, False, False]
    after_the_pause()
    assert pauses.allowed(*about)
    assert [pauses.allowed("other", *about[1:], most=2) for _ in range(3)] == [True, True, False]
    for other in (("mail", 2, *about[2:]), ("mail", 1, "there", about[3]), (*about[:3], "bo@x.example")):
        assert pauses.allowed(*other)


def test_what_was_undone_does_not_count():
    with transaction.atomic():
        assert pauses.allowed("mail", 1, 1, 1)
        transaction.set_rollback(True)
    assert pauses.allowed("mail", 1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_allowed():
    results = at_once(*[lambda: pauses.allowed("mail", 1, 1, 1)] * 4)
    assert sorted(results) == [False, False, False, True]


# -- every verb that mails others ------------------------------------------------------------------------------


@pytest.fixture
def it(library, manager, colleague, editor, stranger):
    return SimpleNamespace(
        library=library, manager=manager, colleague=colleague, editor=editor, stranger=stranger, second=UserFactory()
    )


def ask_and_take_back(it):
    services.take_back_request(services.ask_to_join(it.stranger, it.library), by=it.stranger)


def up_and_down(it):
    services.set_standing(it.colleague, it.library, Standing.MANAGER, by=it.manager)
    services.set_standing(it.colleague, it.library, Standing.STAFF, by=it.manager)


def begin_and_end(it):
    services.set_standing(it.stranger, it.library, Standing.STAFF, by=it.manager)
    services.set_standing(it.stranger, it.library, None, by=it.manager)


def appoint_and_release(it):
    services.set_editor(it.stranger, True, by=it.editor)
    services.set_editor(it.stranger, False, by=it.editor)


def invite_again(it):
    services.invite("ann@else.example", it.library, Standing.STAFF, by=it.manager)


def invite_and_withdraw(it):
    invitation = services.invite("Ann@else.example", it.library, Standing.STAFF, by=it.manager)
    services.withdraw_invitation(invitation, by=it.manager)


def send_and_recall(it):
    if not hasattr(it, "draft"):
        it.draft = SubmissionFactory(author=it.colleague, institution=it.library)
    review.move(it.draft, "submit", by=it.colleague)
    review.move(it.draft, "recall", by=it.colleague)


def send_and_withdraw_new_ones(it):
    draft = SubmissionFactory(author=it.colleague, institution=it.library, submitted=True)
    review.move(draft, "withdraw", by=it.colleague)


AGAIN = [  # what one person does again and again, and how many mails others get of it in an hour
    (ask_and_take_back, 1),
    (up_and_down, 2),
    (begin_and_end, 2),
    (appoint_and_release, 1),
    (invite_again, 1),
    (invite_and_withdraw, 1),
    (send_and_recall, 2),
    (send_and_withdraw_new_ones, 10),
]


@pytest.mark.parametrize(("deed", "most"), AGAIN, ids=lambda value: getattr(value, "__name__", ""))
def test_done_again_and_again_it_mails_others_once_an_hour(deed, most, it, mailoutbox):
    for _ in range(12):
        deed(it)
    others = [message for message in mailoutbox if message.to != [it.colleague.email] or deed in (up_and_down,)]
    assert len(others) == most
    after_the_pause()
    mailoutbox.clear()
    deed(it)
    assert mailoutbox


def test_the_deed_is_done_without_the_mail_and_the_page_says_so(client, it, mailoutbox):
    client.force_login(it.stranger)
    ask = lambda: client.post(reverse("join-ask"), {"institution": it.library.pk}, follow=True)  # noqa: E731
    assert "within the last hour" not in check(ask())
    client.post(reverse("join-take-back", args=["cove"]))
    assert "had a mail of this within the last hour" in check(ask())
    assert it.stranger.join_requests.waiting().count() == 1
    client.force_login(it.manager)

    def invite():
        return client.post(reverse("invite", args=["cove"]), {"email": "a@b.example", "standing": "staff"}, follow=True)

    assert "on its way to a@b.example" in check(invite())
    assert "No mail was sent: they had one about this within the last hour." in check(invite())
    assert len(mailoutbox) == 2


def test_the_link_of_the_first_mail_stays_good_in_the_pause(it, mailoutbox):
    first = services.invite(it.stranger.email, it.library, Standing.STAFF, by=it.manager)
    again = services.invite(it.stranger.email, it.library, Standing.MANAGER, by=it.manager)
    assert (first.told, again.told) == (True, False)
    services.accept_invitation(link_of(again), by=it.stranger)
    assert it.stranger.memberships.get().standing == Standing.MANAGER


def test_what_still_waits_after_the_pause_is_told(it, settings, mailoutbox):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.EMAIL_BACKEND = settings.MAIL_BACKEND
    for _ in range(3):
        send_and_recall(it)
    sent = review.move(it.draft, "submit", by=it.colleague)
    assert not sent.told
    (task,) = DBTaskResult.objects.filter(task_path__endswith=".tell_what_waits")
    assert task.run_after > timezone.now() + timedelta(minutes=59)
    mailoutbox.clear()
    tell_what_waits.func(*task.args_kwargs["args"])
    assert [(message.to, message.subject[:9]) for message in mailoutbox] == [([it.manager.email], "To review")]
    review.move(it.draft, "recall", by=it.colleague)
    mailoutbox.clear()
    tell_what_waits.func(it.draft.pk)
    assert mailoutbox == []


# -- ended memberships are told --------------------------------------------------------------------------------


def test_whose_membership_is_ended_hears_of_it_in_kind_words(it, mailoutbox):
    services.set_standing(it.colleague, it.library, None, by=it.manager)
    (message,) = mailoutbox
    assert message.to == [it.colleague.email]
    assert message.subject == "Your membership of Cove University Library has ended"
    for words in ("Morven Hale has ended", "Your account, your profile and your showcases stay", "Thank you"):
        assert words in message.body


def test_who_leaves_by_themselves_gets_no_mail(it, mailoutbox):
    services.leave(it.library, by=it.colleague)
    services.set_standing(it.editor, it.library, Standing.STAFF, by=it.editor)
    mailoutbox.clear()
    services.set_standing(it.editor, it.library, None, by=it.editor)
    assert mailoutbox == []


# -- what must remain, remains ---------------------------------------------------------------------------------


def managers_of(place):
    return Membership.objects.current().filter(institution=place, standing=Standing.MANAGER).count()


def make_staff(one, other, place):
    return services.set_standing(other, place, Standing.STAFF, by=one)


def end(one, other, place):
    return services.set_standing(other, place, None, by=one)


def go(one, other, place):
    return services.leave(place, by=one)


def close(one, other, place):
    return services.close_account(one, by=one)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "pair",
    [
        (make_staff, make_staff),
        (end, make_staff),
        (go, end),
        (go, make_staff),
        (close, end),
        (close, go),
        (close, close),
    ],
)
def test_of_two_managers_who_act_at_once_one_is_left(pair):
    place = InstitutionFactory()
    one, other = UserFactory(manager=place), UserFactory(manager=place)
    results = at_once(lambda: pair[0](one, other, place), lambda: pair[1](other, one, place))
    failed = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(result, Refused | PermissionDenied) for result in failed), failed
    assert managers_of(place) >= 1


@pytest.mark.django_db(transaction=True)
def test_of_a_manager_of_the_whole_and_one_of_a_unit_who_act_at_once_one_is_left():
    whole = InstitutionFactory()
    unit = InstitutionFactory(parent=whole)
    above, here = UserFactory(manager=whole), UserFactory(manager=unit)
    results = at_once(lambda: services.set_standing(here, unit, None, by=above), lambda: services.leave(unit, by=here))
    assert all(isinstance(result, Refused | Membership | None) for result in results), results
    assert managers_of(whole) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_release_each_other_or_close_at_once_one_is_left():
    for first in ("release", "close"):
        one, other = (UserFactory(editor=True) for _ in range(2))
        for old in editors().exclude(pk__in=[one.pk, other.pk]):
            old.groups.clear()

        def deed(verb, by, about):
            if verb == "close":
                return services.close_account(by, by=by)
            return services.set_editor(about, False, by=by)

        results = at_once(lambda: deed(first, one, other), lambda: deed("release", other, one))  # noqa: B023
        failed = [result for result in results if isinstance(result, Exception)]
        assert all(isinstance(result, Refused | PermissionDenied) for result in failed), failed
        assert editors().count() >= 1


@pytest.mark.django_db(transaction=True)
def test_at_most_one_of_each_begins_at_once():
    place, person = InstitutionFactory(), UserFactory()
    boss, other = UserFactory(manager=place), UserFactory(manager=place)
    assert not [r for r in at_once(*[lambda: services.ask_to_join(person, place)] * 3) if isinstance(r, Exception)]
    assert person.join_requests.count() == 1
    asked = person.join_requests.get()
    results = at_once(
        lambda: services.decide_join(asked, True, by=boss), lambda: services.decide_join(asked, False, by=other)
    )
    assert len([result for result in results if isinstance(result, Refused)]) == 1
    results = at_once(
        lambda: services.set_standing(person, place, Standing.STAFF, by=boss),
        lambda: services.set_standing(person, place, Standing.MANAGER, by=other),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    assert person.memberships.current().count() == 1
    results = at_once(*[lambda who=who: services.appoint_first_editor(who) for who in (boss, other)])
    assert len([result for result in results if isinstance(result, Refused)]) == 1
    assert editors().count() == 1


@pytest.mark.django_db(transaction=True)
def test_requests_of_one_person_at_once_stay_within_their_number():
    person, places = UserFactory(), [InstitutionFactory() for _ in range(8)]
    at_once(*[lambda place=place: services.ask_to_join(person, place) for place in places])
    assert person.join_requests.waiting().count() == 5
