"""What the shipped vocabulary says, read with rdflib alone: it stays true whatever reads the file."""

from graphlib import TopologicalSorter

import pytest
import rdflib
from django.conf import settings
from rdflib.namespace import OWL, RDF, SKOS, XSD

from reading.text import fold
from tests.skills.words import ADVERTISED, TYPED, WORDS

OURS = rdflib.Namespace("https://colophon.example/ns#")
ADDRESS = "https://colophon.example/skills/"
FIRM = (SKOS.prefLabel, SKOS.altLabel)
IN_1_0 = 175

# What career guides for library technicians and technical services librarians name as their skills.
TECHNICIAN_SKILLS = """Cataloging and classification; Integrated Library Systems; ILS; Metadata standards; Digital
archiving and preservation; Database and online resource navigation; Barcoding and RFID; Circulation system
management; Interlibrary loan; Basic IT troubleshooting; Library research databases; E-resource management; Digital
content management; Data entry accuracy; Filing and records management; Document scanning and digitization"""
TECHNICIAN_ABILITIES = """Customer service excellence; Communication; Attention to detail; Organizational abilities;
Time management; Problem-solving; Patience and adaptability; Teamwork and collaboration; Discretion and
confidentiality; Teaching and instructional capability"""
TECHNICIAN_TOOLS = """Integrated Library Systems; Cataloging software; Dewey and LC Classification; Barcoding and
RFID; Digital archiving tools; Digital archiving; OPAC; Online public access catalogs; Microsoft Office; Microsoft
Office Suite; Research databases; E-book management; E-book management software; Scanning and photocopying; Scanning
and photocopying equipment; Troubleshooting tools; ILL systems; Interlibrary loan management systems; CRM; CMS;
Content management systems for digital libraries; Email and communication; Email and communication platforms; Social
media tools; Digital signage; Digital signage software; Library security systems; Data entry tools; LMS; Learning
management systems"""
TECHNICIAN_MAP = """Cataloging and Classification; Circulation System Management; Customer Service and Patron
Assistance; Basic IT Troubleshooting; Digital Archiving and Preservation; Metadata Standards; Electronic Resource
Management; Interlibrary Loan Coordination; Proficiency with ILS; Use of Library Databases; Communication and Team
Collaboration; Time Management and Organizational Skills"""
LIBRARIAN_SKILLS = """MARC21; RDA; Resource Description and Access; Integrated Library System; Metadata schemas;
LCSH; LCC; OCLC systems; Linked Data; Authority control; XML and XSLT; XML; XSLT; Scripting; DAMS; Digital asset
management systems; Institutional repositories; Acquisitions workflows"""
LIBRARIAN_ABILITIES = """Attention to detail; Analytical thinking; Problem-solving; Collaboration and teamwork;
Adaptability and continuous learning; Organizational skills; Technical communication"""
LIBRARIAN_ALSO = "SkyRiver; Aleph; Symphony; Fedora Commons; BIBFRAME; FAIR; AI-assisted cataloging; DSpace"
STANDARDS = "MARC; DDC; LCC; RDA; LCSH; DC; MODS; METS; EAD; BIBFRAME; FAIR; Dublin Core"
EMERGING = """FAIR principles; Linked data; Digital asset management; Digital preservation; AI-assisted cataloging;
Collection analytics; AI-assisted practice; Oversight of AI; Prompt engineering; Prompt writing; Data governance;
Virtual reading room services"""
CRAFTS = """Conservator; Photographer; Archivist; Software developer; Research data manager; Open access publishing;
Digital scholarship; Digitisation; Virtual reading rooms; Virtual teaching spaces; Special collections; Online
learning design"""

PRODUCTS = {  # generic skill: the products named in brackets after it
    "integrated-library-systems": "SirsiDynix; Koha; Evergreen; Alma; Ex Libris Aleph; "
    "OCLC WorldShare Management Services; WMS",
    "cataloguing-software": "MARCEdit; OCLC Connexion; CatExpress; Connexion; SkyRiver",
    "repository-software": "CONTENTdm; DSpace; Fedora Commons",
    "research-databases": "JSTOR; EBSCOhost; ProQuest",
    "e-book-platforms": "OverDrive; Hoopla",
    "messaging-tools": "Outlook; Slack",
    "metadata-standards": "MARC; Dublin Core; DC; MODS; METS; EAD; BIBFRAME",
    "library-classification": "Dewey Decimal; Library of Congress Classification; DDC; LCC",
    "linked-data": "RDF; SPARQL",
}
TOPS = {
    "foundational": {
        "cataloguing-and-classification",
        "circulation-management",
        "customer-service",
        "it-troubleshooting",
    },
    "specialist": {"digital-preservation", "metadata-standards", "e-resource-management", "interlibrary-loan"},
    "software": {"integrated-library-systems", "research-databases", "communication", "time-management"},
}


@pytest.fixture(scope="module")
def graph():
    return rdflib.Graph().parse(settings.BASE_DIR / "skills" / "vocabulary" / "skills.ttl")


