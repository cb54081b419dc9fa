"""The vocabulary in the database as plain values, to be compared, changed and written out. Writes nothing."""

import hashlib
import json

from skills.models import Competence, Label, Mapping, Skill, Status
from skos.concepts import LEVELS, Concept, Name, as_json

LINKS = {
    "broader": Skill.broader,
    "related": Skill.related,
    "leads_to": Skill.leads_to,
    "replaced_by": Skill.successors,
}
COLUMNS = ("name", "language", "definition", "kind", "nature", "since", *LEVELS)  # kept as they are said
NUMBERS = ("emerging", "ageing")


def present(scheme):
    """{address: Concept} of the skills of a scheme, in the order in which they came."""
    rows = list(Skill.objects.filter(scheme=scheme).order_by("pk"))
    address = dict(Skill.objects.values_list("pk", "uri"))
    sets = {row.pk: {} for row in rows}

    def put(pk, fact, value):
        sets[pk].setdefault(fact, set()).add(value)

    for fact, link in LINKS.items():
        links = link.through.objects.filter(from_skill__scheme=scheme)
        for start, end in links.values_list("from_skill", "to_skill"):
            put(start, fact, address[end])
    for pk, *name in Label.objects.filter(skill__scheme=scheme).values_list("skill", *Name._fields):
        put(pk, "labels", Name(*name))
    mappings = Mapping.objects.filter(skill__scheme=scheme)
    for pk, match, uri in mappings.values_list("skill", "match", "competence__uri"):
        put(pk, match, uri)
    return {row.uri: _concept(row, sets[row.pk]) for row in rows}


def _concept(row, sets):
    return Concept(
        uri=row.uri,
        deprecated=row.status == Status.DEPRECATED,
        history=frozenset(row.history),
        **{fact: getattr(row, fact) for fact in COLUMNS},
        **{fact: str(getattr(row, fact) or "") for fact in NUMBERS},
        **{fact: frozenset(values) for fact, values in sets.items()},
    )


def row_of(concept):
    """The inverse for the columns of a Skill: {name: value}."""
    return {
        **{fact: getattr(concept, fact) for fact in COLUMNS},
        **{fact: int(value) if (value := getattr(concept, fact)) else None for fact in NUMBERS},
        "status": Status.DEPRECATED if concept.deprecated else Status.ACCEPTED,
        "history": sorted(concept.history),
    }


def digest_of(concepts):
    """A text that stands for exactly this state of a vocabulary, whoever computes it."""
    states = [[uri, as_json(concept)] for uri, concept in sorted(concepts.items())]
    plain = json.dumps(states, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def labels_of(concepts):
    """{address: what people call it} of these concepts and of all competences, for messages."""
    names = {competence.uri: str(competence) for competence in Competence.objects.all()}
    return names | {uri: str(concept) for uri, concept in concepts.items()}
