"""Which skills answer to which competences of a framework: for pages, and as files."""

import re
from dataclasses import dataclass, field

from reading.text import fold
from skills.models import Competence, Mapping, Match, Skill
from skos.statements import SKOS

FROM_THERE = {  # a match in words, as the framework’s side sees it
    Match.EXACT: "the same",
    Match.CLOSE: "close to it",
    Match.BROAD: "a part of it",
    Match.NARROW: "takes it in",
    Match.RELATED: "goes with it",
}
TERMS = {  # as SKOS calls them
    Match.EXACT: "exactMatch",
    Match.CLOSE: "closeMatch",
    Match.BROAD: "broadMatch",
    Match.NARROW: "narrowMatch",
    Match.RELATED: "relatedMatch",
}
HEADINGS = ("Number", "Competence", "Address", "Area", "Skill", "Address of the skill", "Match", "Since")


def of_skill(skill):
    """Its Mappings with their frameworks, in the order of these."""
    return sorted(
        skill.mappings.select_related("competence__scheme"),
        key=lambda one: (fold(one.competence.scheme.title), _order(one.competence)),
    )


@dataclass
class Line:
    """A competence of a framework with the mappings of skills in use to it, and its depth below the areas."""

    competence: Competence
    depth: int
    is_area: bool
    mappings: list[Mapping] = field(default_factory=list)


class Crosswalk:
    """A framework as lines, areas above what they take in; what is covered is counted without the areas."""

    def __init__(self, scheme):
        self.scheme = scheme
        competences = sorted(scheme.competences.select_related("area"), key=_order)
        matched, below = {}, {}
        mappings = Mapping.objects.filter(competence__scheme=scheme, skill__in=Skill.objects.accepted())
        for mapping in sorted(mappings.select_related("skill", "competence"), key=lambda one: fold(one.skill.name)):
            mapping.words = FROM_THERE[mapping.match]
            matched.setdefault(mapping.competence_id, []).append(mapping)
        for competence in competences:
            below.setdefault(competence.area_id, []).append(competence)
        self.lines = []

        def walk(above, depth):
            for one in below.get(above, ()):
                self.lines.append(Line(one, depth, one.pk in below, matched.get(one.pk, [])))
                walk(one.pk, depth + 1)

        walk(None, 0)
        competences = [line for line in self.lines if not line.is_area]
        self.total = len(competences)
        self.uncovered = [line.competence for line in competences if not line.mappings]
        self.covered = self.total - len(self.uncovered)
        self.skills = len({mapping.skill_id for line in self.lines for mapping in line.mappings})

    def rows(self):
        """[[text]] of a table, its headings first; what no skill answers to has a row without one."""
        yield list(HEADINGS)
        for line in self.lines:
            one = line.competence
            known = [one.notation, one.label, one.uri, str(one.area or "")]
            for mapping in line.mappings:
                since = str(mapping.since or "")
                yield [*known, mapping.skill.name, mapping.skill.uri, f"skos:{TERMS[mapping.match]}", since]
            if not line.mappings:
                yield [*known, "", "", "", ""]

    def turtle(self):
        """The mappings as SKOS, with what is needed to read them."""
        from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef  # takes a while to import

        skos, graph = Namespace(SKOS), Graph()
        graph.bind("skos", skos)
        graph.bind("dct", DCTERMS)
        scheme = URIRef(self.scheme.uri)
        graph.add((scheme, RDF.type, skos.ConceptScheme))
        graph.add((scheme, DCTERMS.title, Literal(self.scheme.title)))
        if self.scheme.licence:
            graph.add((scheme, DCTERMS.license, URIRef(self.scheme.licence)))
        if self.scheme.attribution:
            graph.add((scheme, DCTERMS.bibliographicCitation, Literal(self.scheme.attribution)))
        for line in self.lines:
            competence = URIRef(line.competence.uri)
            graph.add((competence, RDF.type, skos.Concept))
            graph.add((competence, skos.inScheme, scheme))
            graph.add((competence, skos.prefLabel, Literal(line.competence.label)))
            if line.competence.notation:
                graph.add((competence, skos.notation, Literal(line.competence.notation)))
            if line.competence.area:
                graph.add((competence, skos.broader, URIRef(line.competence.area.uri)))
            for mapping in line.mappings:
                skill = URIRef(mapping.skill.uri)
                graph.add((skill, RDF.type, skos.Concept))
                graph.add((skill, skos.prefLabel, Literal(mapping.skill.name, lang=mapping.skill.language or None)))
                graph.add((skill, skos[TERMS[mapping.match]], competence))
        return graph.serialize(format="turtle")


def _order(competence):
    """1.2 before 1.10."""
    parts = re.split(r"(\d+)", competence.notation)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts], fold(competence.label)
