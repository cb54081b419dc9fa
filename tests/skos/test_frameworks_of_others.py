"""Thesauri, lists of codes and classifications as their makers publish them can all be frameworks."""

import json
import re

import pytest
from django.core.management import CommandError

from skills.models import Competence, Mapping, Scheme
from skos.findings import VocabularyError
from skos.reader import parse
from tests.skos.files import PREFIXES, competence, framework, skill, vocabulary

HEAD = f"""{PREFIXES}
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix t: <http://thesaurus.example/> .
"""
SCHEME = 't:scheme a skos:ConceptScheme ; dct:title "A thesaurus"@en ; dct:publisher "Its makers" .\n'


def reading(text, head=HEAD + SCHEME):
    return parse(head + text, "file", as_framework=True)


def remarks(text, head=HEAD + SCHEME):
    return "\n".join(reading(text, head).remarks)


def labels(read):
    return {concept.slug: str(concept) for concept in read.concepts.values()}


# -- shapes that they have ---------------------------------------------------------------------------------


def test_a_thesaurus_has_no_numbers_and_many_ties():
    read = reading("""
t:c_1 a skos:Concept ; skos:inScheme t:scheme ; skos:topConceptOf t:scheme ; skos:narrower t:c_2 ;
    skos:prefLabel "conservation"@en, "conservation"@fr, "Bestandserhaltung"@de ; skos:altLabel "care"@en ;
    skos:scopeNote "Use for all."@en ; skos:exactMatch <http://other.example/c_9> ; skos:related t:c_3 .
t:c_2 a skos:Concept ; skos:inScheme t:scheme ; skos:prefLabel "bookbinding"@en, "Buchbinderei"@de .
t:c_3 a skos:Concept ; skos:inScheme t:scheme ; skos:broader t:c_1, t:c_2 ; skos:prefLabel "Falzen"@de .
""")
    assert labels(read) == {"c_1": "conservation", "c_2": "bookbinding", "c_3": "Falzen"}
    under = {concept.slug: [uri[-3:] for uri in concept.broader] for concept in read.concepts.values()}
    assert under == {"c_1": [], "c_2": ["c_1"], "c_3": ["c_2"]}
    assert (
        "“Falzen” (http://thesaurus.example/c_3): it stands in 2 areas (skos:broader); “bookbinding” is kept."
        in (read.remarks[0])
    )
    assert (read.title, read.attribution, read.is_framework) == ("A thesaurus", "Its makers", True)
    assert {concept.definition for concept in read.concepts.values()} == {""}


def test_a_table_of_codes_has_labels_of_three_sorts_and_a_notation_for_each_system():
    text = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
    xmlns:skosxl="http://www.w3.org/2008/05/skos-xl#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
    xmlns:code="http://codes.example/def/" xmlns:owl="http://www.w3.org/2002/07/owl#">
<skos:ConceptScheme rdf:about="http://codes.example/material" code:table.id="material">
  <rdfs:label xml:lang="en">Material</rdfs:label><skos:prefLabel xml:lang="en">Material</skos:prefLabel>
  <owl:versionInfo>20260101-0</owl:versionInfo>
</skos:ConceptScheme>
<skos:Concept rdf:about="http://codes.example/material/VELLUM" code:deprecated="false">
  <skos:inScheme rdf:resource="http://codes.example/material"/>
  <code:authority-code>VELLUM</code:authority-code>
  <skos:prefLabel xml:lang="bg">пергамент</skos:prefLabel><skos:prefLabel xml:lang="en">vellum</skos:prefLabel>
  <skosxl:prefLabel><skosxl:Label><skosxl:literalForm xml:lang="en">vellum</skosxl:literalForm></skosxl:Label>
  </skosxl:prefLabel>
  <skos:notation rdf:datatype="http://codes.example/def/iso">VEL</skos:notation>
  <skos:notation rdf:datatype="http://codes.example/def/short">V</skos:notation>
