"""What must hold between the concepts of a vocabulary."""

from graphlib import CycleError, TopologicalSorter

from reading.addresses import RESERVED
from reading.text import fold, quoted

MOST_CIRCLES = 20  # are told at once


def broken(vocabulary):
    """Yield (concept, message) for every rule that a concept breaks."""
    concepts = vocabulary.concepts
    yield from _links_known(concepts)
    yield from _circles(concepts, "skos:broader", {uri: c.broader for uri, c in concepts.items()})
    if vocabulary.is_framework:
        yield from _framework(concepts)
        return
    yield from _circles(concepts, "colophon:leadsTo", {uri: c.leads_to for uri, c in concepts.items()})
    replaced = {uri: {c.replaced_by} - {""} for uri, c in concepts.items()}
    yield from _circles(concepts, "dct:isReplacedBy", replaced)
    yield from _labels_once(concepts)
    slugs = {}
    above = ancestors({uri: c.broader for uri, c in concepts.items()})
    for uri, concept in concepts.items():
        if (first := slugs.setdefault(concept.slug, uri)) != uri:
            yield concept, f"its slug {quoted(concept.slug)} is that of {first} already."
        if concept.slug in RESERVED:
            yield concept, f"its slug {quoted(concept.slug)} is an address of the portal’s own; choose another."
        if concept.replaced_by and not concept.deprecated:
            yield concept, "it has a replacement (dct:isReplacedBy) but not “owl:deprecated true”."
        for other in sorted(concept.related & above[uri]):
            yield concept, f"{_called(concepts[other])} is both related to it and broader than it."
        for other in sorted(concept.exact & concept.close):
            yield concept, f"{other} is given both as an exact and as a close match."


def ancestors(broader):
    """{node: everything reached from it over `broader`, without itself unless it is in a circle}."""
    reached = {}
    for node in broader:
        reached[node], waiting = set(), [*broader[node]]
        while waiting:
            above = waiting.pop()
            if above not in reached[node]:
                reached[node].add(above)
                waiting.extend(broader.get(above, ()))
    return reached


def _links_known(concepts):
    for uri, concept in concepts.items():
        for word, links in {
            "skos:broader": concept.broader,
            "skos:related": concept.related,
            "colophon:leadsTo": concept.leads_to,
            "dct:isReplacedBy": {concept.replaced_by} - {""},
        }.items():
            for other in sorted(links - concepts.keys()):
                yield concept, f"{word} names {other}, which is not in the file."
            if uri in links and word == "skos:related":
                yield concept, "it is related to itself."


def _circles(concepts, word, links):
    """One message for each circle in `links`, with the whole way round."""
    links = {uri: set(others) & concepts.keys() for uri, others in links.items()}
    place = {uri: number for number, uri in enumerate(concepts)}
    for _ in range(MOST_CIRCLES):
        try:
            TopologicalSorter(links).prepare()
            return
        except CycleError as error:
            circle = error.args[1][::-1]
        start = min(range(len(circle) - 1), key=lambda i: place[circle[i]])
        circle = circle[start:-1] + circle[: start + 1]
        way = " → ".join(concepts[uri].name or uri for uri in circle)
        yield concepts[circle[0]], f"{word} goes round in a circle: {way}."
        links[circle[0]].discard(circle[1])


def _labels_once(concepts):
    owners = {}
    for concept in concepts.values():
        labels = [("preferred", concept.name)] if concept.name else []
        labels += [("hidden" if name.hidden else "alternative", name.text) for name in concept.labels]
        for sort, text in labels:
            key = fold(text)
            if key not in owners:
                owners[key] = concept, sort
                continue
            owner, first = owners[key]
            whose = "its own" if owner is concept else f"that of {_called(owner)}"
            yield concept, f"its {sort} label {quoted(text)} is {whose} already ({first} label)."


def _framework(concepts):
    notations = {}
    for concept in concepts.values():
        if (first := notations.setdefault(concept.notation, concept)) is not concept and concept.notation:
            yield concept, f"its notation {quoted(concept.notation)} is that of {_called(first)} already."
        if len(concept.broader) > 1:
            yield concept, "it stands in two areas (skos:broader); a competence has one."


def _called(concept):
    return f"{quoted(concept.name)} ({concept.uri})" if concept.name else concept.uri
