import re
import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from config.errors import Refused
from people import events, links, services
from people.models import AccessLink, Invitation, JoinRequest, Membership, Standing
from people.powers import powers_of
from tests.factories import InstitutionFactory, MembershipFactory, UserFactory
from tests.helpers import at_once
from tests.letters import after_the_pause, link_of, token_in

pytestmark = pytest.mark.django_db


def standing_of(user, institution):
    membership = user.memberships.current().filter(institution=institution).first()
    return membership and membership.standing


# -- by domain -----------------------------------------------------------------------------------------


def test_a_verified_address_in_the_domain_makes_staff(library):
    user = UserFactory(email="isla@cove.example")
    assert [m.institution for m in services.join_by_domain(user)] == [library]
    assert standing_of(user, library) == Standing.STAFF
    assert services.join_by_domain(user) == []


def test_an_address_in_a_sub_domain_counts_and_the_longest_match_wins(library):
    unit = InstitutionFactory(domains=["maps.cove.example"], parent=library)
    assert services.institution_of_address("isla@archive.cove.example") == library
    assert services.institution_of_address("isla@maps.cove.example") == unit
    assert services.institution_of_address("isla@notcove.example") is None


def test_an_unverified_address_makes_nothing(library):
    user = UserFactory(email="isla@cove.example", verified=False)
    assert services.join_by_domain(user) == []


def test_a_second_verified_address_makes_a_second_membership(library):
    other = InstitutionFactory(domains=["albany.example"])
    user = UserFactory(email="isla@cove.example")
    services.join_by_domain(user)
    EmailAddress.objects.create(user=user, email="isla@albany.example", verified=True)
    services.join_by_domain(user)
    assert powers_of(user).member_ids == {library.pk, other.pk}


def test_an_ended_membership_is_not_brought_back_by_logging_in(library, manager):
    user = UserFactory(email="isla@cove.example")
    services.join_by_domain(user)
    services.set_standing(user, library, None, by=manager)
    assert services.join_by_domain(user) == []
    assert standing_of(user, library) is None


def test_joining_by_domain_answers_a_waiting_request(library, stranger):
    asked = services.ask_to_join(stranger, library)
    EmailAddress.objects.create(user=stranger, email="sam@cove.example", verified=True)
    services.join_by_domain(stranger)
    asked.refresh_from_db()
    assert asked.outcome == "accepted"
    assert asked.decided_at


# -- asking to join ------------------------------------------------------------------------------------


def test_asking_tells_the_managers_once(library, manager, stranger, mailoutbox):
    first = services.ask_to_join(stranger, library, message="I bind the parish registers.")
    assert services.ask_to_join(stranger, library) == first
    assert [m.to for m in mailoutbox] == [[manager.email]]
    assert "I bind the parish registers." in mailoutbox[0].body
    assert "http://127.0.0.1:8000/desk/institutions/cove/" in mailoutbox[0].body


def test_where_there_is_no_manager_the_editors_are_asked(library, editor, stranger, mailoutbox):
    services.ask_to_join(stranger, library)
    assert [m.to for m in mailoutbox] == [[editor.email]]


def test_a_manager_accepts_and_the_person_is_told(library, manager, stranger, mailoutbox):
    asked = services.ask_to_join(stranger, library)
    services.decide_join(asked, True, by=manager)
    assert standing_of(stranger, library) == Standing.STAFF
    assert stranger.memberships.get().appointed_by == manager
    assert mailoutbox[-1].to == [stranger.email]
    assert mailoutbox[-1].subject == f"Welcome to {library}"


def test_a_manager_declines_and_nothing_comes_of_it(library, manager, stranger, mailoutbox):
    services.decide_join(services.ask_to_join(stranger, library), False, by=manager)
    assert standing_of(stranger, library) is None
    assert "declined" in mailoutbox[-1].body
    with pytest.raises(Refused, match="can invite you"):
        services.ask_to_join(stranger, library)


def test_two_managers_cannot_decide_the_same_request(library, manager, stranger):
    asked = services.ask_to_join(stranger, library)
    services.decide_join(asked, True, by=manager)
    with pytest.raises(Refused, match="colleague has decided"):
        services.decide_join(asked, False, by=manager)


def test_staff_and_managers_elsewhere_cannot_decide(library, colleague, stranger):
    asked = services.ask_to_join(stranger, library)
    for somebody in (colleague, stranger, UserFactory(manager=True)):
        with pytest.raises(PermissionDenied):
            services.decide_join(asked, True, by=somebody)