</skos:Concept>
</rdf:RDF>"""
    read = parse(text, "file", as_framework=True)
    [concept] = read.concepts.values()
    assert (read.title, read.version, concept.name, concept.notation) == ("Material", "20260101-0", "vellum", "V")
    assert read.remarks == (
        "file, line 9, “vellum” (http://codes.example/material/VELLUM): it has 2 notations; “V” is kept.",
    )


def test_json_ld_as_a_server_of_thesauri_answers_with_it():
    text = json.dumps(
        {
            "@context": {
                "skos": "http://www.w3.org/2004/02/skos/core#",
                **{"uri": "@id", "type": "@type", "lang": "@language", "value": "@value", "graph": "@graph"},
                **{"label": "rdfs:label", "prefLabel": "skos:prefLabel", "broader": "skos:broader"},
                **{"inScheme": "skos:inScheme", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"},
            },
            "graph": [
                {
                    "uri": "http://server.example/t/c1",
                    "type": ["skos:Concept", "http://server.example/meta/Individual"],
                    "prefLabel": [{"lang": "fi", "value": "sidonta"}, {"lang": "en", "value": "binding"}],
                    "broader": {"uri": "http://server.example/t/c0"},
                    "inScheme": {"uri": "http://server.example/t/"},
                },
                {
                    "uri": "http://server.example/t/c0",
                    "type": "skos:Concept",
                    "prefLabel": {"lang": "en", "value": "work"},
                },
                {
                    "uri": "http://server.example/t/",
                    "type": "skos:ConceptScheme",
                    "label": {"lang": "en", "value": "A thesaurus that is served"},
                },
            ],
        }
    )
    read = parse(text, "file", as_framework=True)
    assert labels(read) == {"c0": "work", "c1": "binding"}
    assert (read.title, read.remarks) == ("A thesaurus that is served", ())


def test_labels_in_skos_xl_or_of_rdfs_are_read_where_there_are_no_others():
    read = reading("""
t:a a skos:Concept ; skosxl:prefLabel [ a skosxl:Label ; skosxl:literalForm "Only XL"@en ] .
t:b a skos:Concept ; skosxl:prefLabel t:b_label .
t:b_label a skosxl:Label ; skosxl:literalForm "XL of its own"@en, "XL eigen"@de .
t:c a skos:Concept ; rdfs:label "Only RDFS" .
t:d a skos:Concept ; skosxl:prefLabel t:gone .
""")
    assert labels(read) == {"a": "Only XL", "b": "XL of its own", "c": "Only RDFS"}
    assert any(
        remark.endswith("it has no preferred label (skos:prefLabel); it is left out.") for remark in read.remarks
    )


def test_a_part_of_a_thesaurus_comes_without_its_scheme_and_without_what_is_above():
    text = """
t:c1 a skos:Concept ; skos:prefLabel "one" ; skos:inScheme t:Themes ; skos:broader t:c0 .
t:c2 a skos:Concept ; skos:prefLabel "two" ; skos:inScheme t:Themes .
"""
    read = reading(text, HEAD)
    assert (read.uri, read.title, len(read.concepts)) == ("http://thesaurus.example/Themes", "Themes", 2)
    said = remarks(text, HEAD)
    assert "http://thesaurus.example/Themes: it has no title (dct:title); it is called “Themes”." in said
    assert "skos:broader names http://thesaurus.example/c0, which is not in the file; it is left out." in said


def test_of_several_schemes_the_one_with_most_concepts_is_read():
    text = """
t:other a skos:ConceptScheme ; dct:title "Other"@en .
t:c1 a skos:Concept ; skos:prefLabel "one" ; skos:inScheme t:scheme .
t:c2 a skos:Concept ; skos:prefLabel "two" ; skos:inScheme t:scheme, t:other .
t:c3 a skos:Concept ; skos:prefLabel "three" ; skos:inScheme t:other ; skos:broader t:c1 .
t:c4 a skos:Concept ; skos:prefLabel "four" ; skos:inScheme t:scheme .
t:group a skos:Collection ; skos:prefLabel "a group"@en ; skos:member t:c1 .
t:loose skos:prefLabel "loose"@en .
"""
    assert labels(reading(text)) == {"c1": "one", "c2": "two", "c4": "four"}
    said = remarks(text)
    for what in (
        "the file has 2 schemes; this one, of most concepts, is read",
        "“three” (http://thesaurus.example/c3): it is of another scheme",
        "collections are left out",
        "“loose” (http://thesaurus.example/loose): it has a label, but is not marked as a concept",
    ):
        assert what in said


def test_numbers_that_are_there_twice_or_long_are_left_out_with_a_word():
    text = f"""
