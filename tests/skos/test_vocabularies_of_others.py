"""Files as other houses write them: what there is no place for is left out with a word, and refuses nothing."""

import pytest

from skills.models import Label, Scheme, Skill
from skos.findings import VocabularyError
from skos.reader import parse
from tests.skos.files import PREFIXES, competence, framework, skill, vocabulary

MORE = """\
@prefix cc: <http://creativecommons.org/ns#> .
@prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix x: <https://x.example/ns#> .
"""


HOUSE = "x:us a foaf:Organization ; rdfs:label 'A House' .\nx:them foaf:name 'Ein Haus'@de, 'A House'@en .\n"


def reading(*skills, scheme=""):
    """A vocabulary whose scheme says `scheme` besides."""
    text = MORE + vocabulary(*(skills or [skill("a", "Alpha")])) + HOUSE
    return parse(text.replace("a skos:ConceptScheme ;", f"a skos:ConceptScheme ;{scheme}"), "file.ttl")


def one(*more, **facts):
    """The only skill of a vocabulary, and what was remarked."""
    read = reading(skill("a", "Alpha", *more, **facts))
    [concept] = read.concepts.values()
    return concept, "\n".join(read.remarks)


# -- what is said of the scheme ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "kept"),
    [
        ("dct:publisher <https://x.example/>", "https://x.example/"),
        ("dct:publisher x:us", "A House"),
        ("dct:publisher x:them", "A House"),
        ("dct:publisher [ foaf:name 'A House' ]", "A House"),
        ("dct:rights <https://x.example/rights>", "https://x.example/rights"),
        ("dc:publisher 'A House'", "A House"),
        ("dc:rights 'Ours'@en ; dct:publisher 'A House'", "Ours"),
        ("dct:rights 'Ours'@en, 'Nos droits'@fr, 'Ours too'@en", "Ours"),
        ("dct:creator <https://orcid.example/1>", "https://orcid.example/1"),
        ("dct:license 'CC BY 4.0'", "CC BY 4.0"),
        ("dct:rights 'Ours' ; dct:license 'Ask us first'@en", "Ours · Ask us first"),
    ],
)
def test_whose_it_is_may_be_an_address_a_thing_or_text(scheme, kept):
    assert reading(scheme=f" {scheme} ;").attribution == kept


@pytest.mark.parametrize(
    ("scheme", "licence"),
    [
        ("dct:license <https://creativecommons.org/licenses/by/4.0/>", "https://creativecommons.org/licenses/by/4.0/"),
        ("dct:license 'https://creativecommons.org/licenses/by/4.0/'", "https://creativecommons.org/licenses/by/4.0/"),
        ("dct:license 'http://opendata.example/1'^^xsd:anyURI", "http://opendata.example/1"),
        ("cc:license <http://opendata.example/1>", "http://opendata.example/1"),
        ("dct:license 'CC BY 4.0', 'Creative Commons'@en", ""),
        ("dct:license <https://a.example/1>, <https://b.example/1>", "https://a.example/1"),
    ],
)
def test_a_licence_may_be_an_address_or_text(scheme, licence):
    assert reading(scheme=f" {scheme} ;").licence == licence


def test_a_licence_in_words_is_kept_with_the_rights_and_said(load):
    said = load(
        vocabulary(skill("a", "A")).replace("a skos:ConceptScheme ;", "a skos:ConceptScheme ; dct:license 'CC0' ;")
    )
    assert Scheme.objects.get().attribution == "CC0"
    assert "Note: file-1.ttl, line 9" in said
    assert "its licence “CC0” is text, not an address; it is kept with the rights." in said


@pytest.mark.parametrize("word", ["dc:title", "rdfs:label", "skos:prefLabel", "foaf:name"])
def test_a_title_may_stand_under_its_other_names(word):
    text = MORE + vocabulary(skill("a", "Alpha")).replace("dct:title", word)
    assert parse(text, "file.ttl").title == "Our skills"


