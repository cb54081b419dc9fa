"""Read a vocabulary of skills, or a framework that they are mapped to, from SKOS in any of its formats."""

import re
from pathlib import Path

from reading.text import fold, quoted
from skos import formats, rules
from skos.competences import competences
from skos.concepts import LENGTHS, LEVELS, LINKS, MATCHES, SORTS, Concept, Name, Vocabulary
from skos.findings import MANY, VocabularyError
from skos.parsing import statements
from skos.sayings import LABELS, NAMES, Sayings
from skos.statements import Text

USED = {
    *(*LABELS, "skos:definition", "skos:notation", "skos:inScheme", "skos:topConceptOf", "skos:broader"),
    *("skos:narrower", "skos:historyNote", *LINKS.values(), *MATCHES.values()),
    *("colophon:kind", "colophon:nature", "colophon:since", "colophon:emergingSince", "colophon:ageing"),
    *("colophon:shownLabel", *(f"colophon:{level}" for level in LEVELS)),
}
LEFT_ALONE = {  # true SKOS that the portal has no place for
    *("skos:broaderTransitive", "skos:narrowerTransitive", "skos:mappingRelation"),
    *("skos:semanticRelation", "skos:note", "skos:scopeNote"),
    *("skos:editorialNote", "skos:changeNote", "skos:example", "skos:hasTopConcept"),
    *("skos:member", "skos:memberList"),
}
FRAMEWORK = "https://colophon.example/ns#Framework"  # a scheme that says of itself what it is
BOTH_WAYS = (("skos:broader", "skos:narrower"), ("skos:related", "skos:related"))
LARGEST = 20 * 1024 * 1024  # bytes of a file; reading takes a minute and 1 GB for that
TITLES = ("dct:title", "dc:title", "skos:prefLabel", "rdfs:label", "schema:name", "foaf:name")
RIGHTS = ("dct:rights", "dc:rights", "dct:publisher", "dc:publisher", "schema:publisher", "dct:creator", "dc:creator")
LICENCES = ("dct:license", "cc:license", "schema:license", "dc:license")


def read(path, *, as_framework=False):
    """The Vocabulary in the file at `path`; VocabularyError with all its faults if it has any.

    A file is a framework if it says so, or if its concepts have numbers and no kinds; `as_framework` takes any for one.
    """
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST:
            limit = LARGEST // 1024 // 1024
            raise VocabularyError([f"{path.name}: this file is larger than {limit} MB; load the part that is wanted."])
        data = path.read_bytes()
    except OSError as error:
        raise VocabularyError([f"{path}: cannot be read ({error.strerror})."]) from error
    return read_bytes(data, path.name, as_framework=as_framework)


def read_bytes(data, name, *, as_framework=False):
    """The same of a file's content; `name` is what messages call it."""
    return parse(formats.decoded(data, name), name, as_framework=as_framework)


