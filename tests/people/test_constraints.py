"""What the database refuses of people and places, whoever asks."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from people.models import (
    AccessLink,
    Edition,
    Event,
    Institution,
    InstitutionDomain,
    Invitation,
    JoinRequest,
    Membership,
    PortalText,
    User,
)
from tests.constraints import constraints_of, refused_by
from tests.factories import InstitutionFactory, MembershipFactory, UserFactory

HALF_TRUTHS = [
    ("user_has_name_until_closed", User, {"name": ""}),
    ("user_has_name_until_closed", User, {"email": None}),
    ("user_has_name_until_closed", User, {"closed_at": timezone.now()}),
    ("institution_kind_known", Institution, {"kind": "castle"}),
    ("institution_ror_shape", Institution, {"ror": "123456789"}),
    ("membership_standing_known", Membership, {"standing": "king"}),
    ("membership_dates_in_order", Membership, {"until": date(2001, 1, 1)}),
]
OTHERS = {
    "user_email_once",
    "institution_name_once",
    "institution_not_its_own_parent",
    "domain_once",
    "domain_shape",
    "membership_one_open",
    "joinrequest_one_waiting",
    "joinrequest_decided_iff_outcome",
    "joinrequest_outcome_known",
    "invitation_one_open",
    "invitation_accepted_by_somebody",
    "invitation_standing_known",
    "event_says_what",
    "edition_one_row",
    "accesslink_expires_later",
    "accesslink_uses_within_limit",
    "portaltext_has_name",
    "invitation_declined_forgets",
}


def test_every_constraint_of_people_is_tried_here():
    assert constraints_of("people") == {name for name, _, _ in HALF_TRUTHS} | OTHERS


@pytest.mark.parametrize(("name", "model", "change"), HALF_TRUTHS)
def test_nothing_is_half_said(name, model, change, db):
    MembershipFactory()
    with refused_by(name):
        model.objects.update(**change)


def test_there_is_one_edition(db):
    with refused_by("edition_one_row"):
        Edition.objects.create(pk=2)


def test_an_event_says_what_was_done_to_what(db):
    for lacking in ({"kind": ""}, {"verb": ""}):
        with refused_by("event_says_what"):
            Event.objects.create(
                **{"kind": "profile", "verb": "withdraw", "object_id": 1, "at": timezone.now()} | lacking
            )


def test_a_link_ends_after_it_began_and_is_not_used_more_often_than_it_may(db):
    later = timezone.now() + timedelta(days=1)
    link = AccessLink.objects.create(purpose="invitation", object_id=1, token_hash="a", expires_at=later, max_uses=1)
    with refused_by("accesslink_uses_within_limit"):
        AccessLink.objects.filter(pk=link.pk).update(uses=2)
    with refused_by("accesslink_expires_later"):
        AccessLink.objects.filter(pk=link.pk).update(expires_at=link.made_at)


def test_a_text_of_the_portal_has_a_name(db):
    with refused_by("portaltext_has_name"):
        PortalText.objects.create(name="", value="Welcome")


def test_an_address_is_one_persons_in_capitals_too(db):
    UserFactory(email="mairi@inverlathe.example")
    with refused_by("user_email_once"):
        User.objects.create(email="Mairi@Inverlathe.example", name="Another")


def test_an_institution_has_a_name_of_its_own_and_is_not_part_of_itself(db):
    place = InstitutionFactory(name="Cove Library")
    with refused_by("institution_name_once"):
        InstitutionFactory(name="COVE library")
    with refused_by("institution_not_its_own_parent"):
        Institution.objects.filter(pk=place.pk).update(parent=place)


def test_a_domain_is_one_institutions_and_looks_like_one(db):
    InstitutionFactory(domains=["cove.example"])
    with refused_by("domain_once"):
        InstitutionFactory(domains=["cove.example"])
    for wrong in ("cove", "@cove.example", "Cove.example", "https://cove.example"):
        with refused_by("domain_shape"):
            InstitutionDomain.objects.create(institution=Institution.objects.first(), domain=wrong)


def test_somebody_belongs_to_an_institution_once_at_a_time(db):
    first = MembershipFactory()
    with refused_by("membership_one_open"):
        MembershipFactory(user=first.user, institution=first.institution, standing="manager")
    Membership.objects.update(until=timezone.localdate())
    MembershipFactory(user=first.user, institution=first.institution, standing="manager")


def test_a_request_waits_once_and_is_decided_with_a_date(outsider, library):
    ask = {"user": outsider, "institution": library}
    JoinRequest.objects.create(**ask)
    with refused_by("joinrequest_one_waiting"):
        JoinRequest.objects.create(**ask)
    with refused_by("joinrequest_decided_iff_outcome"):
        JoinRequest.objects.update(outcome="accepted")
    with refused_by("joinrequest_decided_iff_outcome"):
        JoinRequest.objects.update(decided_at=timezone.now())
    with refused_by("joinrequest_outcome_known"):
        JoinRequest.objects.update(outcome="perhaps", decided_at=timezone.now())


def test_an_invitation_is_open_once_and_accepted_with_a_date(manager, library):
    details = {"institution": library, "invited_by": manager, "email": "ana@inverlathe.example"}
    Invitation.objects.create(**details)
    with refused_by("invitation_one_open"):
        Invitation.objects.create(**details | {"email": "Ana@inverlathe.example"})
    with refused_by("invitation_standing_known"):
        Invitation.objects.update(standing="king")
    with refused_by("invitation_accepted_by_somebody"):
        Invitation.objects.update(accepted_by=manager)


@pytest.mark.parametrize(
    "half",
    [
        {"declined_at": timezone.now()},
        {"declined_at": timezone.now(), "email": "", "name": ""},
        {"declined_at": timezone.now(), "email": "", "fingerprint": "f", "name": "Ana"},
        {"declined_at": timezone.now(), "email": "", "fingerprint": "f", "accepted_at": timezone.now()},
        {"email": ""},
        {"fingerprint": "f"},
    ],
)
def test_an_invitation_forgets_whose_it_was_if_and_only_if_it_was_declined(half, manager, library):
    Invitation.objects.create(institution=library, invited_by=manager, email="ana@inverlathe.example")
    with refused_by("invitation_declined_forgets"):
        Invitation.objects.update(**half)