def test_what_is_too_long_about_a_scheme_is_cut_and_said():
    read = reading(scheme=f" dct:rights '{'all rights ' * 40}' ;")
    assert len(read.attribution) == 300
    assert "its rights statement has 439 characters; the first 299 are kept." in read.remarks[0]
    version = parse(MORE + vocabulary(skill("a", "A"), version="thesaurus, version 2.4 of March 2026"), "f.ttl").version
    assert version == "thesaurus, version 2.4 of Mar…"


def test_a_title_that_is_only_an_address_is_none():
    text = vocabulary(skill("a", "Alpha")).replace('dct:title "Our skills"@en', "dct:title <https://x.example/t>")
    with pytest.raises(VocabularyError, match=r"it has no title \(dct:title\)"):
        parse(text, "file.ttl")


# -- what is said of a concept -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "remark"),
    [
        (
            'skos:broader "Metadata"',
            "skos:broader is followed by the text “Metadata”, not by an address; it is left out.",
        ),
        ('skos:related "x"@en', "skos:related is followed by the text “x”"),
        ('skos:exactMatch "Koha (Wikidata)"', "skos:exactMatch is followed by the text"),
        ('colophon:leadsTo "Alma"', "colophon:leadsTo is followed by the text “Alma”"),
        ("skos:altLabel x:b", "its alternative label is the address https://x.example/ns#b, not text; it is left out."),
        ("skos:hiddenLabel x:b", "its hidden label is the address"),
        ("skos:prefLabel x:b", "its preferred label is the address"),
        ("skos:definition x:b", "its definition is the address"),
        ('skos:altLabel "a"@en-GB-oxendict', "the language tag “en-GB-oxendict” is long; it is kept as “en”."),
        ("skosxl:altLabel [ skosxl:literalForm 'A' ]", "its labels in SKOS-XL (skosxl:altLabel) are left out"),
        ('dct:isReplacedBy "Beta"', "dct:isReplacedBy is followed by the text “Beta”"),
    ],
)
def test_an_address_for_a_text_and_a_text_for_an_address_are_left_out_with_a_word(more, remark):
    concept, remarks = one(more)
    assert concept.name == "Alpha"
    assert remark in remarks
    assert remarks.startswith("file.ttl, line 18, “Alpha” (https://colophon.example/skills/a): ")


def test_an_address_in_quotation_marks_is_one():
    read = reading(skill("a", "Alpha", 'skos:broader "https://colophon.example/skills/b"'), skill("b", "Beta"))
    assert read.concepts["https://colophon.example/skills/a"].broader == {"https://colophon.example/skills/b"}
    assert read.remarks == ()


@pytest.mark.parametrize(
    "definition", ['[ rdf:value "What one does."@en ]', '[ rdf:value "What one does." ; dct:source x:b ]']
)
def test_a_definition_may_stand_in_a_thing_of_its_own(definition):
    concept, remarks = one(f"skos:definition {definition}", definition="")
    assert (concept.definition, remarks) == ("What one does.", "")


def test_a_kind_may_be_an_address_too():
    concept, remarks = one("colophon:kind colophon:software", kind="")
    assert (concept.kind, remarks) == ("software", "")


@pytest.mark.parametrize(
    ("said", "is_so"), [("true", True), ("'True'", True), ("1", True), ("'0'", False), ("false", False)]
)
def test_deprecated_may_be_said_in_several_ways(said, is_so):
    assert one(f"owl:deprecated {said}")[0].deprecated is is_so


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "rdfs:label 'Alpha'",
            "it has no preferred label (skos:prefLabel); it has rdfs:label, which is not read here.",
        ),
        (
            "skosxl:prefLabel [ skosxl:literalForm 'Alpha'@en ]",
            "(skos:prefLabel); it has skosxl:prefLabel, which is not",
        ),
    ],
)
def test_labels_of_another_sort_alone_are_named(more, said):
    with pytest.raises(VocabularyError) as caught:
        reading(skill("a", "", more))
    assert said in caught.value.faults[0]