def parse(text, source, *, as_framework=False):
    """As `read`, from text; `source` is what messages call it."""
    reader = _Reader(*statements(text, source), source)
    vocabulary = reader.vocabulary(as_framework=as_framework)
    found = rules.broken(vocabulary.concepts, is_framework=vocabulary.is_framework) if vocabulary else ()
    for concept, message in found:
        if message not in rules.MISSING.values():  # told already, with what there is instead
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

    def vocabulary(self, *, as_framework):
        """The Vocabulary; None where the file as a whole is of another sort, which is the one fault then."""
        schemes = sorted(uri for uri in self.about if self.is_a(uri, "ConceptScheme"))
        found = self.found(schemes)
        uri = self.scheme(schemes, found, as_framework)
        if uri is None:
            return None

        def says(word):
            return any(word in self.about[other] for other in found)

        is_marked = as_framework or FRAMEWORK in self.values(uri, "rdf:type", str)
        is_framework = is_marked or (says("skos:notation") and not says("colophon:kind"))
        if is_marked and says("colophon:kind"):
            self.fault("", "it is a vocabulary of skills (its concepts have a colophon:kind), not a framework.")
            return None
        if len(found) > MANY and not is_framework and not says("colophon:kind"):
            self.fault(
                "",
                f"none of its {len(found)} concepts has a kind (colophon:kind), as a vocabulary of skills has, or a "
                "number (skos:notation), as a framework has. It is SKOS, but not one of skills; load it as a framework "
                "if skills are to be matched to it.",
            )
            return None
        self.check_address(uri, uri)
        licence, terms = self.licence(uri)
        concepts = competences(self, found, uri) if is_framework else {one: self.concept(one, uri) for one in found}
        if not concepts:
            self.fault(uri, "the scheme has no concepts.")
        return Vocabulary(
            uri=uri,
            place=self.source + self.place(uri),
            title=self.shown(uri, TITLES, "title", 200, needed=not is_framework) or self.named(uri),
            version=self.shown(uri, ("owl:versionInfo", "schema:version"), "version", 30),
            licence=licence,
            attribution=self.shown(uri, RIGHTS, "rights statement", 300, more=terms),
            is_framework=is_framework,
            concepts=concepts,
            remarks=tuple(self.remarks.told(most=3)),
            digest=self.shown(uri, ("colophon:digest",), "digest", 40),
        )

    def scheme(self, schemes, found, as_framework):
        """The address of the one scheme of a file; None, with a fault, where there is none, or none is the one."""
        if len(schemes) == 1:
            return schemes[0]
        within = {uri for one in found for uri in self.links(one, "skos:inScheme")}
        if as_framework and not schemes and len(within) == 1:
            [uri] = within
            self.about.setdefault(uri, {})
            return uri
        if as_framework and schemes:
            sizes = {uri: sum(uri in self.links(one, "skos:inScheme") for one in found) for uri in schemes}
            first, second = sorted(sizes, key=sizes.get, reverse=True)[:2]
            if sizes[first] > sizes[second]:
                self.remark(first, f"the file has {len(schemes)} schemes; this one, of most concepts, is read.")
                return first
        more = ", …" if len(schemes) > 3 else ""
        has = f"has {len(schemes)} ({', '.join(schemes[:3])}{more})" if schemes else "has none"
        if self.about and not schemes and not found:
            has += ", and no skos:Concept: it can be read, but it is not SKOS"
        self.fault("", f"a file holds one skos:ConceptScheme; this one {has}.")
        return None

    def named(self, uri):
        """What stands for the title of a scheme that has none: the end of its address."""
        name = re.split(r"[/#]", uri.rstrip("/#"))[-1] or uri
        self.remark(uri, f"it has no title (dct:title); it is called {quoted(name)}.")
        return name[:200]

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
        return sorted(found, key=lambda other: (self.line(other), other))

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

    def concept(self, uri, scheme):
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
        if shown := self.text(uri, "colophon:shownLabel", "shown label", LENGTHS["name"]).text:
            said = self.texts(uri, "skos:prefLabel", "preferred label", LENGTHS["name"])
            name = next((each for each in said if each.text == shown), name)
        broader, related = (self.links(uri, word) | self.links_to(uri, inverse) for word, inverse in BOTH_WAYS)
        return Concept(
            uri=uri,
            place=self.source + self.place(uri),
            name=name.text,
            language=name.language,
            deprecated=self.flag(uri, "owl:deprecated"),
            broader=broader,
            related=related,
            **self.facts_of_a_skill(uri, name),
        )

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
            level: self.text(uri, f"colophon:{level}", f"level {quoted(level)}", LENGTHS["level"], lines=True).text
            for level in LEVELS
        }
        history = self.texts(uri, "skos:historyNote", "history note", 0, lines=True)
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
        if not rules.is_address(address):
            self.fault(uri, rules.NO_ADDRESS.format(address))

    def links_to(self, uri, word):
        return frozenset(self.pointing.get((word, uri), ()))

    def names(self, uri, shown):
        """The labels besides the one that is shown; a text that stands twice in one language is kept once."""
        here = rules.language_of(shown.language)
        names, there, preferred = set(), {(fold(shown.text), here)}, {here}
        for word, sort in sorted(LABELS.items(), key=lambda pair: SORTS.index(pair[1])):
            for text, language in self.texts(uri, word, f"{sort} label", LENGTHS["label"]):
                key = fold(text), rules.language_of(language)
                if key in there:
                    continue
                is_second = sort == "preferred" and key[1] in preferred  # of another country
                preferred |= {key[1]} if sort == "preferred" else set()
                there.add(key)
                names.add(Name(text, language, "alternative" if is_second else sort))
        return frozenset(names)