def test_a_member_has_nothing_to_ask_for(library, colleague):
    with pytest.raises(Refused, match="a member of Cove University Library already"):
        services.ask_to_join(colleague, library)


def test_only_a_few_requests_wait_at_a_time(stranger):
    for _ in range(5):
        services.ask_to_join(stranger, InstitutionFactory())
    with pytest.raises(Refused, match="Take one back"):
        services.ask_to_join(stranger, InstitutionFactory())


def test_a_request_can_be_taken_back_by_who_made_it(library, stranger, colleague):
    asked = services.ask_to_join(stranger, library)
    with pytest.raises(PermissionDenied):
        services.take_back_request(asked, by=colleague)
    services.take_back_request(asked, by=stranger)
    assert not JoinRequest.objects.exists()


# -- roles ---------------------------------------------------------------------------------------------


def test_a_manager_makes_a_colleague_manager_and_history_stays(library, manager, colleague, mailoutbox):
    services.set_standing(colleague, library, Standing.MANAGER, by=manager)
    assert powers_of(colleague).manages(library)
    assert list(colleague.memberships.order_by("pk").values_list("standing", flat=True)) == ["staff", "manager"]
    assert colleague.memberships.order_by("pk").first().until == timezone.localdate()
    assert mailoutbox[0].to == [colleague.email]
    assert mailoutbox[0].subject == f"You are a manager of {library}"


def test_giving_the_same_role_twice_does_nothing_twice(library, manager, colleague, mailoutbox):
    services.set_standing(colleague, library, Standing.MANAGER, by=manager)
    services.set_standing(colleague, library, Standing.MANAGER, by=manager)
    assert colleague.memberships.count() == 2
    assert len(mailoutbox) == 1


def test_a_manager_of_the_parent_looks_after_its_units(library, manager):
    unit = InstitutionFactory(parent=InstitutionFactory(parent=library))
    person = UserFactory(staff=unit)
    services.set_standing(person, unit, Standing.MANAGER, by=manager)
    assert standing_of(person, unit) == Standing.MANAGER
    with pytest.raises(PermissionDenied):
        services.set_standing(manager, library, Standing.STAFF, by=person)


def test_a_manager_cannot_take_the_role_from_themselves(library, manager):
    with pytest.raises(Refused, match="cannot take the manager’s role from yourself"):
        services.set_standing(manager, library, Standing.STAFF, by=manager)


@pytest.mark.parametrize("who", ["colleague", "stranger", "manager_elsewhere"])
def test_nobody_else_gives_roles(library, colleague, stranger, who):
    by = {"colleague": colleague, "stranger": stranger}.get(who) or UserFactory(manager=True)
    with pytest.raises(PermissionDenied):
        services.set_standing(by, library, Standing.MANAGER, by=by)


def test_an_end_in_the_future_is_replaced_by_a_new_role(library, manager):
    later = timezone.localdate() + timedelta(days=90)
    person = MembershipFactory(institution=library, until=later).user
    services.set_standing(person, library, Standing.MANAGER, by=manager)
    assert person.memberships.current().count() == 1
    assert standing_of(person, library) == Standing.MANAGER


def test_leaving_ends_the_membership_and_keeps_it(library, colleague):
    services.leave(library, by=colleague)
    assert standing_of(colleague, library) is None
    assert colleague.memberships.get().until == timezone.localdate()
    with pytest.raises(Refused, match="not a member"):
        services.leave(library, by=colleague)


def test_the_last_manager_hands_over_before_leaving(library, manager, colleague):
    with pytest.raises(Refused, match="the only manager"):
        services.leave(library, by=manager)
    services.set_standing(colleague, library, Standing.MANAGER, by=manager)
    services.leave(library, by=manager)
    assert not powers_of(manager).manages(library)


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_who_leave_at_once_one_stays(library):
    managers = [UserFactory(manager=library) for _ in range(2)]
    said = []

    def go(manager):
        try:
            services.leave(library, by=manager)
            said.append("left")
        except Refused:
            said.append("refused")
        finally:
            connection.close()

    both = [threading.Thread(target=go, args=[manager]) for manager in managers]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(said) == ["left", "refused"]
    assert library.memberships.current().count() == 1


# -- invitations ---------------------------------------------------------------------------------------


