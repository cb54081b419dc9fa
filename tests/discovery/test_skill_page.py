"""The page of a skill: all that the vocabulary says of it, and what became of it."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from skills.models import Competence, Mapping, Scheme, Skill
from tests.conftest import queries
from tests.discovery import make
from tests.factories import SchemeFactory, SkillFactory
from tests.vocabulary.making import publish


@pytest.fixture
def framework(db):
    scheme = SchemeFactory(uri="https://f.example/", title="Framework F", is_framework=True)
    return Competence.objects.create(scheme=scheme, uri="https://f.example/1.1", notation="1.1", label="Browsing")


def links_to(response, url):
    return f'href="{url}"' in response.content.decode()


def test_it_says_what_sort_of_skill_it_is_since_when_and_how_fast_it_ages(get, words, db):
    publish({"old": {}}, wanted="1.0")
    publish({"fair-data": {"nature": "technical", "emerging": "2016", "ageing": "24"}}, wanted="1.1")
    response = get("/skills/fair-data/")
    said = words(response)
    assert "Specialist skill · technical · emerging since 2016" in said
    assert "Look again after two years" in said
    assert "With version 1.1" in said
    assert links_to(response, "/skills/versions/1.1/")


def test_a_version_that_is_not_here_is_named_without_a_link(get, words, db):
    SkillFactory(slug="old", since="0.3")
    response = get("/skills/old/")
    assert "With version 0.3" in words(response)
    assert not links_to(response, "/skills/versions/0.3/")


def test_what_it_begins_with_and_leads_to_stand_on_both_sides_of_it(get, words, db):
    sewing, binding, design = (SkillFactory(slug=slug) for slug in ("sewing", "binding", "design"))
    binding.leads_to.add(design)
    sewing.leads_to.add(binding)
    said = words(get("/skills/binding/"))
    assert "Often begins with Sewing This skill Binding Leads to Design" in said
    assert "Often begins with" not in words(get("/skills/sewing/"))
    assert "Leads to" not in words(get("/skills/design/"))


def test_labels_stand_by_language_and_hidden_ones_nowhere(get, words, db):
    labels = [
        ("Llyfrrwymo", "cy", "preferred"),
        ("Rhwymo", "cy", "alternative"),
        ("Binding of books", "en-GB", "alternative"),
        ("Cartonnage", "", "alternative"),
        ("Buchbinden", "de-AT", "alternative"),
        ("Sermo", "xx", "alternative"),
        ("Bok binding", "en-GB", "hidden"),
    ]
    publish({"book-binding": {"labels": labels}})
    response = get("/skills/book-binding/")
    said = words(response)
    assert "Also called Binding of books, Cartonnage" in said
    assert "In Welsh Llyfrrwymo, Rhwymo" in said
    assert '<dd lang="cy">' in response.content.decode()
    assert "In German Buchbinden" in said
    assert "In the language xx Sermo" in said
    assert "Bok binding" not in said


def test_counterparts_in_frameworks_say_how_near_they_are_and_since_when(get, words, framework):
    skill = SkillFactory(slug="searching")
    Mapping.objects.create(skill=skill, competence=framework, match="broad", since=date(2026, 3, 14))
    response = get("/skills/searching/")
    assert "Part of 1.1 Browsing ( Framework F ), since 14 March 2026" in words(response)
    assert links_to(response, f"/skills/frameworks/{framework.scheme.slug}/#c-{framework.pk}")


def test_what_became_of_it_is_told_the_latest_first_with_the_version(get, words, db):
    publish({"mending": {}}, wanted="1.0")
    publish({"mending": {"name": "Paper repair"}}, wanted="1.1", reasons={"mending": "As workshops call it."})
    publish({"mending": {"definition": "You close tears."}}, wanted="1.2")
    response = get("/skills/mending/")
    said = words(response)
    assert "Was called “Mending” before. As workshops call it." in said
    assert said.index("Has another definition.") < said.index("Was called “Mending”")
    assert links_to(response, "/skills/versions/1.2/")
    today = timezone.localdate()
    assert f"{today.day} {today:%B %Y} , version 1.1" in said


def test_a_note_of_any_other_shape_is_shown_as_it_is(get, words, db):
    SkillFactory(slug="odd", history=["2026-13-99, 1.1: Impossible day.", "Came from the city’s list."])
    said = words(get("/skills/odd/"))
    assert "Came from the city’s list." in said
    assert "2026-13-99, 1.1: Impossible day." in said


def test_a_skill_that_was_split_keeps_its_page_and_names_what_it_is_now(get, words, db):
    publish({"records": {}, "archives": {}, "cataloguing": {}})
    make.showcase("Old boxes", skills=[Skill.objects.get(slug="records")])
    publish({"records": {"deprecated": True, "replaced_by": ["archives", "cataloguing"]}})
    response = get("/skills/records/")
    assert response.status_code == 200
    assert "This is now two skills: Archives and Cataloguing" in words(response)
    assert "nothing has taken its place" not in words(response)
    assert "Old boxes" in words(response)
    assert "Took the place of Records" in words(get("/skills/archives/"))
    assert links_to(get("/skills/archives/"), "/skills/records/")


def test_heirs_are_shown_as_they_are_today_each_once(get, words, db):
    publish({"records": {}, "archives": {}, "cataloguing": {}, "description": {}})
    publish({"records": {"deprecated": True, "replaced_by": ["archives", "cataloguing"]}})
    publish({"cataloguing": {"deprecated": True, "replaced_by": ["description"]}})
    assert "This is now two skills: Archives and Description" in words(get("/skills/records/"))


def test_a_merged_skill_leads_to_what_took_its_place(get, words, db):
    publish({"mending": {}, "repair": {}})
    publish({"mending": {"deprecated": True, "replaced_by": ["repair"]}})
    response = get("/skills/mending/")
    assert (response.status_code, response.headers["Location"]) == (301, "/skills/repair/")
    there = get("/skills/repair/")
    assert "Took the place of Mending" in words(there)
    assert "Took the place of “Mending”." in words(there)  # in its history
    assert not links_to(there, "/skills/mending/")


def test_one_that_nothing_replaced_says_so(get, words, db):
    publish({"telex": {}})
    publish({"telex": {"deprecated": True}}, reasons={"telex": "The last machine went."})
    said = words(get("/skills/telex/"))
    assert "no longer in use, and nothing has taken its place" in said
    assert "The last machine went." in said


def test_levels_are_described_where_the_vocabulary_does(get, words, db):
    SkillFactory(slug="sewing", working="You sew alone.", expert="You teach it.")
    said = words(get("/skills/sewing/"))
    assert "What the levels mean here Working You sew alone. Expert You teach it." in said
    assert "What the levels mean" not in words(get("/skills/" + SkillFactory().slug + "/"))


def test_its_queries_do_not_grow_with_what_it_says(client, framework):
    few, many = SkillFactory(slug="few"), SkillFactory(slug="many")
    scheme = Scheme.objects.get(is_framework=True)
    for number in range(8):
        other = SkillFactory(slug=f"other-{number}")
        many.leads_to.add(other)
        many.related.add(other)
        competence = Competence.objects.create(scheme=scheme, uri=f"https://f.example/x{number}", label=f"X{number}")
        Mapping.objects.create(skill=many, competence=competence, match="close")
    few.leads_to.add(many)
    few.related.add(many)
    Mapping.objects.create(skill=few, competence=framework, match="close")
    assert len(queries(client, "/skills/many/")) <= len(queries(client, "/skills/few/"))


# -- the list --------------------------------------------------------------------------------------------


def section(response, title):
    """The skills that a part of the list of skills names."""
    found = re.search(rf'<h2 id="{title}">.*?</section>', response.content.decode(), re.DOTALL)
    return re.findall(r">([^<>]+)</a>", found[0].split("<ul")[1]) if found else None


def test_new_this_year_is_what_came_with_later_versions_of_these_twelve_months(get, db):
    publish({"first": {}}, wanted="1.0")
    assert section(get("/skills/"), "new-skills") is None
    long_ago = publish({"older": {}}, wanted="1.1")
    long_ago.published_at = timezone.now() - timedelta(days=370)
    long_ago.save()
    publish({"recent": {}, "gone": {}}, wanted="1.2")
    publish({"gone": {"deprecated": True}}, wanted="1.3")
    assert section(get("/skills/"), "new-skills") == ["Recent"]
    assert section(get("/skills/", q="recent"), "new-skills") is None


def test_of_very_many_that_are_new_some_are_shown_and_the_rest_counted(get, words, db):
    publish({"first": {}}, wanted="1.0")
    publish({f"new-{n}": {} for n in range(43)}, wanted="1.1")
    response = get("/skills/")
    assert len(section(response, "new-skills")) == 41  # with the link to the rest
    assert "And 3 more" in words(response)


def test_what_is_emerging_is_listed_with_its_year_the_latest_first(get, words, db):
    publish({"linked-data": {"emerging": "2014"}, "prompts": {"emerging": "2023"}, "old": {}})
    assert section(get("/skills/"), "emerging-skills") == ["Prompts", "Linked data"]
    assert "Prompts 2023 Linked data 2014" in words(get("/skills/"))


def test_the_list_leads_to_versions_and_frameworks(get, db):
    response = get("/skills/")
    assert links_to(response, "/skills/versions/")
    assert links_to(response, "/skills/frameworks/")
