"""What editors do to the vocabulary, as edits of concepts. Pure: all take the concepts as they are then."""

from dataclasses import replace

from reading.text import fold
from skos.concepts import LENGTHS, MATCHES
from skos.edits import applied, difference, reversed_

SAYING = {  # of which facts a change that has one name consists
    "rename": {"name", "language", "labels"},
    "move": {"broader"},
    "label": {"labels"},
    "relate": {"related", "leads_to"},
    "map": set(MATCHES),
}


def rewritten(concepts, concept):
    """Edits that put `concept` in the place of the one at its address, or add it. Relations hold in both directions."""
    after = {**concepts, concept.uri: concept}
    was = concepts[concept.uri].related if concept.uri in concepts else frozenset()
    for other in was ^ concept.related:
        if other in after:
            theirs = after[other].related
            mine = theirs | {concept.uri} if other in concept.related else theirs - {concept.uri}
            after[other] = replace(after[other], related=mine)
    return difference(concepts, after)


def replaced(concepts, uri, successors):
    """Edits of a merge (one successor) or a split (several): the skill stays, deprecated, and says what to use now.

    What stood below it stands below what took its place, if that is one; if that was below it itself, where it stood.
    """
    old = concepts[uri]
    after = {**concepts, uri: replace(old, deprecated=True, replaced_by=frozenset(successors))}
    if len(successors) == 1:
        [new] = successors
        for other, concept in concepts.items():
            if uri in concept.broader:
                above = old.broader if other == new else {new}
                after[other] = replace(concept, broader=concept.broader - {uri} | above)
    return difference(concepts, after)


def deprecated(concepts, uri):
    """Edits of a skill that goes out of use and has no successor."""
    return difference(concepts, {**concepts, uri: replace(concepts[uri], deprecated=True)})


def restored(concepts, uri):
    """Edits of a deprecated skill that is in use again."""
    back = replace(concepts[uri], deprecated=False, replaced_by=frozenset())
    return difference(concepts, {**concepts, uri: back})


def taken_back(concepts, edits):
    """(concepts without what these edits did to them, [(edit, sentence)] as `applied` has it).

    Nothing that was published goes: a concept that they made is out of use from then on, and leaves to those that were
    there before what these have again: names, and which is related to which.
    """
    after, trouble = applied(concepts, reversed_(edits))
    made = {edit["uri"] for edit in edits if "new" in edit}
    again = _texts(after, made) - _texts(concepts, made)
    for uri in made:
        one = after[uri]
        after[uri] = replace(
            one,
            name=_set_aside(one.name) if fold(one.name) in again else one.name,
            labels=frozenset(name for name in one.labels if name.sort == "hidden" or fold(name.text) not in again),
            related=frozenset(other for other in one.related if uri in after[other].related),
        )
    return after, trouble


def _texts(concepts, without):
    """What these are called, folded; hidden labels belong to nobody."""
    return {fold(text) for uri, one in concepts.items() if uri not in without for text in one.own_texts}


def _set_aside(name):
    mark = " (taken back)"
    return f"{name[: LENGTHS['name'] - len(mark)].rstrip()}{mark}"


def verb_of(uri, edits):
    """The verb for a change of the concept at `uri`, by what it changes there: "new", "merge", "move" …"""
    own = [edit for edit in edits if edit["uri"] == uri]
    if any("new" in edit for edit in own):
        return "new"
    facts = {edit["fact"] for edit in own}
    of = {edit["fact"]: edit for edit in own}
    if "replaced_by" in facts and (heirs := of["replaced_by"]["add"]):
        return "merge" if len(heirs) == 1 else "split"
    if facts == {"replaced_by"}:  # of several that took its place, fewer are left
        return "merge"
    if "deprecated" in facts:
        return "deprecate" if of["deprecated"]["now"] else "restore"
    if "name" in facts and facts <= SAYING["rename"]:
        return "rename"
    named = (verb for verb, said in SAYING.items() if verb != "rename" and facts and facts <= said)
    return next(named, "describe")


def heirs_in(edits, uri):
    """Addresses of what takes the place of the concept at `uri` with these edits."""
    return [heir for edit in edits if (edit["uri"], edit.get("fact")) == (uri, "replaced_by") for heir in edit["add"]]


def in_parts(edits):
    """Edits by the concept that they are about, {address: [edit]}: a relation goes with the one that has it first."""
    parts = {}
    for edit in edits:
        if edit.get("fact") == "related":
            others = [*edit["add"], *edit["remove"]]
            if others and all(_mirrored(parts.get(other, ()), edit["uri"]) for other in others):
                parts[others[0]].append(edit)
                continue
        parts.setdefault(edit["uri"], []).append(edit)
    return parts


def _mirrored(edits, uri):
    return any(edit.get("fact") == "related" and uri in [*edit["add"], *edit["remove"]] for edit in edits)
