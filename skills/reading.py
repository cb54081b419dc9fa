"""Read a vocabulary of skills, or a framework that they are mapped to, from SKOS in Turtle."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from config.text import one_line
from skills import rules, turtle
from skills.models import Competence, Kind, Label, Scheme, Skill
from skills.turtle import Text, VocabularyError

ENGLISH = ("en-gb", "en", "", "en-us")  # which of several languages is shown; "" is text without a language
LABELS = {"skos:prefLabel": "preferred", "skos:altLabel": "alternative", "skos:hiddenLabel": "hidden"}
USED = {
    *(*LABELS, "skos:definition", "skos:notation", "skos:inScheme", "skos:topConceptOf", "skos:broader"),
    *("skos:narrower", "skos:related", "skos:exactMatch", "skos:closeMatch"),
    *("colophon:kind", "colophon:leadsTo"),
}
LEFT_ALONE = {  # true SKOS that the portal has no place for
    *("skos:broaderTransitive", "skos:narrowerTransitive", "skos:broadMatch", "skos:narrowMatch"),
    *("skos:relatedMatch", "skos:note", "skos:scopeNote", "skos:editorialNote", "skos:historyNote"),
    *("skos:changeNote", "skos:example"),
}
DEFINITION_LENGTH = 400


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
    """A concept scheme: the skills, or a framework. Concepts are keyed by address, in the file's order."""

    uri: str
    place: str
    title: str
    version: str
    licence: str
    attribution: str
    is_framework: bool
    concepts: dict[str, Concept]


def read(path):
    """The Vocabulary in the Turtle file at `path`; VocabularyError with all its faults if it has any."""
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise VocabularyError([f"{path.name}, line {line}: not UTF-8 text."]) from error
    except OSError as error:
        raise VocabularyError([f"{path}: cannot be read ({error.strerror})."]) from error
    return parse(text, path.name)


def parse(text, source):
    """As `read`, from text; `source` is what messages call it."""
    reader = _Reader(text, source)
    vocabulary = reader.vocabulary()
    if vocabulary:
        for concept, message in rules.broken(vocabulary):
            reader.fault(concept.uri, message)
    if reader.faults:
        raise VocabularyError(fault for _, fault in sorted(dict.fromkeys(reader.faults), key=lambda pair: pair[0]))
    return vocabulary


