"""What loading a file comes to: the difference to what the file was made from, put on what there is today.

So a file that is loaded again changes nothing, and what editors changed in the portal since stays, unless the file
changes the same fact in another way: that is told, and nothing is done.
"""

from dataclasses import replace

from reading.text import fold
from skos.concepts import state_from_json
from skos.edits import difference
from vocabulary.services.versions import state_at


def asked_for(vocabulary, scheme, present):
    """(edits that the file comes to, the state that it asks for, its digest if it was exported from this portal).

    A file is compared with what was asked for when it, or another of its line, was loaded last; one that was exported
    here, with the version that it was.
    """
    versions = scheme.versions.all()
    own = next((one for one in versions if vocabulary.digest and one.digest == vocabulary.digest), None)
    line = vocabulary.digest if own else ""
    if last := versions.filter(came_from=line).exclude(file=None).first():
        base = state_from_json(last.file)
    else:
        base = state_at(own) if own else present
    after = wanted(vocabulary.concepts, base, present)
    return difference(base, after), after, line


def wanted(concepts, base, present):
    """The concepts of a file with what it does not say: who came when, and what it has dropped.

    A skill that the file lacks stays as it is, but deprecated, and gives up the labels that others have now.
    """
    after = {}
    for uri, concept in concepts.items():
        was = base.get(uri, present.get(uri))
        if was is not None:
            concept = replace(concept, since=concept.since or was.since, history=concept.history | was.history)
        after[uri] = concept
    taken = {fold(text) for concept in concepts.values() for text in (concept.name, *(n.text for n in concept.labels))}
    for uri in base.keys() - concepts.keys():
        now = present.get(uri, base[uri])
        after[uri] = replace(
            base[uri],
            deprecated=True,
            labels=base[uri].labels - {name for name in now.labels if fold(name.text) in taken},
            related=base[uri].related - concepts.keys(),
        )
    return after