t:c1 a skos:Concept ; skos:prefLabel "one" ; skos:notation "1" .
t:c2 a skos:Concept ; skos:prefLabel "two" ; skos:notation "1" .
t:c3 a skos:Concept ; skos:prefLabel "three" ; skos:notation "{"9" * 41}" .
t:c4 a skos:Concept ; skos:prefLabel "{"four " * 60}" ; skos:notation t:x .
"""
    assert [concept.notation for concept in reading(text).concepts.values()] == ["1", "", "", ""]
    said = remarks(text)
    assert "“two” (http://thesaurus.example/c2): its notation “1” is that of “one”, which keeps it." in said
    assert "is long; it is left out." in said
    assert "its preferred label has 299 characters; the first 199 are kept." in said


# -- what is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("t:a a skos:Concept ; skos:prefLabel 'A' ; skos:broader t:a .", "skos:broader goes round in a circle: A → A."),
        ("<urn:x:a> a skos:Concept ; skos:prefLabel 'A' .", "urn:x:a is no address: https:// and at most 200"),
        ("[] a skos:Concept ; skos:prefLabel 'A' .", " is no address: https:// and at most 200 characters"),
        ("", "the scheme has no concepts."),
        ("t:a a skos:Concept ; skos:prefLabel 'A' ; colophon:kind 'software' .", "it is a vocabulary of skills"),
        ("t:o a skos:ConceptScheme .", "a file holds one skos:ConceptScheme; this one has 2"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(text, why):
    with pytest.raises(VocabularyError) as caught:
        reading(text)
    [line] = caught.value.faults
    assert why in line


def test_an_ontology_is_no_skos():
    text = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:owl="http://www.w3.org/2002/07/owl#"
    xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"><owl:Ontology rdf:about="http://o.example/"/>
    <owl:Class rdf:about="http://o.example/Skill"><rdfs:label>skill</rdfs:label></owl:Class></rdf:RDF>"""
    with pytest.raises(VocabularyError, match="and no skos:Concept: it can be read, but it is not SKOS"):
        parse(text, "file", as_framework=True)


def test_a_thesaurus_that_nobody_called_a_framework_is_told_what_it_could_be():
    concepts = "".join(f"t:c{n} a skos:Concept ; skos:prefLabel 'C {n}' .\n" for n in range(11))
    with pytest.raises(VocabularyError, match="load it as a framework if skills are to be matched to it"):
        parse(HEAD + SCHEME + concepts, "file")


# -- into the portal -----------------------------------------------------------------------------------------

THESAURUS = """
t:b a skos:Concept ; skos:inScheme t:scheme ; skos:prefLabel "Binding"@en .
t:a a skos:Concept ; skos:inScheme t:scheme ; skos:prefLabel "Sewing"@en ; skos:broader t:b .
t:c a skos:Concept ; skos:inScheme t:scheme ; skos:prefLabel "Archives"@en .
"""


def test_a_second_and_a_third_framework_are_loaded_and_skills_are_matched_to_them(load, file):
    second = file(HEAD + SCHEME + THESAURUS)
    third = file(HEAD + re.sub(r"\bt:", "owl:", SCHEME + THESAURUS).replace("A thesaurus", "Another"))
    load(framework(competence("1", "Data")), framework=[second, third])
    assert sorted(Scheme.objects.values_list("title", flat=True)) == ["A thesaurus", "Another", "Framework F"]
    thesaurus = Scheme.objects.get(title="A thesaurus")
    assert [str(one) for one in thesaurus.competences.all()] == ["Archives", "Binding", "Sewing"]
    assert Competence.objects.get(uri="http://thesaurus.example/a").area.label == "Binding"
    load(
        vocabulary(
            skill(
                "a",
                "A",
                "skos:narrowMatch <http://thesaurus.example/a> ; skos:relatedMatch <http://thesaurus.example/c>",
                "skos:closeMatch f:1 ; skos:broadMatch <http://www.w3.org/2002/07/owl#b>",
            )
        )
    )
    matches = [f"{one.competence} {one.match}" for one in Mapping.objects.all()]
    assert matches == ["Archives related_match", "Binding broad", "Sewing narrow", "1 Data close"]
    assert "no change, 3 unchanged" in load(framework=[second])


def test_a_competence_that_skills_are_matched_to_does_not_go(load, file):
    load(framework=[file(HEAD + SCHEME + THESAURUS)])
    load(vocabulary(skill("a", "A", "skos:exactMatch <http://thesaurus.example/a>")))
    with pytest.raises(CommandError, match="is gone from the file, but “A” is matched to it"):
        load(framework=[file(HEAD + SCHEME + THESAURUS.replace("t:a a", "t:z a"))])


def test_without_a_file_nothing_is_loaded(load):
    with pytest.raises(CommandError, match="Name at least one file"):
        load()