class _Reader:
    """Turns statements into a Vocabulary and keeps every fault, with its line, in `faults`."""

    def __init__(self, text, source):
        self.about, self.lines = turtle.statements(text, source), turtle.lines(text)
        self.source, self.faults = source, []
        self.pointing = {}  # (property, address): the subjects that say this of it
        for subject, about in self.about.items():
            for word in ("skos:narrower", "skos:related"):
                for value in about.get(word, ()):
                    self.pointing.setdefault((word, value), set()).add(subject)

    def fault(self, uri, message):
        self.faults.append((self.lines.get(uri, [0])[0], f"{self.place(uri)}: {message}"))

    def place(self, uri):
        lines = self.lines.get(uri, [])
        labels = reversed(self.values(uri, "skos:prefLabel", Text))  # the first of each language
        name = _best({value.language.lower(): value.text for value in labels})
        where = f"line{'s' * (len(lines) > 1)} {' and '.join(map(str, lines))}" if lines else ""
        return ", ".join(filter(None, (self.source, where, f"“{name}” ({uri})" if name else uri)))

    def vocabulary(self):
        schemes = [uri for uri in self.about if self.is_a(uri, "ConceptScheme")]
        if len(schemes) != 1:
            has = f"has {len(schemes)} ({', '.join(schemes)})" if schemes else "has none"
            self.faults.append((0, f"{self.source}: a file holds one skos:ConceptScheme; this one {has}."))
            return None
        [uri] = schemes
        marks = {"skos:prefLabel", "skos:altLabel", "skos:definition", "skos:notation", "colophon:kind"}
        found = [
            other
            for other, about in self.about.items()
            if other != uri and (self.is_a(other, "Concept") or marks & about.keys())
        ]
        found.sort(key=lambda other: self.lines.get(other, [0])[0])
        if not found:
            self.fault(uri, "the scheme has no concepts.")
        self.check_address(uri, uri)
        if licence := self.link(uri, "dct:license"):
            self.check_address(uri, licence)

        def said(word):
            return any(word in self.about[other] for other in found)

        is_framework = said("skos:notation") and not said("colophon:kind")
        return Vocabulary(
            uri=uri,
            place=self.place(uri),
            title=self.text(uri, "dct:title", "title", Scheme, "title", needed=True),
            version=self.text(uri, "owl:versionInfo", "version", Scheme, "version"),
            licence=licence,
            attribution=self.text(uri, "dct:rights", "rights statement", Scheme, "attribution")
            or self.text(uri, "dct:publisher", "publisher", Scheme, "attribution"),
            is_framework=is_framework,
            concepts={other: self.concept(other, uri, is_framework) for other in found},
        )

    def concept(self, uri, scheme, is_framework):
        self.check_address(uri, uri)
        if not self.is_a(uri, "Concept"):
            self.fault(uri, "it is not marked as a concept; add “a skos:Concept”.")
        if self.links(uri, "skos:inScheme") - {scheme}:
            self.fault(uri, f"its skos:inScheme is not {scheme}.")
        for word in sorted(self.about[uri].keys() - USED - LEFT_ALONE):
            if word.startswith(("skos:", "colophon:")):
                self.fault(uri, f"the property {word} is unknown; is it misspelt?")
        model, field = (Competence, "label") if is_framework else (Skill, "name")
        name = self.text(uri, "skos:prefLabel", "preferred label", model, field, needed=True)
        skill = not is_framework
        concept = Concept(
            uri=uri,
            place=self.place(uri),
            name=name,
            labels=self.names(uri, name) if skill else (),
            definition=self.text(uri, "skos:definition", "definition", most=DEFINITION_LENGTH, needed=True)
            if skill
            else "",
            kind=self.text(uri, "colophon:kind", "kind", needed=True) if skill else "",
            notation="" if skill else self.text(uri, "skos:notation", "notation", Competence, "notation", needed=True),
            deprecated=self.flag(uri, "owl:deprecated"),
            replaced_by=self.link(uri, "dct:isReplacedBy"),
            broader=self.links(uri, "skos:broader") | self.links_to(uri, "skos:narrower"),
            related=self.links(uri, "skos:related") | self.links_to(uri, "skos:related"),
            leads_to=self.links(uri, "colophon:leadsTo"),
            exact=self.links(uri, "skos:exactMatch"),
            close=self.links(uri, "skos:closeMatch"),
        )
        if concept.kind and concept.kind not in Kind.values:
            self.fault(uri, f"the kind “{concept.kind}” is unknown; there are {', '.join(Kind.values)}.")
        if skill and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept.slug):
            self.fault(uri, "its address must end in a slug: small letters a to z, digits, single hyphens.")
        elif skill and len(concept.slug) > Skill._meta.get_field("slug").max_length:
            self.fault(uri, "its slug is longer than 100 characters.")
        return concept

    def is_a(self, uri, name):
        return turtle.SKOS + name in self.values(uri, "rdf:type", str)

    def check_address(self, uri, address):
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", address) or len(address) > 200:
            self.fault(uri, f"{address} is no address: https:// and at most 200 characters, none a space.")

    def values(self, uri, word, sort):
        return [value for value in self.about.get(uri, {}).get(word, ()) if type(value) is sort]

    def links(self, uri, word):
        for value in self.values(uri, word, Text):
            self.fault(uri, f"{word} is followed by the text “{value.text}”; it takes an address.")
        return frozenset(self.values(uri, word, str))

    def links_to(self, uri, word):
        return frozenset(self.pointing.get((word, uri), ()))

    def link(self, uri, word):
        links = sorted(self.links(uri, word))
        if len(links) > 1:
            self.fault(uri, f"{word} may be said once, not {len(links)} times.")
        return links[0] if links else ""

    def flag(self, uri, word):
        said = {value.text for value in self.values(uri, word, Text)}
        if said - {"true", "false"} or len(said) > 1 or self.values(uri, word, str):
            self.fault(uri, f"{word} is either true or false.")
        return "true" in said

    def texts(self, uri, word, what, most):
        """What `word` says, tidied. `what` it is called and how long it may be go into the faults."""
        for value in self.values(uri, word, str):
            self.fault(uri, f"its {what} is the address {value}; it should be text in quotation marks.")
        tidy = []
        for value in self.values(uri, word, Text):
            text = one_line(value.text)
            if not text:
                self.fault(uri, f"its {what} is empty.")
            elif most and len(text) > most:
                self.fault(uri, f"its {what} “{text[:40]}…” has {len(text)} characters; {most} are allowed.")
            elif any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} for c in value.text if not c.isspace()):
                self.fault(uri, f"its {what} has a character in it that cannot be shown.")
            else:
                tidy.append(Text(text, value.language))
        return tidy

    def text(self, uri, word, what, model=None, field="", *, most=None, needed=False):
        """The one text to show; at most one for each language."""
        by_language = {}
        most = model._meta.get_field(field).max_length if model else most
        for value in self.texts(uri, word, what, most):
            language = value.language.lower()
            if language in by_language:
                where = f" in {value.language}" if value.language else ""
                both = f"“{by_language[language]}” and “{value.text}”"
                self.fault(uri, f"it has two {what}s{where}: {both}.")
            by_language.setdefault(language, value.text)
        if needed and word not in self.about[uri]:
            self.fault(uri, f"it has no {what} ({word}).")
        return _best(by_language)

    def names(self, uri, preferred):
        """The labels besides the preferred one, which may be one in another language."""
        names = []
        length, longest = (Label._meta.get_field(name).max_length for name in ("text", "language"))
        for word, sort in LABELS.items():
            for text, language in self.texts(uri, word, f"{sort} label", length):
                if len(language) > longest:
                    self.fault(uri, f"the language tag “{language}” is longer than {longest} characters.")
                if ";" in text:
                    self.fault(uri, f"its label “{text}” has a semicolon; forms use that between skills.")
                if sort != "preferred" or rules.fold(text) != rules.fold(preferred):
                    names.append(Name(text, language, sort == "hidden"))
        return tuple(names)


def _best(texts):
    """Of {language: text} the English one, or else the first."""
    return next((texts[tag] for tag in (*ENGLISH, *texts) if tag in texts), "")