def test_an_invitation_makes_a_manager_of_who_has_the_address(library, editor, stranger, mailoutbox):
    services.invite("Sam@Elsewhere.example", library, Standing.MANAGER, by=editor)
    assert mailoutbox[0].to == ["sam@elsewhere.example"]
    services.accept_invitation(links.find(token_in(mailoutbox[0])), by=stranger)
    assert powers_of(stranger).manages(library)


def test_an_invitation_is_for_its_address_alone(library, editor, stranger):
    invitation = services.invite("other@elsewhere.example", library, Standing.STAFF, by=editor)
    with pytest.raises(Refused, match=r"for other@elsewhere\.example"):
        services.accept_invitation(link_of(invitation), by=stranger)
    unverified = UserFactory(email="other@elsewhere.example", verified=False)
    with pytest.raises(Refused):
        services.accept_invitation(link_of(invitation), by=unverified)


def test_an_invitation_works_once_and_a_second_click_does_no_harm(library, editor, stranger):
    invitation = services.invite(stranger.email, library, Standing.STAFF, by=editor)
    services.accept_invitation(link_of(invitation), by=stranger)
    services.accept_invitation(link_of(invitation), by=stranger)
    assert stranger.memberships.count() == 1
    services.leave(library, by=stranger)
    with pytest.raises(Refused, match="has been used or is too old"):
        services.accept_invitation(link_of(invitation), by=stranger)


def test_an_old_invitation_works_no_more(library, editor, stranger):
    invitation = services.invite(stranger.email, library, Standing.STAFF, by=editor)
    past = timezone.now() - timedelta(days=30)
    AccessLink.objects.update(made_at=past, expires_at=past + timedelta(days=21))
    with pytest.raises(Refused):
        services.accept_invitation(link_of(invitation), by=stranger)


def test_sending_again_makes_a_new_link_and_ends_the_old_one(library, editor, stranger):
    first = link_of(services.invite(stranger.email, library, Standing.STAFF, by=editor))
    after_the_pause()
    second = link_of(services.invite(stranger.email, library, Standing.STAFF, by=editor))
    assert first.token_hash != second.token_hash
    with pytest.raises(Refused):
        services.accept_invitation(first, by=stranger)
    services.accept_invitation(second, by=stranger)
    assert Invitation.objects.count() == 1


def test_a_withdrawn_invitation_works_no_more(library, manager, stranger):
    invitation = services.invite(stranger.email, library, Standing.STAFF, by=manager)
    link = link_of(invitation)
    services.withdraw_invitation(invitation, by=manager)
    with pytest.raises(Refused):
        services.accept_invitation(link, by=stranger)


def test_an_invitation_ends_with_the_standing_of_who_sent_it(library, manager, editor, stranger):
    invitation = services.invite(stranger.email, library, Standing.MANAGER, by=manager)
    services.set_standing(manager, library, Standing.STAFF, by=editor)
    with pytest.raises(Refused, match="does not manage"):
        services.accept_invitation(link_of(invitation), by=stranger)


def test_an_invitation_as_manager_raises_staff_and_one_as_staff_lowers_nobody(library, editor, colleague):
    as_manager = services.invite(colleague.email, library, Standing.MANAGER, by=editor)
    services.accept_invitation(link_of(as_manager), by=colleague)
    assert standing_of(colleague, library) == Standing.MANAGER
    with pytest.raises(Refused, match="manager of Cove University Library already"):
        services.invite(colleague.email, library, Standing.STAFF, by=editor)


def test_only_managers_and_editors_invite(library, colleague, stranger):
    for somebody in (colleague, stranger):
        with pytest.raises(PermissionDenied):
            services.invite("new@elsewhere.example", library, Standing.STAFF, by=somebody)


# -- editors -------------------------------------------------------------------------------------------


def test_editors_appoint_editors_and_tell_them(editor, stranger, mailoutbox):
    services.set_editor(stranger, True, by=editor)
    services.set_editor(stranger, True, by=editor)
    assert powers_of(stranger).is_editor
    assert [m.to for m in mailoutbox] == [[stranger.email]]


def test_nobody_else_appoints_editors(manager, stranger):
    with pytest.raises(PermissionDenied):
        services.set_editor(stranger, True, by=manager)


def test_one_editor_remains(editor, stranger):
    with pytest.raises(Refused, match="at least one editor"):
        services.set_editor(editor, False, by=editor)
    services.set_editor(stranger, True, by=editor)
    services.set_editor(editor, False, by=stranger)
    assert not powers_of(editor).is_editor