@pytest.fixture(scope="module")
def slugs(graph):
    return {slug(concept) for concept in graph.subjects(RDF.type, SKOS.Concept)}


@pytest.fixture(scope="module")
def labels(graph):
    """{folded label: slugs of the skills that it leads to}."""
    found = {}
    for word in (*FIRM, SKOS.hiddenLabel):
        for concept, text in graph.subject_objects(word):
            if (concept, RDF.type, SKOS.Concept) in graph:
                found.setdefault(fold(str(text)), set()).add(slug(concept))
    return found


def slug(concept):
    return str(concept).removeprefix(ADDRESS)


def links(graph, word):
    found = {slug(concept): set() for concept in graph.subjects(RDF.type, SKOS.Concept)}
    for concept, other in graph.subject_objects(word):
        found[slug(concept)].add(slug(other))
    return found


def said(graph, word):
    """{slug: values} for one property."""
    found = {}
    for concept, value in graph.subject_objects(word):
        found.setdefault(slug(concept), []).append(value)
    return found


def above(broader, start):
    """The slugs over `start`."""
    reached, waiting = set(), list(broader[start])
    while waiting:
        if (other := waiting.pop()) not in reached:
            reached.add(other)
            waiting.extend(broader[other])
    return reached


def names(text):
    return [" ".join(name.split()) for name in text.split(";")]


# -- the words of a working day ------------------------------------------------------------------------------


def test_the_lists_of_words_are_long_enough_and_name_skills_of_the_file(slugs):
    assert len(TYPED) == 19
    assert len(ADVERTISED) >= 70
    assert len({fold(word) for word, _ in WORDS}) == len(WORDS)
    assert len([word for word, fitting in WORDS if not fitting]) <= 6
    assert {other for _, fitting in WORDS for other in fitting} - slugs == set()


def test_a_good_part_of_the_words_is_no_label_of_the_file(labels):
    """Otherwise the list would only ask whether a label finds itself."""
    assert len([word for word, _ in WORDS if fold(word) not in labels]) >= 30


def test_a_word_that_is_a_label_leads_to_skills_that_the_list_holds_fitting(labels):
    astray = {word: labels[fold(word)] - fitting for word, fitting in WORDS if fold(word) in labels}
    assert {word: others for word, others in astray.items() if others} == {}


# -- how much there is ---------------------------------------------------------------------------------------


def test_it_has_grown_and_says_since_when(graph, slugs, labels):
    since = said(graph, OURS.since)
    assert since.keys() == slugs
    assert {str(value) for [value] in since.values()} == {"1.0", "1.1"}
    assert len([1 for [value] in since.values() if str(value) == "1.0"]) == IN_1_0
    assert len(slugs) >= IN_1_0 + 30
    assert len(labels) >= 710 + 240  # 710 is what 1.0 had, preferred ones among them
    assert graph.value(rdflib.URIRef(ADDRESS), OWL.versionInfo).value == "1.2"


def test_the_scheme_has_a_label_as_the_skos_tools_want_it(graph):
    assert str(graph.value(rdflib.URIRef(ADDRESS), SKOS.prefLabel)) == "Colophon skills vocabulary"


def test_a_good_part_of_the_skills_has_a_name_in_welsh(graph):
    """As an alternative: what is shown is the British English one, and pages of skills tell both."""
    welsh = {slug(one) for one, text in graph.subject_objects(SKOS.altLabel) if text.language == "cy"}
    assert len(welsh) >= 60
    assert {"conservation", "digitisation", "archival-practice", "copyright-and-licensing"} <= welsh
    assert not [text for text in graph.objects(None, SKOS.prefLabel) if text.language == "cy"]


# -- what other lists call a skill ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted",
    [
        TECHNICIAN_SKILLS,
        TECHNICIAN_ABILITIES,
        TECHNICIAN_TOOLS,
        TECHNICIAN_MAP,
        LIBRARIAN_SKILLS,
        LIBRARIAN_ABILITIES,
        LIBRARIAN_ALSO,
        STANDARDS,
        EMERGING,
        CRAFTS,
    ],
    ids=["technical", "soft", "stack", "map", "technical-2", "soft-2", "also", "standards", "emerging", "crafts"],
)
def test_every_name_on_a_list_is_the_label_of_a_skill(labels, wanted):
    assert [name for name in names(wanted) if fold(name) not in labels] == []


@pytest.mark.parametrize("wanted", [TECHNICIAN_ABILITIES, LIBRARIAN_ABILITIES])
def test_what_the_lists_call_soft_is_soft(graph, labels, wanted):
    nature = said(graph, OURS.nature)
    natures = {name: {str(*nature[other]) for other in labels[fold(name)]} for name in names(wanted)}
    assert set(map(frozenset, natures.values())) == {frozenset({"soft"})}, natures


@pytest.mark.parametrize("wanted", [TECHNICIAN_SKILLS, LIBRARIAN_SKILLS, STANDARDS])
def test_what_the_lists_call_technical_is_technical(graph, labels, wanted):
    nature = said(graph, OURS.nature)
    assert {str(*nature[other]) for name in names(wanted) for other in labels[fold(name)]} == {"technical"}


