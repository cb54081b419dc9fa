"""The log of deeds: each deed of people leaves one, in numbers and states, for as long as it is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from config.upkeep import keep_house
from people import events, links, portal, services
from people.models import Event, Institution, Standing
from tests.factories import UserFactory
from tests.letters import after_the_pause, link_of
from tests.people.pages import NEW_INSTITUTION as NEW
from tests.people.pages import log_in

pytestmark = pytest.mark.django_db


INVITED = [("link", "make"), ("link", "make"), ("invitation", "invite")]  # one link says yes, one says no


class Book:
    """Reads what each deed has left in the log."""

    def __init__(self):
        self.read = 0

    def new(self):
        """(kind, verb) of the events since the last look, in order."""
        found = list(Event.objects.filter(pk__gt=self.read).order_by("pk"))
        self.read = found[-1].pk if found else self.read
        return [(event.kind, event.verb) for event in found]


@pytest.fixture
def book():
    return Book()


def test_each_deed_leaves_its_event_and_none_says_who_or_what_was_written(
    client, book, library, manager, colleague, stranger, editor
):
    asked = services.ask_to_join(stranger, library, message="I bind registers.")
    assert book.new() == [("join-request", "ask")]
    services.take_back_request(asked, by=stranger)
    assert book.new() == [("join-request", "take back")]
    services.decide_join(services.ask_to_join(stranger, library, message="Please."), True, by=manager)
    assert book.new() == [("join-request", "ask"), ("join-request", "accept"), ("membership", "begin")]
    services.set_standing(stranger, library, Standing.MANAGER, by=manager)
    assert book.new() == [("membership", "end"), ("membership", "begin")]
    services.set_standing(stranger, library, None, by=manager)
    assert book.new() == [("membership", "end")]
    other = UserFactory(name="Ottilie Brae", email="ottilie@elsewhere.example")
    services.decide_join(services.ask_to_join(other, library), False, by=manager)
    assert book.new() == [("join-request", "ask"), ("join-request", "refuse")]
    services.leave(library, by=colleague)
    assert book.new() == [("membership", "end")]

    invitation = services.invite(other.email, library, Standing.STAFF, by=manager)
    assert book.new() == INVITED
    after_the_pause()
    services.invite(other.email, library, Standing.STAFF, by=manager)
    assert book.new() == [("link", "revoke"), *INVITED]
    services.accept_invitation(link_of(invitation), by=other)
    ended = [("link", "revoke")] * 2  # the two that could have declined
    assert book.new() == [("link", "use"), *ended, ("invitation", "accept"), ("membership", "begin")]
    invitation = services.invite("new@cove.example", library, Standing.STAFF, by=manager)
    services.withdraw_invitation(invitation, by=manager)
    assert book.new()[len(INVITED) :] == [("link", "revoke"), ("link", "revoke"), ("invitation", "withdraw")]
    invitation = services.invite("new@maps.example", library, Standing.STAFF, by=manager)
    services.decline_invitation(links.latest_of("invitation-decline", [invitation.pk])[invitation.pk])
    assert book.new()[len(INVITED) :] == [("link", "use"), ("invitation", "decline"), ("link", "revoke")]

    services.set_editor(other, True, by=editor)
    services.set_editor(other, True, by=editor)  # is one already
    assert book.new() == [("account", "appoint editor")]
    services.set_editor(other, False, by=editor)
    services.set_editor(other, False, by=editor)
    assert book.new() == [("account", "release editor")]

    client.force_login(editor)
    client.post(reverse("institution-new"), NEW)
    added = Institution.objects.get(name=NEW["name"])
    assert book.new() == [*INVITED, ("institution", "add")]
    added.about = "Nine chained books."
    services.save_institution(added, by=editor, domains=["chained.example"])
    assert book.new() == [("institution", "change")]
    assert Event.objects.latest("pk").now == "about, domains"

    portal.change("notice", "Closed on Friday.", by=editor)
    portal.reset("notice", by=editor)
    assert book.new() == [("portal", "change"), ("portal", "reset")]
    client.logout()
    log_in(client, other)
    assert book.new() == [("log-in", "log in")]
    services.close_account(other, by=other)
    assert book.new() == [("account", "close")]

    written = {
        *(person.name for person in (manager, colleague, stranger, editor)),
        *("Ottilie", "Morven", "Tomasz", "Sam Orrin", "Edith", "Cove University", "Thornmere", "thornmere"),
        *("I bind", "Please.", "Closed on", "Nine chained", "chained.example", "Eleven thousand", "@", ".example"),
    }
    for event in Event.objects.values():
        for word in written:
            assert word not in str({**event, "at": ""}), event


def test_joining_by_domain_answers_a_request_in_the_log_too(book, library):
    person = UserFactory(email="isla@cove.example")
    services.ask_to_join(person, library)
    services.join_by_domain(person)
    assert book.new() == [("join-request", "ask"), ("membership", "begin"), ("join-request", "accept")]


def test_what_the_operator_changes_is_logged_by_the_names_of_fields(client, book, library, colleague):
    operator = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(operator)
    book.new()
    details = {"email": colleague.email, "name": "Tomasz Neu", "is_active": "on", "is_staff": "on"}
    inline = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    address = reverse("admin:people_user_change", args=[colleague.pk])
    assert client.post(address, details | inline).status_code == 302
    assert book.new() == [("account", "rename"), ("account", "change"), ("account", "change powers")]
    assert Event.objects.get(verb="change").now == "name, is_staff"


def test_log_ins_are_kept_for_a_shorter_time_than_other_deeds(settings, editor):
    settings.EVENT_DAYS, settings.LOG_IN_DAYS = 100, 10

    def aged(kind, days):
        event = events.record(kind, editor.pk, "log in" if kind == events.LOG_INS else "close", by=editor)
        Event.objects.filter(pk=event.pk).update(at=timezone.now() - timedelta(days=days, minutes=1))
        return event.pk

    kept = {aged("account", 99), aged("account", 11), aged(events.LOG_INS, 9)}
    gone = {aged("account", 100), aged(events.LOG_INS, 10), aged(events.LOG_INS, 101)}
    assert keep_house()["old events dropped"] == len(gone)
    assert set(Event.objects.values_list("pk", flat=True)) == kept
    assert events.drop_old() == 0


def test_links_in_the_log_are_numbers(editor):
    links.make("invitation", 7, by=editor, recipient="ana@inverlathe.example")
    assert Event.objects.get().now == "invitation 7"