@pytest.mark.parametrize(
    "more",
    [
        "skos:notation 'A1'", "skos:scopeNote 'x'", "skos:example 'x'", "skos:semanticRelation x:b", "x:anything 'x'",
        "skos:topConceptOf <https://colophon.example/skills/>", "dc:creator 'me'",
        "dct:modified '2026-01-01'^^xsd:date",
        "skos:broadMatch x:b", "rdfs:label 'Alpha'", "skos:inScheme <https://colophon.example/skills/>, x:part",
    ],
)  # fmt: skip
def test_what_there_is_no_place_for_is_passed_over(more):
    concept, remarks = one(more)
    assert (concept.name, remarks) == ("Alpha", "")


def test_collections_and_other_things_with_labels_are_no_concepts():
    text = (
        MORE
        + vocabulary(skill("a", "Alpha"))
        + (
            "x:c1 a skos:Collection ; skos:prefLabel 'Some' ; skos:member skill:a .\n"
            "x:c2 a skos:OrderedCollection ; skos:prefLabel 'Others' ; skos:memberList ( skill:a ) .\n"
            "x:us a foaf:Organization ; skos:prefLabel 'A House' .\n"
        )
    )
    read = parse(text, "file.ttl")
    assert list(read.concepts) == ["https://colophon.example/skills/a"]
    assert [remark.rpartition(": ")[2] for remark in read.remarks] == [
        "it is a collection (skos:Collection); collections are left out."
    ] * 2


def test_many_like_remarks_are_one_line():
    read = reading(*(skill(f"s{n}", f"S {n}", f'skos:related "other {n}"') for n in range(300)))
    [remark] = read.remarks
    assert remark.startswith("file.ttl: in 300 concepts, first at line 18, “S 0”")


# -- several languages -------------------------------------------------------------------------------------


def labels_of(*more, label="Software"):
    read = reading(skill("a", label, *more))
    return sorted(read.concepts["https://colophon.example/skills/a"].labels)


@pytest.mark.parametrize(
    ("more", "labels"),
    [
        ('skos:altLabel "Software"@de', [("Software", "de", "alternative")]),
        (
            'skos:prefLabel "Software"@de, "Logiciel"@fr',
            [("Logiciel", "fr", "preferred"), ("Software", "de", "preferred")],
        ),
        ('skos:prefLabel "Sofftwair"@en-US', [("Sofftwair", "en-US", "alternative")]),
        ('skos:altLabel "Programs"@en, "programs"@en-US', [("Programs", "en", "alternative")]),
        ('skos:altLabel "software"@en-US', []),
        ('skos:altLabel "Programs"@en ; skos:hiddenLabel "PROGRAMS"@en', [("Programs", "en", "alternative")]),
        ('skos:hiddenLabel "sofware"@en, "sofware"@de', [("sofware", "de", "hidden"), ("sofware", "en", "hidden")]),
    ],
)
def test_a_label_stands_once_in_each_language(more, labels):
    assert labels_of(more) == labels


def test_the_same_label_in_two_languages_loads_and_loads_again_without_change(load):
    text = vocabulary(skill("a", "Software", 'skos:altLabel "Software"@de, "Programm"@de, "Programm"@nl'))
    load(text)
    assert set(Label.objects.values_list("text", "language")) == {
        ("Software", "de"), ("Programm", "de"), ("Programm", "nl")
    }  # fmt: skip
    assert "no change" in load(text)


def test_two_concepts_may_share_a_word_that_means_another_thing_in_another_language(load):
    load(vocabulary(skill("gift", "Poison", 'skos:altLabel "Gift"@de'), skill("present", "Gift")))
    assert Label.objects.get().text == "Gift"


@pytest.mark.parametrize("language", ["@de", "@en", ""])
def test_two_concepts_with_one_label_in_one_language_are_refused(language):
    word = f'skos:altLabel "Stift"{language}'
    with pytest.raises(VocabularyError, match="its alternative label “Stift” is that of “Alpha”"):
        reading(skill("a", "Alpha", word), skill("b", "Beta", word))


# -- whole files -------------------------------------------------------------------------------------------


