"""The versions of the vocabulary as everybody can read them."""

import re
from time import perf_counter

from discovery.versions import told
from skills.models import Competence
from tests.conftest import queries
from tests.factories import SchemeFactory, SkillFactory
from tests.vocabulary.making import address, publish
from vocabulary.models import Version


def groups(version):
    """{sort: [name]}"""
    version.refresh_from_db()
    return {sort: [one.name for one in those] for sort, _, those in told(version)}


def test_each_concept_is_told_once_where_it_was_changed_most(db):
    publish({slug: {} for slug in "abcdefghij"})
    scheme = SchemeFactory(uri="https://f.example/", is_framework=True)
    Competence.objects.create(scheme=scheme, uri="https://f.example/1", notation="1", label="Data")
    version = publish(
        {
            "n": {},
            "a": {"deprecated": True, "replaced_by": ["b", "c"]},
            "b": {"labels": [("Bee", "en-GB", "alternative")]},
            "c": {"name": "Sea", "definition": "Wide."},
            "d": {"deprecated": True},
            "e": {"deprecated": True, "replaced_by": ["f"]},
            "f": {"broader": ["g"]},
            "g": {"ageing": "12", "definition": "Long."},
            "h": {"related": ["i"]},
            "i": {"related": ["h"]},
            "j": {"close": ["https://f.example/1"]},
        }
    )
    assert groups(version) == {
        "new": ["N"],
        "split": ["A"],
        "merged": ["E"],
        "deprecated": ["D"],
        "renamed": ["Sea"],
        "moved": ["F"],
        "described": ["G"],
        "labels": ["B"],
        "related": ["H", "I"],
        "mapped": ["J"],
    }
    assert groups(publish({"d": {"deprecated": False}})) == {"restored": ["D"]}


def test_the_page_of_a_version_says_what_was_and_is_and_why(get, words, db):
    publish({"mending": {}, "repair": {}, "paper": {}}, wanted="1.0")
    publish(
        {
            "mending": {"deprecated": True, "replaced_by": ["repair"]},
            "repair": {"labels": [("Mend & make do", "en-GB", "alternative"), ("Trwsio", "cy", "preferred")]},
            "paper": {"definition": "Sheets of <fibres>."},
        },
        wanted="1.1",
        notes="The words of the workshop.",
        reasons={"mending": "Both said the same."},
    )
    response = get("/skills/versions/1.1/")
    said = words(response)
    assert "1 merged , 1 described in another way , 1 with other names ." in said
    assert "The words of the workshop." in said
    assert "Mending Both said the same. Status: accepted → deprecated Replaced by: added Repair" in said
    assert "Definition: “What somebody does.” → “Sheets of <fibres>.”" in said
    assert "added “Mend & make do”; “Trwsio” (cy, preferred)" in said
    assert "<fibres>" not in response.content.decode()
    assert 'href="/skills/repair/"' in response.content.decode()
    assert "History" not in said


def test_versions_are_listed_with_day_notes_and_counts(get, words, db):
    SkillFactory(slug="before-all")
    publish({"a": {}, "b": {}}, wanted="1.1", notes="Two crafts.")
    said = words(get("/skills/versions/"))
    assert "2 new skills" in said
    assert "Two crafts." in said
    assert "what was there before versions were kept" in said
    assert said.index("Version 1.1") < said.index("Version 0")
    assert "What was there before versions were kept: 1 skill." in words(get("/skills/versions/0/"))


def test_an_undone_version_and_the_one_that_undid_it_lead_to_each_other(get, words, db):
    publish({"a": {}}, wanted="1.0")
    wrong = publish({"a": {"name": "Aye"}}, wanted="1.1")
    publish({"a": {"name": "A"}}, wanted="1.2", undoes=wrong)
    assert "It takes back version 1.1 ." in words(get("/skills/versions/1.2/"))
    assert "Version 1.2 took back what this one changed." in words(get("/skills/versions/1.1/"))
    middle = get("/skills/versions/1.1/").content.decode()
    assert "Before: version 1.0" in middle
    assert "After: version 1.2" in middle


def test_a_name_is_found_however_it_is_capitalised_and_an_unknown_one_is_not(get, db):
    version = publish({"a": {}}, wanted="Spring 2026")
    assert get(version.get_absolute_url()).status_code == 200
    assert get("/skills/versions/spring%202026/").status_code == 200
    assert get("/skills/versions/9.9/").status_code == 404


def test_a_version_that_changed_nothing_says_so(get, words, db):
    publish({"a": {}}, wanted="1.0")
    publish({}, wanted="2.0")
    assert "It changed nothing but its number." in words(get("/skills/versions/2.0/"))


def test_nothing_published_yet_is_said(get, words, db):
    assert "No version has been published yet" in words(get("/skills/versions/"))


def test_a_first_version_of_many_hundred_skills_is_read_quickly(client, db):
    publish({f"skill-{n}": {"labels": [(f"label {n}", "en-GB", "alternative")]} for n in range(300)}, wanted="1.0")
    publish({"a": {}}, wanted="1.1")
    assert len(queries(client, "/skills/versions/1.0/")) <= len(queries(client, "/skills/versions/1.1/"))
    began = perf_counter()
    response = client.get("/skills/versions/1.0/")
    assert perf_counter() - began < 2
    page = response.content.decode()
    assert "What somebody does." not in page  # names alone, where there are too many to read
    assert len(re.findall(r'href="/skills/skill-\d+/"', page)) == 300
    assert "300 new skills" in page


def test_what_a_version_names_that_has_gone_is_told_by_its_address(db):
    version = Version(edits=[{"uri": address("lost"), "fact": "name", "was": "A", "now": "B"}], reasons={})
    ((sort, _, (one,)),) = told(version)
    assert (sort, one.name, one.url) == ("renamed", address("lost"), "")


def test_a_version_may_have_a_stroke_in_its_name(get, db):
    version = publish({"binding": {}}, wanted="2026/1")
    assert get(version.get_absolute_url()).status_code == 200
