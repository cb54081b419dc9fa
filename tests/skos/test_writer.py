"""A whole vocabulary as a file, and back."""

from dataclasses import replace

import pytest
from hypothesis import given

from skos.concepts import Concept, Name, Vocabulary
from skos.reader import parse
from skos.rules import broken
from skos.writer import turtle
from tests.helpers import often
from tests.skos.files import SCHEME, competence, framework, skill, vocabulary
from tests.skos.made import vocabularies


def read_back(vocabulary):
    return parse(turtle(vocabulary), "file.ttl")


def same(one, other):
    """Whether two Vocabularies say the same; where a file says it, and what it leaves out, makes no difference."""
    return replace(one, place="", remarks=()) == replace(other, place="", remarks=())


@pytest.mark.soak
@often(60)
@given(vocabularies())
def test_what_is_written_is_read_back(vocabulary):
    assert not list(broken(vocabulary.concepts))
    vocabulary = replace(vocabulary, digest="0123456789abcdef0123456789abcdef")
    read = read_back(vocabulary)
    assert read.remarks == ()
    assert same(read, vocabulary)


@pytest.mark.soak
@often(20)
@given(vocabularies())
def test_the_order_in_which_it_comes_makes_no_difference(vocabulary):
    turned = replace(vocabulary, concepts=dict(reversed(vocabulary.concepts.items())))
    assert turtle(turned) == turtle(vocabulary)
    assert turtle(read_back(vocabulary)) == turtle(vocabulary)


def test_a_file_of_ours_and_a_framework_are_read_back_too():
    for text in (
        vocabulary(skill("a", "Alpha", 'skos:altLabel "Ål", "A.1"@de ; skos:related skill:b'), skill("b", "Beta")),
        framework(competence("1", "Data"), competence("1.10", "Ten", "skos:broader f:1"), competence("1.2", "Two")),
    ):
        read = parse(text, "file.ttl")
        assert same(read_back(read), read)


def test_a_framework_without_numbers_is_known_for_one():
    uris = [f"https://f.example/c/{n}" for n in "ab"]
    concepts = {uri: Concept(uri, name=f"Name {uri}", language="") for uri in uris}
    made = Vocabulary("https://f.example/", "", "F", "", "", "", is_framework=True, concepts=concepts)
    assert "colophon:Framework" in turtle(made)
    assert same(read_back(made), made)


def test_it_can_be_read_and_compared():
    bindery = Concept(
        f"{SCHEME}binding",
        name="Binding",
        labels=frozenset({Name("Bookbinding", "en-GB", "alternative"), Name("Buchbinden", "de", "preferred")}),
        definition="You sew, glue and cover.",
        kind="specialist",
        nature="technical",
        since="1.0",
        ageing="60",
        emerging="2025",
        close=frozenset({"https://colophon.example/frameworks/digcomp-2.2/1.1"}),
        history=frozenset({"2026-11-26, 1.1: was called “Bookbinding” before."}),
    )
    old = Concept(
        f"{SCHEME}gluing",
        name="Gluing",
        definition="You glue.",
        kind="specialist",
        deprecated=True,
        replaced_by=frozenset({bindery.uri}),
        broader=frozenset({bindery.uri}),
    )
    made = Vocabulary(
        SCHEME, "", "Our skills", "1.1", "https://creativecommons.org/licenses/by/4.0/", "Ours", False,
        {old.uri: old, bindery.uri: bindery}, digest="d1",
    )  # fmt: skip
    assert (
        turtle(made)
        == f"""\
@prefix colophon: <https://colophon.example/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix digcomp: <https://colophon.example/frameworks/digcomp-2.2/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skill: <https://colophon.example/skills/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://colophon.example/skills/> a skos:ConceptScheme ;
    dct:title "Our skills"@en-GB ;
    skos:prefLabel "Our skills"@en-GB ;
    dct:license <https://creativecommons.org/licenses/by/4.0/> ;
    dct:rights "Ours" ;
    owl:versionInfo "1.1" ;
    colophon:digest "d1" ;
    skos:hasTopConcept skill:binding .

# {"=" * 100}
# SPECIALIST
# {"=" * 100}

skill:binding a skos:Concept ;
    skos:inScheme <https://colophon.example/skills/> ;
    skos:topConceptOf <https://colophon.example/skills/> ;
    colophon:kind "specialist" ;
    colophon:nature "technical" ;
    skos:prefLabel
        "Binding"@en-GB ,
        "Buchbinden"@de ;
    skos:altLabel "Bookbinding"@en-GB ;
    skos:definition "You sew, glue and cover."@en-GB ;
    skos:closeMatch digcomp:1.1 ;
    colophon:since "1.0" ;
    colophon:emergingSince "2025"^^xsd:gYear ;
    colophon:ageing 60 ;
    skos:historyNote "2026-11-26, 1.1: was called “Bookbinding” before."@en-GB .

# {"=" * 100}
# NO LONGER IN USE
# {"=" * 100}

skill:gluing a skos:Concept ;
    skos:inScheme <https://colophon.example/skills/> ;
    owl:deprecated true ;
    dct:isReplacedBy skill:binding ;
    colophon:kind "specialist" ;
    skos:prefLabel "Gluing"@en-GB ;
    skos:definition "You glue."@en-GB ;
    skos:broader skill:binding .
"""
    )
