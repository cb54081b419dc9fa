"""What the database refuses of people, places and profiles, whoever asks."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from profiles.models import (
    Certification,
    Institution,
    InstitutionDomain,
    Invitation,
    JoinRequest,
    Membership,
    Profile,
    ProfileSkill,
    User,
    WorkSample,
)
from tests.constraints import constraints_of, refused_by
from tests.content import complete_profile
from tests.factories import InstitutionFactory, MembershipFactory, SkillFactory, UserFactory, publish_profile
from tests.pictures import a_picture

HALF_TRUTHS = [
    ("profile_version_from_one", Profile, {"version": 0}),
    ("profile_addressable", Profile, {"slug": ""}),
    ("profile_addressable", Profile, {"shelf_mark": ""}),
    ("profile_prompts_answered", Profile, {"skills_in_role": ""}),
    ("profile_prompts_answered", Profile, {"commitment_here": ""}),
    ("profile_orcid_shape", Profile, {"orcid": "0000000218250097"}),
    ("profileskill_level_1_to_4", ProfileSkill, {"level": 0}),
    ("profileskill_level_1_to_4", ProfileSkill, {"level": 5}),
    ("worksample_kind_known", WorkSample, {"kind": "sermon"}),
    ("certification_dates_in_order", Certification, {"expires": date(2001, 1, 1)}),
    ("user_has_name", User, {"name": ""}),
    ("institution_kind_known", Institution, {"kind": "castle"}),
    ("institution_ror_shape", Institution, {"ror": "123456789"}),
    ("membership_role_known", Membership, {"role": "king"}),
    ("membership_dates_in_order", Membership, {"until": date(2001, 1, 1)}),
]
OTHERS = {
    "profile_dates_in_order",
    "profile_photo_described",
    "profileskill_once",
    "profileskill_at_most_ten",
    "worksample_picture_described",
    "user_email_once",
    "institution_name_once",
    "institution_not_its_own_parent",
    "domain_once",
    "domain_shape",
    "membership_one_open",
    "joinrequest_one_waiting",
    "joinrequest_decided_iff_outcome",
    "invitation_one_open",
    "invitation_expires_later",
}


def test_every_constraint_of_profiles_is_tried_here():
    assert constraints_of("profiles") == {name for name, _, _ in HALF_TRUTHS} | OTHERS


@pytest.mark.parametrize(("name", "model", "change"), HALF_TRUTHS)
def test_nothing_is_half_said(name, model, change, db):
    publish_profile()
    with refused_by(name):
        model.objects.update(**change)


def test_a_profile_is_published_before_it_changes_and_withdrawn_after(db):
    earlier = publish_profile().first_published_at - timedelta(seconds=1)
    for change in ({"published_at": earlier}, {"withdrawn_at": earlier}):
        with refused_by("profile_dates_in_order"):
            Profile.objects.update(**change)


def test_pictures_are_described(author, library):
    picture = str(a_picture(by=author).pk)
    sample = complete_profile()["samples"][0] | {"picture": picture, "alt": "A map"}
    publish_profile(author=author, institution=library, photo=picture, photo_alt="Mairi", samples=[sample])
    with refused_by("profile_photo_described"):
        Profile.objects.update(photo_alt="")
    with refused_by("worksample_picture_described"):
        WorkSample.objects.update(alt="")


def test_a_skill_is_claimed_once_and_ten_are_the_most(db):
    live = publish_profile()
    claim = {"content_object": live, "level": 2}
    with refused_by("profileskill_once"):
        ProfileSkill.objects.create(**claim, tag=live.held_list[0].tag, position=1)
    with refused_by("profileskill_at_most_ten"):
        ProfileSkill.objects.create(**claim, tag=SkillFactory(), position=10)


def test_a_person_has_one_profile(db):
    first, second = publish_profile(), publish_profile()
    with refused_by("profiles_profile_user_id_key"):
        Profile.objects.filter(pk=second.pk).update(user=first.user)


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
        MembershipFactory(user=first.user, institution=first.institution, role="manager")
    Membership.objects.update(until=timezone.localdate())
    MembershipFactory(user=first.user, institution=first.institution, role="manager")


def test_a_request_waits_once_and_is_decided_with_a_date(outsider, library):
    ask = {"user": outsider, "institution": library}
    JoinRequest.objects.create(**ask)
    with refused_by("joinrequest_one_waiting"):
        JoinRequest.objects.create(**ask)
    with refused_by("joinrequest_decided_iff_outcome"):
        JoinRequest.objects.update(outcome="accepted")
    with refused_by("joinrequest_decided_iff_outcome"):
        JoinRequest.objects.update(decided_at=timezone.now())


def test_an_invitation_is_open_once_and_ends_later_than_it_began(manager, library):
    later = timezone.now() + timedelta(days=21)
    details = {"institution": library, "invited_by": manager, "email": "ana@inverlathe.example"}
    Invitation.objects.create(**details, token="a", expires_at=later)
    with refused_by("invitation_one_open"):
        Invitation.objects.create(**details | {"email": "Ana@inverlathe.example"}, token="b", expires_at=later)
    with refused_by("invitation_expires_later"):
        Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
