"""The concepts of a framework: those of other makers, of whom little is wanted and much is left out with a word."""

from dataclasses import replace

from reading.text import fold, quoted
from skos.concepts import LENGTHS, Concept
from skos.rules import is_unseen, tidy
from skos.sayings import NAMES_OF_CONCEPTS
from skos.statements import Text


def competences(reader, found, scheme):
    """{address: Concept} of what was `found` in the file of a `reader` (Sayings); only those of this `scheme`."""
    concepts, numbers = {}, {}
    for uri in found:
        within = reader.links(uri, "skos:inScheme")
        if not reader.is_a(uri, "Concept"):
            reader.remark(uri, "it has a label, but is not marked as a concept (skos:Concept); it is left out.")
        elif within and scheme not in within:
            reader.remark(uri, "it is of another scheme; it is left out.")
        else:
            name = reader.shown(uri, NAMES_OF_CONCEPTS, "preferred label", LENGTHS["competence"])
            if not name:
                reader.remark(uri, "it has no preferred label (skos:prefLabel); it is left out.")
                continue
            place, notation = reader.source + reader.place(uri), _notation(reader, uri)
            if first := numbers.get(notation):
                reader.remark(uri, f"its notation {quoted(notation)} is that of {quoted(first)}, which keeps it.")
                notation = ""
            concepts[uri] = Concept(uri, place, name=name, language="", notation=notation)
            numbers |= {notation: name} if notation else {}
    return {uri: _placed(reader, concept, concepts) for uri, concept in concepts.items()}


def _notation(reader, uri):
    notations = {}  # without those that differ in their datatype alone
    for value in reader.values(uri, "skos:notation", Text):
        if (text := tidy(value.text)) and not is_unseen(text):
            notations.setdefault(text)
    if len(notations) > 1:
        reader.remark(uri, f"it has {len(notations)} notations; {quoted(next(iter(notations)))} is kept.")
    notation = next(iter(notations), "")
    if len(notation) > LENGTHS["notation"]:
        reader.remark(uri, f"its notation {quoted(f'{notation[:40]}…')} is long; it is left out.")
        return ""
    return notation


def _placed(reader, concept, concepts):
    """With the one concept that it stands under."""
    above = reader.links(concept.uri, "skos:broader") | reader.links_to(concept.uri, "skos:narrower")
    if strangers := above - concepts.keys():
        reader.remark(concept.uri, f"skos:broader names {min(strangers)}, which is not in the file; it is left out.")
    known = sorted(above & concepts.keys(), key=lambda uri: (fold(concepts[uri].name), uri))
    if len(known) > 1:
        first = quoted(concepts[known[0]])
        reader.remark(concept.uri, f"it stands in {len(known)} areas (skos:broader); {first} is kept.")
    return replace(concept, broader=frozenset(known[:1]))