def test_a_thesaurus_with_collections_languages_and_a_publisher_by_address_loads(load):
    """As national libraries and agencies publish theirs."""
    text = (
        MORE
        + PREFIXES
        + """
<http://vocabularies.house.example/thesaurus> a skos:ConceptScheme ;
    dc:title "Thesaurus of the House"@en, "Thésaurus de la Maison"@fr ; dct:publisher <http://house.example> ;
    dct:issued "2019-12-15"^^xsd:date ; dct:license "Creative Commons Attribution"@en ;
    skos:hasTopConcept <http://vocabularies.house.example/thesaurus/concept1> .
<http://vocabularies.house.example/thesaurus/mt1> a skos:Collection, x:MicroThesaurus ; skos:prefLabel "Work"@en ;
    skos:member <http://vocabularies.house.example/thesaurus/concept1> .
"""
    )
    for n in range(340):
        text += f"""
<http://vocabularies.house.example/thesaurus/concept{n}> a skos:Concept ;
    skos:inScheme <http://vocabularies.house.example/thesaurus>, <http://vocabularies.house.example/thesaurus/mt1> ;
    skos:prefLabel "Skill {n}"@en, "Skill {n}"@nl, "Compétence {n}"@fr, "Навык {n}"@ru ;
    skos:altLabel "Art {n}"@fr, "Art {n}"@de ; skos:definition "What one does with {n}."@en ; skos:scopeNote "x"@fr ;
    dct:created "2003-02-02"^^xsd:dateTime ; colophon:kind "specialist" ; skosxl:prefLabel x:l{n} .
x:l{n} a skosxl:Label ; skosxl:literalForm "Skill {n}"@en .
"""
    said = load(text)
    scheme = Scheme.objects.get()
    assert (scheme.title, scheme.attribution) == (
        "Thesaurus of the House",
        "http://house.example · Creative Commons Attribution",
    )
    assert Skill.objects.count() == 340
    assert Label.objects.filter(text="Art 7").count() == 2
    assert len([line for line in said.splitlines() if line.startswith("Note: ")]) == 3
    assert "no change, 340 unchanged" in load(text)


def test_a_classification_with_numbers_is_a_framework(load):
    """As economists' thesauri and skills frameworks are published: typed notations, several typed classes."""
    text = framework(
        competence("S1", "Communication", "dct:publisher <https://house.example>", "skos:narrower f:S1.1"),
        competence("S1.1", "Writing", "skos:definition [ rdf:value 'x' ]", "skosxl:prefLabel <urn:label:1>"),
    ).replace("skos:Concept ;", "skos:Concept, <https://x.example/ns#Descriptor> ;")
    assert "2 new" in load(MORE + text)


def test_a_subject_heading_file_without_a_scheme_is_refused_in_one_line():
    text = (
        MORE
        + PREFIXES
        + "".join(
            f"<http://id.house.example/sh{n}> a skos:Concept ; skos:prefLabel 'H {n}'@en ; skosxl:altLabel [] .\n"
            for n in range(30)
        )
    )
    with pytest.raises(VocabularyError) as caught:
        parse(text, "file.ttl")
    assert caught.value.faults == ["file.ttl: a file holds one skos:ConceptScheme; this one has none."]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Paper\u200b repair", "Paper repair"),
        ("\u202eriaper repaP", "riaper repaP"),
        ("Soft\u00adness", "Softness"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_labels_have_nothing_unseen_in_them(typed, kept):
    concept, _ = one(f"skos:altLabel '{typed}'@fa", definition=typed)
    assert [name.text for name in concept.labels] == [kept]
    assert concept.definition == kept


@pytest.mark.parametrize("label", ["\u200b", "\u2800", "…"])
def test_a_label_that_shows_nothing_is_none(label):
    with pytest.raises(VocabularyError, match="its preferred label is empty"):
        reading(skill("a", label))


@pytest.mark.parametrize(
    ("licence", "rights", "said"),
    [
        ("[ dct:title 'CC BY 4.0' ]", "CC BY 4.0", "is text, not an address"),
        ("x:licence", "", ""),
        ("<LICENSE.txt>", "", "its licence is no whole address"),
        ("[]", "", "its licence is no whole address"),
    ],
)
def test_a_licence_of_another_sort_keeps_no_file_out(licence, rights, said):
    read = reading(scheme=f" dct:license {licence} ;")
    assert read.attribution == rights
    assert said in "\n".join(read.remarks)
