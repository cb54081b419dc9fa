"""What the database refuses of profiles, whoever asks."""

from datetime import date, timedelta

import pytest

from profiles.models import Certification, Profile, ProfileSkill, SampleSkill, WorkSample
from tests.constraints import constraints_of, half_dates, no_date, refused_by
from tests.content import complete_profile
from tests.drawn import a_picture
from tests.factories import SkillFactory, publish_profile

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
    (
        "certification_dates_in_order",
        Certification,
        {
            "expires_words": "2001",
            "expires_edtf": "2001",
            "expires_earliest": date(2001, 1, 1),
            "expires_latest": date(2001, 12, 31),
        },
    ),
    *[("certification_awarded_whole", Certification, change) for change in half_dates("awarded")],
    ("certification_awarded_whole", Certification, no_date("awarded")),
    ("certification_expires_whole", Certification, {"expires_words": "2031"}),
    ("certification_expires_whole", Certification, {"expires_edtf": "2031"}),
    ("certification_expires_whole", Certification, {"expires_latest": date(2031, 1, 1)}),
]
OTHERS = {
    "profileword_at_most_three",
    "profileword_says_something",
    "profile_dates_in_order",
    "profile_photo_described",
    "profileskill_once",
    "profileskill_at_most_ten",
    "worksample_picture_described",
    "sampleskill_once",
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


def test_a_sample_shows_a_skill_once(db):
    live = publish_profile()
    shown = SampleSkill.objects.get(sample__profile=live)
    with refused_by("sampleskill_once"):
        SampleSkill.objects.create(sample=shown.sample, skill=shown.skill, position=1)


def test_a_person_has_one_profile(db):
    first, second = publish_profile(), publish_profile()
    with refused_by("profiles_profile_user_id_key"):
        Profile.objects.filter(pk=second.pk).update(user=first.user)


def test_own_words_are_three_at_most_and_say_something(db):
    live = publish_profile(own_words=[{"word": "paper mending", "sentence": ""}])
    with refused_by("profileword_at_most_three"):
        live.own_words.create(word="boxes", position=3)
    with refused_by("profileword_says_something"):
        live.own_words.create(word="", position=1)
