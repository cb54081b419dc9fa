"""Read a vocabulary of skills, or a framework that they are mapped to, from SKOS in Turtle."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from reading.text import quoted
from skills import formats, labels, rules, turtle
from skills.findings import MANY
from skills.models import Competence, Kind, Label, Scheme, Skill
from skills.sayings import LABELS, NAMES, Sayings
from skills.turtle import Text, VocabularyError

USED = {
    *(*LABELS, "skos:definition", "skos:notation", "skos:inScheme", "skos:topConceptOf", "skos:broader"),
    *("skos:narrower", "skos:related", "skos:exactMatch", "skos:closeMatch"),
    *("colophon:kind", "colophon:leadsTo"),
}
LEFT_ALONE = {  # true SKOS that the portal has no place for
    *("skos:broaderTransitive", "skos:narrowerTransitive", "skos:broadMatch", "skos:narrowMatch"),
    *("skos:relatedMatch", "skos:mappingRelation", "skos:semanticRelation", "skos:note", "skos:scopeNote"),
    *("skos:editorialNote", "skos:historyNote", "skos:changeNote", "skos:example", "skos:hasTopConcept"),
    *("skos:member", "skos:memberList"),
}
DEFINITION_LENGTH = 400
LARGEST = 50 * 1024 * 1024  # bytes of a file
TITLES = ("dct:title", "dc:title", "skos:prefLabel", "rdfs:label", "schema:name", "foaf:name")
RIGHTS = ("dct:rights", "dc:rights", "dct:publisher", "dc:publisher", "schema:publisher", "dct:creator", "dc:creator")
LICENCES = ("dct:license", "cc:license", "schema:license", "dc:license")


class Name(NamedTuple):
    """A label of a skill besides the preferred one."""

    text: str
    language: str
    hidden: bool


@dataclass(frozen=True)
class Concept:
    """A skill, or a competence of a framework, as the file has it. Links are addresses."""

    uri: str
    place: str  # for messages: file, line, label and address
    name: str
    language: str  # of the name
    labels: tuple[Name, ...]
    definition: str
    kind: str
    notation: str
    deprecated: bool
    replaced_by: str
    broader: frozenset[str]
    related: frozenset[str]
    leads_to: frozenset[str]
    exact: frozenset[str]
    close: frozenset[str]

    @property
    def slug(self):
        return self.uri.rsplit("/", 1)[-1]


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


def read(path):
    """The Vocabulary in the Turtle file at `path`; VocabularyError with all its faults if it has any."""
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST:
            limit = LARGEST // 1024 // 1024
            raise VocabularyError(
                [f"{path.name}: this file is larger than {limit} MB, and so no vocabulary of skills."]
            )
        data = path.read_bytes()
    except OSError as error:
        raise VocabularyError([f"{path}: cannot be read ({error.strerror})."]) from error
    return parse(formats.decoded(data, path.name), path.name)


def parse(text, source):
    """As `read`, from text; `source` is what messages call it."""
    formats.refuse_known(text, source)
    try:
        about = turtle.statements(text, source)
    except VocabularyError:
        formats.refuse_likely(text, source)
        raise
    reader = _Reader(about, turtle.lines(text), source)
    vocabulary = reader.vocabulary()
    for concept, message in rules.broken(vocabulary) if vocabulary else ():
        reader.fault(concept.uri, message)
    if faults := reader.faults.told():
        raise VocabularyError(faults)
    return vocabulary


class _Reader(Sayings):
    """Turns statements into a Vocabulary, and keeps what is wrong and what is left out."""

    def __init__(self, about, lines, source):
        super().__init__(about, lines, source)
        self.pointing = {}  # (property, address): the subjects that say this of it
        for subject, said in about.items():
            for word in ("skos:narrower", "skos:related"):
                for value in said.get(word, ()):
                    self.pointing.setdefault((word, value), set()).add(subject)

    def vocabulary(self):
        """The Vocabulary; None where the file as a whole is of another sort, which is the one fault then."""
        schemes = [uri for uri in self.about if self.is_a(uri, "ConceptScheme")]
        found = self.found(schemes)
        if len(schemes) != 1:
            more = ", …" if len(schemes) > 3 else ""
            has = f"has {len(schemes)} ({', '.join(schemes[:3])}{more})" if schemes else "has none"
            if self.about and not schemes and not found:
                has += ", and no skos:Concept: it is Turtle, but not SKOS"
            self.fault("", f"a file holds one skos:ConceptScheme; this one {has}.")
            return None
        [uri] = schemes

        def says(word):
            return any(word in self.about[other] for other in found)

        is_framework = says("skos:notation") and not says("colophon:kind")
        if len(found) > MANY and not is_framework and not says("colophon:kind"):
            self.fault(
                "",
                f"none of its {len(found)} concepts has a kind (colophon:kind), as a vocabulary of skills has, or a "
                "number (skos:notation), as a framework has. It is SKOS, but neither of the two that are loaded here.",
            )
            return None
        if not found:
            self.fault(uri, "the scheme has no concepts.")
        self.check_address(uri, uri)
        licence, terms = self.licence(uri)
        concepts = {other: self.concept(other, uri, is_framework) for other in found}
        concepts, left_out = labels.settled(concepts)
        for other, message in left_out:
            self.remark(other, message)
        return Vocabulary(
            uri=uri,
            place=self.source + self.place(uri),
            title=self.shown(uri, TITLES, "title", Scheme, "title", needed=True),
            version=self.shown(uri, ("owl:versionInfo", "schema:version"), "version", Scheme, "version"),
            licence=licence,
            attribution=self.shown(uri, RIGHTS, "rights statement", Scheme, "attribution", more=terms),
            is_framework=is_framework,
            concepts=concepts,
            remarks=tuple(self.remarks.told(most=3)),
        )

    def found(self, schemes):
        """Addresses of the concepts, and of what seems to be one, in the order of the file."""
        marks = {*LABELS, "skos:definition", "skos:notation", "colophon:kind"}
        found = []
        for other, about in self.about.items():
            sorts = self.about[other].get("rdf:type", ())
            if self.is_a(other, "Concept") or (marks & about.keys() and not sorts and other not in schemes):
                found.append(other)
            elif self.is_a(other, "Collection") or self.is_a(other, "OrderedCollection"):
                self.remark(other, "it is a collection (skos:Collection); collections are left out.")
        return sorted(found, key=self.line)

    def licence(self, uri):
        """(address, what is said in words instead)."""
        addresses, words = [], []
        for value in (value for word in LICENCES for value in self.about[uri].get(word, ())):
            address = value if type(value) is str else value.text.strip()
            is_elsewhere = type(value) is str and re.match(r"(?!relative:)[a-z][\w+.-]*:", address)
            if is_elsewhere or re.match(r"https?://\S+$", address):
                addresses.append(address)
            elif type(value) is Text and address:
                words.append(address)
            elif named := [text.text for word in NAMES for text in self.values(address, word, Text)]:
                words.append(named[0])  # of something that has no address of its own
            else:
                self.remark(uri, "its licence is no whole address and has no name; it is left out.")
        for address in addresses[:1]:
            self.check_address(uri, address)
        if len(addresses) > 1:
            self.remark(uri, f"it has {len(addresses)} licences; {addresses[0]} is kept.")
        if words:
            self.remark(
                uri, f"its licence {quoted(words[0][:80])} is text, not an address; it is kept with the rights."
            )
        return next(iter(addresses), ""), words

    def concept(self, uri, scheme, is_framework):
        self.check_address(uri, uri)
        if not self.is_a(uri, "Concept"):
            self.fault(uri, "it is not marked as a concept; add “a skos:Concept”.")
        if (within := self.links(uri, "skos:inScheme")) and scheme not in within:
            self.fault(uri, f"its skos:inScheme is not {scheme}.")
        for word in sorted(self.about[uri].keys() - USED - LEFT_ALONE):
            if word.startswith(("skos:", "colophon:")):
                self.fault(uri, f"the property {word} is unknown; is it misspelt?")
            elif word in ("skosxl:prefLabel", "skosxl:altLabel", "skosxl:hiddenLabel"):
                self.remark(uri, f"its labels in SKOS-XL ({word}) are left out; those of SKOS itself are read.")
        model, field = (Competence, "label") if is_framework else (Skill, "name")
        name = self.text(uri, "skos:prefLabel", "preferred label", model, field, needed=True)
        skill = not is_framework
        concept = Concept(
            uri=uri,
            place=self.source + self.place(uri),
            name=name.text,
            language=name.language,
            labels=self.names(uri, name.text) if skill else (),
            definition=self.text(uri, "skos:definition", "definition", most=DEFINITION_LENGTH, needed=True).text
            if skill
            else "",
            kind=self.text(uri, "colophon:kind", "kind", needed=True).text if skill else "",
            notation=""
            if skill
            else self.text(uri, "skos:notation", "notation", Competence, "notation", needed=True).text,
            deprecated=self.flag(uri, "owl:deprecated"),
            replaced_by=self.link(uri, "dct:isReplacedBy"),
            broader=self.links(uri, "skos:broader") | self.links_to(uri, "skos:narrower"),
            related=self.links(uri, "skos:related") | self.links_to(uri, "skos:related"),
            leads_to=self.links(uri, "colophon:leadsTo"),
            exact=self.links(uri, "skos:exactMatch"),
            close=self.links(uri, "skos:closeMatch"),
        )
        if concept.kind and concept.kind not in Kind.values:
            self.fault(uri, f"the kind {quoted(concept.kind)} is unknown; there are {', '.join(Kind.values)}.")
        if skill and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept.slug):
            self.fault(uri, "its address must end in a slug: small letters a to z, digits, single hyphens.")
        elif skill and len(concept.slug) > Skill._meta.get_field("slug").max_length:
            self.fault(uri, "its slug is longer than 100 characters.")
        return concept

    def check_address(self, uri, address):
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", address) or len(address) > 200:
            self.fault(uri, f"{address} is no address: https:// and at most 200 characters, none a space.")

    def links_to(self, uri, word):
        return frozenset(self.pointing.get((word, uri), ()))

    def names(self, uri, preferred):
        """The labels besides the preferred one, which may be one in another language."""
        names = []
        length, longest = (Label._meta.get_field(name).max_length for name in ("text", "language"))
        for word, sort in LABELS.items():
            for text, language in self.texts(uri, word, f"{sort} label", length):
                if len(language) > longest:
                    short = language.partition("-")[0][:longest]
                    self.remark(uri, f"the language tag {quoted(language)} is long; it is kept as {quoted(short)}.")
                    language = short
                if ";" in text:
                    self.fault(uri, f"its label {quoted(text)} has a semicolon; forms use that between skills.")
                if sort != "preferred" or rules.fold(text) != rules.fold(preferred):
                    names.append(Name(text, language, sort == "hidden"))
        return tuple(names)