def test_a_closed_account_does_not_count_as_the_editor_who_remains(editor):
    UserFactory(editor=True, is_active=False)
    with pytest.raises(Refused):
        services.set_editor(editor, False, by=editor)


# -- what the database refuses -------------------------------------------------------------------------


def test_the_database_refuses_half_truths(library, colleague, editor):
    today = timezone.localdate()
    invitation = {"institution": library, "invited_by": editor}
    services.invite("a@b.example", library, Standing.STAFF, by=editor)
    wrong = [
        lambda: MembershipFactory(user=colleague, institution=library),  # a second open one
        lambda: MembershipFactory(since=today, until=today - timedelta(days=1)),
        lambda: MembershipFactory(standing="king"),
        lambda: JoinRequest.objects.create(user=colleague, institution=library, outcome="accepted"),
        lambda: JoinRequest.objects.create(user=colleague, institution=library, decided_at=timezone.now()),
        lambda: Invitation.objects.create(email="A@B.example", **invitation),
        lambda: Invitation.objects.create(email="c@d.example", accepted_by=colleague, **invitation),
        lambda: InstitutionFactory(name="COVE university library"),
        lambda: InstitutionFactory(ror="https://r"),
        lambda: InstitutionFactory(kind="bakery"),
        lambda: InstitutionFactory(domains=["Cove.example"]),
        lambda: InstitutionFactory(domains=["cove.example"]),
        lambda: type(library).objects.filter(pk=library.pk).update(parent=library),
        lambda: UserFactory(email=colleague.email.upper()),
        lambda: UserFactory(name=""),
    ]
    for attempt in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_membership_knows_who_is_current():
    today = timezone.localdate()
    current = MembershipFactory(since=today, until=None)
    ending = MembershipFactory(since=today, until=today + timedelta(days=1))
    MembershipFactory(since=today - timedelta(days=9), until=today)
    MembershipFactory(since=today + timedelta(days=1))
    assert set(Membership.objects.current()) == {current, ending}


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_who_end_each_other_at_once_one_is_left():
    library = InstitutionFactory()
    one, other = UserFactory(manager=library), UserFactory(manager=library)
    results = at_once(
        lambda: services.set_standing(other, library, None, by=one),
        lambda: services.set_standing(one, library, Standing.STAFF, by=other),
    )
    assert [type(result) for result in results if isinstance(result, Exception)] == [PermissionDenied]
    assert Membership.objects.current().filter(standing=Standing.MANAGER).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_taken_back_as_its_asker_is_made_a_member_is_in_nobodys_way(library, editor, monkeypatch):
    asker = UserFactory()
    asked = services.ask_to_join(asker, library)
    read, record = threading.Event(), events.record

    def slowly(of, number, verb, **facts):
        if (of, verb) == ("join-request", "take back"):  # the row is locked and about to go
            read.set()
            threading.Event().wait(0.5)
        return record(of, number, verb, **facts)

    monkeypatch.setattr(events, "record", slowly)
    results = at_once(
        lambda: services.take_back_request(asked, by=asker),
        lambda: read.wait(20) and services.set_standing(asker, library, Standing.MANAGER, by=editor),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    assert standing_of(asker, library) == Standing.MANAGER
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("the day before yesterdy", "This day could not be read."), ("1 May 1999", "The last day lies between ")],
)
def test_a_last_day_that_is_refused_stands_in_its_field_with_the_reason(typed, said, client, library, colleague):
    client.force_login(UserFactory(manager=library))
    membership = colleague.memberships.get()
    answer = client.post(reverse("membership-end", args=[library.slug, membership.pk]), {"until": typed})
    assert answer.status_code == 422
    field = f"id_until_{membership.pk}"
    page = answer.content.decode()
    assert re.search(rf'<input[^>]*value="{typed}"[^>]*id="{field}"', page)
    assert f'href="#{field}"' in page
    assert page.count(said) == 2  # in the list of what is wrong, and at the field
    assert "data-escape open" in page
    assert membership in colleague.memberships.current()


def test_what_is_far_too_long_for_a_day_is_none(client, library, colleague):
    client.force_login(UserFactory(manager=library))
    address = reverse("membership-end", args=[library.slug, colleague.memberships.get().pk])
    answer = client.post(address, {"until": "early " * 3000 + "2020"})
    assert answer.status_code == 422
    assert "This day could not be read." in answer.content.decode()
