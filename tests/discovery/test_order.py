"""The order of people, institutions and titles in lists."""

import pytest

from profiles.models import Profile
from reading.names import by_surname
from tests.content import complete_profile
from tests.discovery import make
from tests.factories import InstitutionFactory, SkillFactory, UserFactory, publish_profile, publish_showcase

LISTED = [
    "Dr Ann Abel, PhD",
    "Vincent van Gogh",
    "Robert Niro",
    "Bo Oakley",
    "Mary O’Brien",
    "Øyvind Ørsted",
    "Ann Osborn MCLIP",
    "Smith, Zoe",
    "An Zo",
]


def test_people_stand_from_a_to_z(found, get):
    place, skill = InstitutionFactory(slug="here"), SkillFactory(slug="paste")
    for name in reversed(LISTED):
        make.profile(name, institution=place, skills=[skill])
    assert found("/people/") == LISTED
    assert [str(p) for p in get("/institutions/here/").context["people"]] == LISTED
    assert [str(p) for p in get("/skills/paste/").context["people"]] == LISTED


def test_somebody_is_listed_under_the_name_that_they_give(found, library):
    for name, under in (("Nguyen Van An", "Nguyen"), ("Mairi Tolland", ""), ("Gabriel García Márquez", "García")):
        author = UserFactory(name=name, staff=library)
        publish_profile(author=author, institution=library, name=name, listed_under=under)
    assert found("/people/") == ["Gabriel García Márquez", "Nguyen Van An", "Mairi Tolland"]
    assert Profile.objects.get(name="Nguyen Van An").sort_key == by_surname("Nguyen Van An", "Nguyen")


def test_a_profile_that_was_written_before_there_was_the_question_is_listed_by_its_surname(library):
    assert "listed_under" not in complete_profile()
    assert publish_profile(institution=library, name="Mairi Tolland").sort_key == "tolland  mairi"


def test_titles_and_institutions_stand_without_their_article(found, get, library, editor, client):
    for title in ("The Paste", "Maps", "An Oven", "Ørsted’s leaf"):
        publish_showcase(title=title, institution=library)
    assert found("/showcases/", sort="title") == ["Maps", "Ørsted’s leaf", "An Oven", "The Paste"]
    for name in ("The Keeper Library", "Jarrow Library", "Łódź Library", "Lund Library"):
        InstitutionFactory(name=name)
    names = [str(row["institution"]) for row in get("/institutions/").context["rows"]]
    assert [name for name in names if name != str(library)] == [
        *("Jarrow Library", "The Keeper Library", "Łódź Library", "Lund Library")
    ]


def test_members_of_an_institution_stand_from_a_to_z(client, library, manager):
    for name in ("Ann Zo", "Zoe Abel", "Øyvind Ørsted"):
        UserFactory(name=name, staff=library)
    client.force_login(manager)
    members = client.get(f"/desk/institutions/{library.slug}/").context["memberships"]
    assert [str(m.user) for m in members] == ["Una Calder", "Zoe Abel", "Øyvind Ørsted", "Ann Zo"]


@pytest.mark.parametrize("model", ["profiles.Profile", "commitment.Showcase", "people.Institution"])
def test_no_locale_of_a_server_sorts_names(model):
    from django.apps import apps

    assert apps.get_model(model)._meta.get_field("sort_key").db_collation == "C"
