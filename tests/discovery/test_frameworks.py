"""Frameworks and the skills that answer to them: a page, a table, a graph."""

import csv
import io
from datetime import date

import pytest
import rdflib

from people import events
from skills.models import Competence, Mapping, Scheme, Skill, Status
from tests.conftest import queries
from tests.factories import SchemeFactory, SkillFactory

SKOS = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")


@pytest.fixture
def scheme(db):
    """Area 1 with 1.2 and 1.10; one skill that is in use, and one that is not."""
    scheme = SchemeFactory(
        uri="https://f.example/", slug="f", title="Framework F", version="2.2", is_framework=True,
        licence="https://creativecommons.org/licenses/by/4.0/", attribution="© Somebody, 2022",
    )  # fmt: skip

    def competence(notation, label, area=None):
        uri = f"https://f.example/{notation}"
        return Competence.objects.create(scheme=scheme, uri=uri, notation=notation, label=label, area=area)

    area = competence("1", "Data")
    competence("1.10", "Managing", area)
    browsing = competence("1.2", "Browsing", area)
    since = date(2026, 3, 14)
    Mapping.objects.create(skill=SkillFactory(slug="searching"), competence=browsing, match="broad", since=since)
    telex = SkillFactory(slug="telex", status=Status.DEPRECATED)
    Mapping.objects.create(skill=telex, competence=Competence.objects.get(notation="1.10"), match="exact")
    return scheme


def table(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_page_says_what_is_covered_by_what_and_what_is_not(get, words, scheme):
    response = get("/skills/frameworks/f/")
    said = words(response)
    assert "1 of 2 competences is covered by 1 skill." in said
    assert "Not covered yet 1 of 2 1.10 Managing" in said
    assert "1.2 Browsing Searching : a part of it, since 14 March 2026 1.10 Managing None yet" in said
    assert "Telex" not in said
    assert 'href="/skills/searching/"' in response.content.decode()
    assert "© Somebody, 2022" in said
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in response.content.decode()


@pytest.mark.parametrize(
    ("match", "words_of_it"),
    [("exact", "the same"), ("close", "close to it"), ("broad", "a part of it"), ("narrow", "takes it in"),
     ("related_match", "goes with it")],
)  # fmt: skip
def test_each_sort_of_match_has_its_words(get, words, scheme, match, words_of_it):
    Mapping.objects.update(match=match)
    assert f"Searching : {words_of_it}, since" in words(get("/skills/frameworks/f/"))


def test_the_list_has_all_frameworks_and_not_the_vocabulary(get, words, scheme):
    SchemeFactory(uri="https://a.example/", slug="another", title="Another", is_framework=True)
    said = words(get("/skills/frameworks/"))
    assert said.index("Another No skill is matched to it yet.") < said.index("Framework F 1 of 2 competences")
    assert "Skills for tests" not in said
    assert get(f"/skills/frameworks/{Scheme.objects.get(is_framework=False).slug}/").status_code == 404
    assert get("/skills/frameworks/none/").status_code == 404


def test_none_loaded_is_said(get, words, db):
    assert "No framework has been loaded yet" in words(get("/skills/frameworks/"))


def test_the_table_has_a_row_for_each_match_and_for_what_is_uncovered(get, scheme):
    response = get("/skills/frameworks/f.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="f.csv"' in response.headers["Content-Disposition"]
    browsing = ["1.2", "Browsing", "https://f.example/1.2", "1 Data"]
    assert table(response)[1:] == [
        ["1", "Data", "https://f.example/1", "", "", "", "", ""],
        [*browsing, "Searching", "https://colophon.example/skills/searching", "skos:broadMatch", "2026-03-14"],
        ["1.10", "Managing", "https://f.example/1.10", "1 Data", "", "", "", ""],
    ]


@pytest.mark.parametrize("label", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", " =1+1", "\t=1"])
def test_no_cell_of_the_table_is_a_formula(get, scheme, label):
    Competence.objects.filter(notation="1.2").update(label=label)
    cells = {row[1] for row in table(get("/skills/frameworks/f.csv"))}
    assert f"'{label}" in cells
    assert label not in cells


def test_the_graph_reads_back_as_the_same_matches(get, scheme):
    SkillFactory(slug="quotes", name='Say "that"; \\ and more')
    Mapping.objects.create(skill=Skill.objects.get(slug="quotes"), competence_id=_pk("1"), match="close")
    response = get("/skills/frameworks/f.ttl")
    assert response.headers["Content-Type"] == "text/turtle; charset=utf-8"
    graph = rdflib.Graph().parse(data=response.content.decode(), format="turtle")
    searching = rdflib.URIRef("https://colophon.example/skills/searching")
    assert list(graph.subject_objects(SKOS.broadMatch)) == [(searching, rdflib.URIRef("https://f.example/1.2"))]
    ((quotes, data),) = graph.subject_objects(SKOS.closeMatch)
    assert str(data) == "https://f.example/1"
    assert [str(label) for label in graph.objects(quotes, SKOS.prefLabel)] == ['Say "that"; \\ and more']
    assert [str(n) for n in graph.objects(rdflib.URIRef("https://f.example/1.10"), SKOS.notation)] == ["1.10"]
    assert not list(graph.subject_objects(SKOS.exactMatch))  # of a skill that is not in use
    licence = graph.value(rdflib.URIRef("https://f.example/"), rdflib.DCTERMS.license)
    assert str(licence) == "https://creativecommons.org/licenses/by/4.0/"


def _pk(notation):
    return Competence.objects.get(notation=notation).pk


@pytest.mark.parametrize("path", ["/skills/frameworks/f.csv", "/skills/frameworks/f.ttl"])
def test_a_file_is_sent_again_only_when_something_public_has_changed(client, scheme, path):
    mark = client.get(path).headers["ETag"]
    assert client.get(path, headers={"if-none-match": mark}).status_code == 304
    events.record("scheme", scheme.pk, "load", by=None)
    assert client.get(path, headers={"if-none-match": mark}).status_code == 200


def test_a_framework_without_areas_or_numbers_and_one_in_three_floors(get, words, db):
    flat = SchemeFactory(uri="https://flat.example/", slug="flat", is_framework=True)
    for label in ("Beta", "Alpha"):
        Competence.objects.create(scheme=flat, uri=f"https://flat.example/{label}", label=label)
    assert "Alpha None yet Beta None yet" in words(get("/skills/frameworks/flat/"))
    above = None
    for notation in ("A", "A.1", "A.1.1"):
        uri = f"https://flat.example/{notation}"
        above = Competence.objects.create(scheme=flat, uri=uri, notation=notation, label="Deep", area=above)
    said = words(get("/skills/frameworks/flat/"))
    assert "A Deep A.1 Deep A.1.1 Deep None yet" in said
    assert "0 of 3" not in said  # nothing is matched to it at all
    assert "No skill is matched to it yet." in said


def test_queries_do_not_grow_with_the_framework(client, scheme):
    few = len(queries(client, "/skills/frameworks/f/"))
    for number in range(20):
        uri = f"https://f.example/2.{number}"
        one = Competence.objects.create(scheme=scheme, uri=uri, notation=f"2.{number}", label="More")
        Mapping.objects.create(skill=SkillFactory(slug=f"more-{number}"), competence=one, match="close")
    assert len(queries(client, "/skills/frameworks/f/")) == few
