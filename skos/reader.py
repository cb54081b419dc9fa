"""Read a vocabulary of skills, or a framework that they are mapped to, from SKOS in Turtle."""

import re
from pathlib import Path

from reading.text import fold, quoted
from skos import formats, rules, turtle
from skos.concepts import LENGTHS, LEVELS, LINKS, MATCHES, SORTS, Concept, Name, Vocabulary
from skos.findings import MANY
from skos.sayings import LABELS, NAMES, Sayings
from skos.turtle import Text, VocabularyError

USED = {
    *(*LABELS, "skos:definition", "skos:notation", "skos:inScheme", "skos:topConceptOf", "skos:broader"),
    *("skos:narrower", "skos:historyNote", *LINKS.values(), *MATCHES.values()),
    *("colophon:kind", "colophon:nature", "colophon:since", "colophon:emergingSince", "colophon:ageing"),
    *(f"colophon:{level}" for level in LEVELS),
}
LEFT_ALONE = {  # true SKOS that the portal has no place for
    *("skos:broaderTransitive", "skos:narrowerTransitive", "skos:mappingRelation"),
    *("skos:semanticRelation", "skos:note", "skos:scopeNote"),
    *("skos:editorialNote", "skos:changeNote", "skos:example", "skos:hasTopConcept"),
    *("skos:member", "skos:memberList"),
}
BOTH_WAYS = (("skos:broader", "skos:narrower"), ("skos:related", "skos:related"))
LONGEST_TAG = 10  # characters of a language tag
LARGEST = 50 * 1024 * 1024  # bytes of a file
TITLES = ("dct:title", "dc:title", "skos:prefLabel", "rdfs:label", "schema:name", "foaf:name")
RIGHTS = ("dct:rights", "dc:rights", "dct:publisher", "dc:publisher", "schema:publisher", "dct:creator", "dc:creator")
LICENCES = ("dct:license", "cc:license", "schema:license", "dc:license")


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


def read_bytes(data, name, *, as_framework=False):
    """The same of a file's content; `name` is what messages call it."""
    return parse(formats.decoded(data, name), name)


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
    found = rules.broken(vocabulary.concepts, is_framework=vocabulary.is_framework) if vocabulary else ()
    for concept, message in found:
        if message not in (rules.NO_NAME, rules.NO_DEFINITION):  # told already, with what there is instead
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
        return Vocabulary(
            uri=uri,
            place=self.source + self.place(uri),
            title=self.shown(uri, TITLES, "title", 200, needed=True),
            version=self.shown(uri, ("owl:versionInfo", "schema:version"), "version", 30),
            licence=licence,
            attribution=self.shown(uri, RIGHTS, "rights statement", 300, more=terms),
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
        name = self.text(uri, "skos:prefLabel", "preferred label", LENGTHS["name"], needed=True)
        of_skills = {} if is_framework else self.facts_of_a_skill(uri, name)
        notation = (
            self.text(uri, "skos:notation", "notation", LENGTHS["notation"], needed=True) if is_framework else None
        )
        broader, related = (self.links(uri, word) | self.links_to(uri, inverse) for word, inverse in BOTH_WAYS)
        concept = Concept(
            uri=uri,
            place=self.source + self.place(uri),
            name=name.text,
            language=name.language,
            notation=notation.text if notation else "",
            deprecated=self.flag(uri, "owl:deprecated"),
            broader=broader,
            related=related,
            **of_skills,
        )
        if not is_framework and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept.slug):
            self.fault(uri, "its address must end in a slug: small letters a to z, digits, single hyphens.")
        elif not is_framework and len(concept.slug) > LENGTHS["slug"]:
            self.fault(uri, f"its slug is longer than {LENGTHS['slug']} characters.")
        return concept

    def facts_of_a_skill(self, uri, name):
        """What only skills say, as {name of the fact: value}."""
        brief = {
            fact: self.text(uri, f"colophon:{word}", fact, 40).text
            for fact, word in {
                "nature": "nature",
                "since": "since",
                "emerging": "emergingSince",
                "ageing": "ageing",
            }.items()
        }
        levels = {
            level: self.text(uri, f"colophon:{level}", f"level {quoted(level)}", LENGTHS["level"]).text
            for level in LEVELS
        }
        history = self.texts(uri, "skos:historyNote", "history note", 0)
        return {
            "labels": self.names(uri, name),
            "definition": self.text(uri, "skos:definition", "definition", LENGTHS["definition"], needed=True).text,
            "kind": self.text(uri, "colophon:kind", "kind", needed=True).text,
            "history": frozenset(text for text, _ in history),
            "leads_to": self.links(uri, LINKS["leads_to"]),
            "replaced_by": self.links(uri, LINKS["replaced_by"]),
            **{fact: self.links(uri, word) for fact, word in MATCHES.items()},
            **brief,
            **levels,
        }

    def check_address(self, uri, address):
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", address) or len(address) > 200:
            self.fault(uri, f"{address} is no address: https:// and at most 200 characters, none a space.")

    def links_to(self, uri, word):
        return frozenset(self.pointing.get((word, uri), ()))

    def names(self, uri, shown):
        """The labels besides the one that is shown; a text that stands twice in one language is kept once."""
        here = rules.language_of(shown.language)
        names, there, preferred = set(), {(fold(shown.text), here)}, {here}
        for word, sort in sorted(LABELS.items(), key=lambda pair: SORTS.index(pair[1])):
            for text, language in self.texts(uri, word, f"{sort} label", LENGTHS["label"]):
                if len(language) > LONGEST_TAG:
                    short = language.partition("-")[0][:LONGEST_TAG]
                    self.remark(uri, f"the language tag {quoted(language)} is long; it is kept as {quoted(short)}.")
                    language = short
                key = fold(text), rules.language_of(language)
                if key in there:
                    continue
                is_second = sort == "preferred" and key[1] in preferred  # of another country
                preferred |= {key[1]} if sort == "preferred" else set()
                there.add(key)
                names.add(Name(text, language, "alternative" if is_second else sort))
        return frozenset(names)
