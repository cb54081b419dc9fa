"""A vocabulary as plain values: what a concept consists of, whoever says so: a file, the database, a change."""

from dataclasses import dataclass, field, fields
from typing import NamedTuple

KINDS = ("foundational", "specialist", "software")
NATURES = ("technical", "soft")
AGEING = ("12", "24", "60")  # months after which somebody looks again whether they still can
LEVELS = ("awareness", "working", "practitioner", "expert")
SORTS = ("preferred", "alternative", "hidden")
LENGTHS = {
    **{"name": 100, "label": 100, "slug": 100, "uri": 200, "definition": 400, "notation": 40, "level": 600},
    **{"competence": 200, "since": 30, "language": 10},
}
ENGLISH = "en-GB"  # what the shipped vocabulary is written in


class Name(NamedTuple):
    """A label of a skill besides the one that is shown. `sort`: see SORTS; preferred ones are of other languages."""

    text: str
    language: str
    sort: str


@dataclass(frozen=True)
class Concept:
    """A skill, or a competence of a framework. Links are addresses; "" and an empty set mean that nothing is said."""

    uri: str
    place: str = field(default="", compare=False)  # for messages: file, line, label and address
    name: str = ""
    language: str = ENGLISH  # of the name
    labels: frozenset[Name] = frozenset()
    definition: str = ""
    kind: str = ""
    nature: str = ""
    since: str = ""  # the version that it came with
    emerging: str = ""  # the year in which posts began to ask for it
    ageing: str = ""  # months, see AGEING
    awareness: str = ""  # what the levels are here, see LEVELS
    working: str = ""
    practitioner: str = ""
    expert: str = ""
    notation: str = ""
    deprecated: bool = False
    history: frozenset[str] = frozenset()  # "2026-11-26, 1.1: …", so that they sort
    replaced_by: frozenset[str] = frozenset()
    broader: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()
    leads_to: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    close: frozenset[str] = frozenset()
    broad: frozenset[str] = frozenset()
    narrow: frozenset[str] = frozenset()
    related_match: frozenset[str] = frozenset()

    @property
    def slug(self):
        return self.uri.rsplit("/", 1)[-1]

    @property
    def own_texts(self):
        """What it alone is called: its name and its other labels; hidden ones may lead to several."""
        return [self.name, *(name.text for name in self.labels if name.sort != "hidden")]

    def __str__(self):
        return self.name or self.slug


LINKS = {  # to concepts of the same vocabulary, as messages call them
    "broader": "skos:broader",
    "related": "skos:related",
    "leads_to": "colophon:leadsTo",
    "replaced_by": "dct:isReplacedBy",
}
MATCHES = {  # to concepts of others
    "exact": "skos:exactMatch",
    "close": "skos:closeMatch",
    "broad": "skos:broadMatch",
    "narrow": "skos:narrowMatch",
    "related_match": "skos:relatedMatch",
}
FACTS = tuple(one.name for one in fields(Concept) if one.name not in ("uri", "place"))
SETS = ("labels", "history", *LINKS, *MATCHES)
IN_WORDS = {  # what people call a fact; the others as they are
    "name": "preferred label",
    "language": "language of the label",
    "labels": "other labels",
    "nature": "technical or soft",
    "since": "since version",
    "emerging": "emerging since",
    "ageing": "months until it ages",
    "deprecated": "status",
    "leads_to": "leads to",
    "replaced_by": "replaced by",
    "exact": "exact match",
    "close": "close match",
    "broad": "broad match",
    "narrow": "narrow match",
    "related_match": "related match",
} | {level: f"what {level} is" for level in LEVELS}


@dataclass(frozen=True)
class Vocabulary:
    """A concept scheme: the skills, or a framework. Concepts are keyed by address, in the file's order.

    `remarks` are sentences on what of the file is not kept, or not as it stands there.
    """

    uri: str
    place: str
    title: str
    version: str
    licence: str
    attribution: str
    is_framework: bool
    concepts: dict[str, Concept]
    remarks: tuple[str, ...] = ()
    digest: str = ""  # of the portal's version that it was exported from, see `digest_of`


def as_json(concept):
    """A concept as JSON keeps it: {fact: text, true or list}, without what is not said."""
    found = {fact: getattr(concept, fact) for fact in FACTS}
    return {
        fact: sorted(map(list, value)) if fact == "labels" else sorted(value) if fact in SETS else value
        for fact, value in found.items()
        if value
    }


def from_json(uri, facts, place=""):
    """The inverse."""
    return Concept(uri, place, **{fact: value_of(fact, value) for fact, value in {"language": "", **facts}.items()})


def state_as_json(concepts):
    """Concepts, {address: Concept}, as JSON keeps them."""
    return {uri: as_json(concept) for uri, concept in concepts.items()}


def state_from_json(state):
    """The inverse."""
    return {uri: from_json(uri, facts) for uri, facts in state.items()}


def value_of(fact, value):
    """One fact out of JSON."""
    if fact == "labels":
        return frozenset(Name(*each) for each in value)
    return frozenset(value) if fact in SETS else value