@pytest.mark.parametrize("generic", PRODUCTS)
def test_a_product_or_standard_stands_under_its_generic_skill(graph, labels, generic):
    broader = links(graph, SKOS.broader)
    loose = [
        name
        for name in names(PRODUCTS[generic])
        if not any(generic in above(broader, other) for other in labels.get(fold(name), ()))
    ]
    assert loose == []


@pytest.mark.parametrize("kind", TOPS)
def test_the_groups_have_their_skills_at_the_top(graph, kind):
    kinds, broader = said(graph, OURS.kind), links(graph, SKOS.broader)
    assert {other for other in TOPS[kind] if str(*kinds[other]) != kind or broader[other]} == set()


def test_each_foundational_skill_at_the_top_leads_on_to_a_specialist_one(graph):
    kinds, broader, leads_to = said(graph, OURS.kind), links(graph, SKOS.broader), links(graph, OURS.leadsTo)
    tops = {other for other, [kind] in kinds.items() if str(kind) == "foundational" and not broader[other]}
    assert {top for top in tops if not any(str(*kinds[other]) == "specialist" for other in leads_to[top])} == set()


def test_what_stands_under_ai_assisted_practice_and_who_came_when(graph):
    broader, years = links(graph, SKOS.broader), said(graph, OURS.emergingSince)
    beneath = {other for other in broader if "ai-assisted-practice" in broader[other]}
    assert {"ai-oversight", "data-governance", "prompt-engineering", "ai-assisted-cataloguing"} <= beneath
    assert not broader["ai-assisted-practice"]
    assert not broader["virtual-reading-room-services"]
    assert "virtual-reading-room-services" in broader["virtual-reading-rooms"]
    dated = {"fair-principles", "linked-data", "digital-asset-management", "collection-analysis"}
    assert dated | {"digital-preservation", "ai-assisted-practice", "virtual-reading-room-services"} <= years.keys()
    assert str(*years["fair-principles"]) == "2016"
    for [year] in years.values():
        assert year.datatype == XSD.gYear
        assert "1990" <= str(year) <= "2026"


# -- what each skill says of itself --------------------------------------------------------------------------


def test_each_says_whether_it_is_technical_or_soft_and_some_how_fast_they_age(graph, slugs):
    nature = said(graph, OURS.nature)
    assert nature.keys() == slugs
    assert {str(value) for [value] in nature.values()} == {"technical", "soft"}
    months = [int(value) for [value] in said(graph, OURS.ageing).values()]
    assert set(months) == {12, 24, 60}
    assert len(slugs) / 2 < len(months) < len(slugs)


def test_definitions_are_there_short_and_none_is_another_ones(graph, slugs):
    definitions = said(graph, SKOS.definition)
    assert definitions.keys() == slugs
    texts = [str(text) for [text] in definitions.values()]
    assert len(set(texts)) == len(texts)
    assert [text for text in texts if not 40 <= len(text) <= 400 or text != text.strip()] == []


def test_a_preferred_or_alternative_label_belongs_to_one_skill_in_a_language(graph):
    owners, twice = {}, []
    for word in FIRM:
        for concept, text in graph.subject_objects(word):
            if concept == rdflib.URIRef(ADDRESS):
                continue
            key = fold(str(text)), text.language.partition("-")[0]
            if key in owners:
                twice.append((str(text), owners[key], slug(concept)))
            owners[key] = slug(concept)
    assert twice == []


def test_a_hidden_label_may_lead_to_several_skills_but_repeats_none_of_its_own(graph, labels):
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        own = {fold(str(text)) for word in FIRM for text in graph.objects(concept, word)}
        hidden = [fold(str(text)) for text in graph.objects(concept, SKOS.hiddenLabel)]
        assert own.isdisjoint(hidden), concept
        assert len(set(hidden)) == len(hidden), concept
    assert min(len(labels[word]) for word in ("boxes", "binding", "records", "maps", "loans", "lms")) > 1


def test_labels_are_short_and_one_line_without_semicolons(graph):
    texts = [str(text) for word in (*FIRM, SKOS.hiddenLabel) for text in graph.objects(None, word)]
    assert [text for text in texts if len(text) > 100 or ";" in text or text != " ".join(text.split())] == []


def test_links_name_skills_of_the_file_and_go_round_in_no_circle(graph, slugs):
    broader, leads_to = links(graph, SKOS.broader), links(graph, OURS.leadsTo)
    assert len(tuple(TopologicalSorter(broader).static_order())) == len(slugs)
    assert len(tuple(TopologicalSorter(leads_to).static_order())) == len(slugs)


def test_no_two_skills_are_both_related_and_one_above_the_other(graph):
    broader, related = links(graph, SKOS.broader), links(graph, SKOS.related)
    both = [
        (one, other)
        for one, others in related.items()
        for other in others
        if other in above(broader, one) or one in above(broader, other) or one in related[other]  # written twice
    ]
    assert both == []
