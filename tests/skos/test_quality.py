"""What is exported is sound SKOS in the eyes of others: skosify's checks, and the integrity conditions in SHACL."""

import logging
from pathlib import Path

import pytest
import rdflib
from django.conf import settings
from pyshacl import validate
from rdflib import OWL, RDF, SKOS
from skosify import check

from skos.reader import read
from skos.writer import turtle
from tests.skos.files import PREFIXES

FOLDER = settings.BASE_DIR / "skills" / "vocabulary"
SHAPES = Path(__file__).with_name("shapes.ttl")
CHECKS = (
    check.hierarchy_cycles,
    check.disjoint_relations,
    check.hierarchical_redundancy,
    lambda graph: check.preflabel_uniqueness(graph, "shortest"),  # its own default is one that it does not know
    check.label_overlap,
)


def graph_of(text):
    return rdflib.Graph().parse(data=text, format="turtle")


@pytest.fixture(scope="module")
def shapes():
    return rdflib.Graph().parse(SHAPES, format="turtle")


@pytest.fixture(scope="module")
def shipped():
    """The skills and DigComp together, as they are exported: mappings go from one to the other."""
    return graph_of(turtle(read(FOLDER / "skills.ttl"))) + graph_of(turtle(read(FOLDER / "digcomp-2.2.ttl")))


def found(graph, shapes):
    """The conditions that do not hold, by their numbers."""
    _, report, _ = validate(graph, shacl_graph=shapes, advanced=True)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    return {str(message).partition(":")[0] for message in report.objects(None, sh.resultMessage)}


def warnings_of(graph, caplog):
    """What skosify warns of."""
    with caplog.at_level(logging.WARNING):
        for look in CHECKS:
            look(graph)
    return [record.getMessage() for record in caplog.records]


# -- the vocabulary that is shipped ------------------------------------------------------------------------


def test_skosify_finds_nothing_in_what_is_exported(shipped, caplog):
    assert warnings_of(shipped, caplog) == []


def test_the_integrity_conditions_hold_in_what_is_exported(shipped, shapes):
    assert found(shipped, shapes) == set()


def test_every_concept_can_be_reached_from_the_top(shipped):
    concepts = set(shipped.subjects(RDF.type, SKOS.Concept))
    tops = set(shipped.objects(None, SKOS.hasTopConcept))
    assert tops == set(shipped.subjects(SKOS.topConceptOf))
    below = {one for top in tops for one in shipped.transitive_subjects(SKOS.broader, top)}
    assert below == concepts
    assert not [one for one in shipped.objects(None, SKOS.related) if (one, OWL.deprecated, None) in shipped]


# -- that they would find something ----------------------------------------------------------------------------

C = "a skos:Concept"
BROKEN = {
    "S9": [f"skill:s a skos:ConceptScheme . skill:s {C} .", f"skill:a {C} ; skos:inScheme skill:b . skill:b {C} ."],
    "S13": [
        f"skill:a {C} ; skos:prefLabel 'A'@en ; skos:altLabel 'A'@en .",
        f"skill:a {C} ; skos:prefLabel 'A'@en ; skos:hiddenLabel 'A'@en .",
        f"skill:a {C} ; skos:altLabel 'A' ; skos:hiddenLabel 'A' .",
    ],
    "S14": [f"skill:a {C} ; skos:prefLabel 'A'@en, 'B'@en .", f"skill:a {C} ; skos:prefLabel 'A', 'B' ."],
    "S27": [
        f"skill:a {C} ; skos:related skill:b ; skos:broader skill:b . skill:b {C} .",
        f"skill:a {C} ; skos:related skill:c . skill:c skos:broader skill:b . skill:b skos:broader skill:a .",
        f"skill:a {C} ; skos:related skill:c ; skos:narrower skill:b . skill:b {C} ; skos:narrower skill:c .",
    ],
    "S37": [
        f"skill:a {C}, skos:Collection .",
        f"skill:a {C} ; skos:member skill:b .",
        "skill:a a skos:OrderedCollection, skos:ConceptScheme .",
    ],
    "S46": [
        f"skill:a {C} ; skos:exactMatch f:1 ; skos:broadMatch f:1 .",
        f"skill:a {C} ; skos:exactMatch f:1 . f:1 skos:narrowMatch skill:a .",
        f"skill:a {C} ; skos:exactMatch f:1 ; skos:relatedMatch f:2 . f:1 skos:exactMatch f:2 .",
    ],
}


@pytest.mark.parametrize(("condition", "text"), [(c, text) for c, texts in BROKEN.items() for text in texts])
def test_a_condition_that_does_not_hold_is_found(condition, text, shapes):
    assert found(graph_of(PREFIXES + text), shapes) == {condition}


@pytest.mark.parametrize(
    "text",
    [
        f"skill:a {C} ; skos:prefLabel 'A'@en, 'A'@de ; skos:altLabel 'A'@fr, 'B'@en .",
        f"skill:a {C} ; skos:related skill:b ; skos:broader skill:c . skill:b skos:broader skill:c .",
        f"skill:a {C} ; skos:exactMatch f:1 ; skos:broadMatch f:2 ; skos:closeMatch f:3 .",
        f"skill:g a skos:Collection ; skos:member skill:a . skill:a {C} .",
    ],
)
def test_what_holds_is_let_alone(text, shapes):
    assert found(graph_of(PREFIXES + text), shapes) == set()


@pytest.mark.parametrize(
    "text",
    [
        f"skill:a {C} ; skos:broader skill:b . skill:b {C} ; skos:broader skill:a .",
        f"skill:a {C} ; skos:related skill:b ; skos:broader skill:b . skill:b {C} .",
        f"skill:a {C} ; skos:broader skill:b, skill:c . skill:b {C} ; skos:broader skill:c . skill:c {C} .",
        f"skill:a {C} ; skos:prefLabel 'A'@en, 'B'@en .",
        f"skill:a {C} ; skos:prefLabel 'A'@en ; skos:altLabel 'A'@en .",
    ],
)
def test_skosify_would_warn(text, caplog):
    assert len(warnings_of(graph_of(PREFIXES + text), caplog)) == 1
