"""What the database refuses of showcases, whoever asks."""

from datetime import date, timedelta

import pytest

from commitment.models import Contributor, Showcase, ShowcasePartner, ShowcasePicture, ShowcaseSkill
from tests.constraints import constraints_of, half_dates, no_date, refused_by
from tests.content import contributor
from tests.drawn import a_picture
from tests.factories import InstitutionFactory, SkillFactory, UserFactory, publish_showcase

HALF_TRUTHS = [
    ("showcase_version_from_one", {"version": 0}),
    ("showcase_addressable", {"slug": ""}),
    ("showcase_addressable", {"shelf_mark": ""}),
    ("showcase_one_to_four_pillars", {"pillars": []}),
    ("showcase_one_to_four_pillars", {"pillars": ["visibility"] * 5}),
    ("showcase_one_to_four_pillars", {"pillars": ["visibility", "happiness"]}),
    ("showcase_stance_known", {"stance": "bystander"}),
    ("showcase_licence_known", {"licence": "wtfpl"}),
    ("showcase_work_dates_in_order", {"ended_earliest": date(2001, 1, 1), "ended_latest": date(2001, 1, 1)}),
    ("showcase_years_in_order", {"last_year": 2001}),
    *[("showcase_started_whole", change) for change in half_dates("started")],
    *[("showcase_ended_whole", change) for change in half_dates("ended")],
    ("showcase_started_whole", no_date("started")),
    ("showcase_told_whole", {"title": ""}),
    ("showcase_told_whole", {"summary": ""}),
    ("showcase_told_whole", {"challenge": ""}),
    ("showcase_told_whole", {"what_we_did": ""}),
    ("showcase_told_whole", {"outcome": ""}),
]
OTHERS = {
    "showcaseword_at_most_three",
    "showcaseword_says_something",
    "showcase_dates_in_order",
    "showcaseskill_once",
    "showcaseskill_at_most_twelve",
    "contributor_once",
    "contributor_did_something",
    "contributor_roles_known",
    "showcasepicture_described",
    "showcasepartner_once",
}


def test_every_constraint_of_commitment_is_tried_here():
    assert constraints_of("commitment") == {name for name, _ in HALF_TRUTHS} | OTHERS


@pytest.mark.parametrize(("name", "change"), HALF_TRUTHS)
def test_a_live_showcase_is_whole(name, change, db):
    publish_showcase()
    with refused_by(name):
        Showcase.objects.update(**change)


def test_a_showcase_is_published_before_it_changes_and_withdrawn_after(db):
    live = publish_showcase()
    earlier = live.first_published_at - timedelta(seconds=1)
    for change in ({"published_at": earlier}, {"withdrawn_at": earlier}):
        with refused_by("showcase_dates_in_order"):
            Showcase.objects.update(**change)


@pytest.mark.parametrize("name", ["slug", "shelf_mark"])
def test_no_two_showcases_share_an_address(name, db):
    first, second = publish_showcase(), publish_showcase()
    with pytest.raises(Exception, match="duplicate key value violates unique constraint") as refused:
        Showcase.objects.filter(pk=second.pk).update(**{name: getattr(first, name)})
    assert name in str(refused.value)


def test_a_skill_is_there_once_and_twelve_are_the_most(db):
    live = publish_showcase()
    held = live.showcase_skills.get()
    with refused_by("showcaseskill_once"):
        ShowcaseSkill.objects.create(content_object=live, tag=held.tag, position=1)
    with refused_by("showcaseskill_at_most_twelve"):
        ShowcaseSkill.objects.create(content_object=live, tag=SkillFactory(), position=12)


def test_a_partner_is_named_once(db):
    partner = InstitutionFactory()
    live = publish_showcase(partners=[{"institution": partner.slug}])
    with refused_by("showcasepartner_once"):
        ShowcasePartner.objects.create(showcase=live, institution=partner, position=1)


def test_nobody_is_credited_twice_but_outsiders_may_share_a_name(db):
    live, user = publish_showcase(), UserFactory()
    row = {"showcase": live, "name": "Mairi", "credit_roles": ["software"]}
    Contributor.objects.create(**row, user=user, position=1)
    with refused_by("contributor_once"):
        Contributor.objects.create(**row, user=user, position=2)
    Contributor.objects.create(**row, position=2)
    Contributor.objects.create(**row, position=3)


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("contributor_did_something", {"credit_roles": [], "library_roles": []}),
        ("contributor_roles_known", {"credit_roles": ["magic"]}),
        ("contributor_roles_known", {"library_roles": ["magic"]}),
    ],
)
def test_a_credit_says_what_for_in_known_words(name, roles, db):
    publish_showcase(contributors=[contributor()])
    with refused_by(name):
        Contributor.objects.update(**roles)


def test_a_picture_is_described(author, library):
    row = {"picture": str(a_picture(by=author).pk), "alt": "A map", "credit": ""}
    publish_showcase(author=author, institution=library, pictures=[row])
    with refused_by("showcasepicture_described"):
        ShowcasePicture.objects.update(alt="")


def test_own_words_are_three_at_most_and_say_something(db):
    live = publish_showcase(own_words=[{"word": "paper mending", "sentence": ""}])
    with refused_by("showcaseword_at_most_three"):
        live.own_words.create(word="boxes", position=3)
    with refused_by("showcaseword_says_something"):
        live.own_words.create(word="", position=1)
