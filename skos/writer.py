"""Write a whole vocabulary, or a framework, as Turtle that `skos.reader` reads back without a difference.

The same state gives the same bytes, whatever order it comes in; people can read it, and compare two of them.
"""

import re
from collections import Counter

from reading.text import fold
from skos.concepts import KINDS, LEVELS, LINKS, MATCHES, SORTS
from skos.sayings import ENGLISH
from skos.statements import NAMESPACES

RULE = "# " + "=" * 100
HEADINGS = {kind: kind.upper() for kind in KINDS} | {"": "CONCEPTS", "deprecated": "NO LONGER IN USE"}
LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")  # what may follow a prefix as it is
ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
USED = ("colophon:", "dct:", "owl:", "skos:")  # prefixes that every file has, besides that of dates
XSD = {"http://www.w3.org/2001/XMLSchema#": "xsd:"}


def turtle(vocabulary):
    """The text of a file that says all that a Vocabulary says, but for its remarks."""
    return _Writer(vocabulary).text()


class _Writer:
    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.prefixes = _prefixes(vocabulary)  # {namespace: prefix with its colon}
        self.concepts = sorted(vocabulary.concepts.values(), key=_order)

    def text(self):
        names = sorted((prefix, namespace) for namespace, prefix in self.prefixes.items())
        head = [f"@prefix {prefix} <{namespace}> ." for prefix, namespace in names]
        parts = ["\n".join(head), self.block(self.vocabulary.uri, self.scheme())]
        heading = None
        for concept in self.concepts:
            if (now := _group(concept)) != heading:
                heading = now
                parts.append(f"{RULE}\n# {HEADINGS.get(heading, heading.upper())}\n{RULE}")
            parts.append(self.block(concept.uri, self.concept(concept)))
        return "\n\n".join(parts) + "\n"

    def block(self, uri, said):
        """One subject with all that is said of it, [(property, [values])]."""
        lines = []
        for word, values in said:
            if len(values) == 1:
                lines.append(f"{word} {values[0]}")
            elif values:
                lines.append(f"{word}\n        " + " ,\n        ".join(values))
        return f"{self.name(uri)} " + " ;\n    ".join(lines) + " ."

    def scheme(self):
        scheme = self.vocabulary
        language = Counter(sorted(concept.language for concept in self.concepts)).most_common(1)
        title = literal(scheme.title, language[0][0] if language else "")
        return [
            ("a", ["skos:ConceptScheme", *(["colophon:Framework"] if scheme.is_framework else [])]),
            ("dct:title", [title]),
            ("skos:prefLabel", [title]),
            ("dct:license", [f"<{scheme.licence}>"] if scheme.licence else []),
            ("dct:rights", _literals([scheme.attribution])),
            ("owl:versionInfo", _literals([scheme.version])),
            ("colophon:digest", _literals([scheme.digest])),
            ("skos:hasTopConcept", [self.name(one.uri) for one in self.concepts if not one.broader]),
        ]

    def concept(self, concept):
        names = sorted(concept.labels, key=lambda name: (name.language, fold(name.text), name))
        labels = {sort: [literal(*name[:2]) for name in names if name.sort == sort] for sort in SORTS}
        shown = _literals([concept.name], concept.language)
        is_first = not labels["preferred"] or concept.language.lower() == ENGLISH[0]
        scheme = self.name(self.vocabulary.uri)
        return [
            ("a", ["skos:Concept"]),
            ("skos:inScheme", [scheme]),
            ("skos:topConceptOf", [] if concept.broader else [scheme]),
            ("owl:deprecated", ["true"] if concept.deprecated else []),
            (LINKS["replaced_by"], self.names(concept.replaced_by)),
            ("colophon:kind", _literals([concept.kind])),
            ("colophon:nature", _literals([concept.nature])),
            ("skos:notation", _literals([concept.notation])),
            ("skos:prefLabel", [*shown, *labels["preferred"]]),
            ("colophon:shownLabel", [] if is_first else shown),
            ("skos:altLabel", labels["alternative"]),
            ("skos:hiddenLabel", labels["hidden"]),
            ("skos:definition", _literals([concept.definition], concept.language)),
            *((f"colophon:{level}", _literals([getattr(concept, level)], concept.language)) for level in LEVELS),
            *((LINKS[fact], self.names(getattr(concept, fact))) for fact in ("broader", "related", "leads_to")),
            *((word, self.names(getattr(concept, fact))) for fact, word in MATCHES.items()),
            ("colophon:since", _literals([concept.since])),
            ("colophon:emergingSince", [f'"{concept.emerging}"^^xsd:gYear'] if concept.emerging else []),
            ("colophon:ageing", [concept.ageing] if concept.ageing else []),
            ("skos:historyNote", _literals(sorted(concept.history), concept.language)),
        ]

    def names(self, uris):
        return sorted(map(self.name, uris))

    def name(self, uri):
        namespace, local = _parts(uri)
        prefix = self.prefixes.get(namespace)
        return f"{prefix}{local}" if prefix and LOCAL.fullmatch(local) else f"<{uri}>"


def literal(text, language=""):
    """A text between quotation marks, with its language."""
    escaped = "".join(ESCAPED.get(character, character) for character in text)
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def _literals(texts, language=""):
    return [literal(text, language) for text in texts if text]


def _group(concept):
    return "deprecated" if concept.deprecated else concept.kind


def _order(concept):
    """By kind, deprecated ones last; competences by their numbers; then by label."""
    kind = KINDS.index(concept.kind) if concept.kind in KINDS else len(KINDS)
    numbers = [(int(part or 0), part) for part in re.split(r"\D+", concept.notation)]
    return concept.deprecated, kind, numbers, concept.notation, fold(concept.name), concept.uri


def _parts(uri):
    """(namespace, what follows it)."""
    end = max(uri.rfind("/"), uri.rfind("#")) + 1
    return uri[:end], uri[end:]


def _prefixes(vocabulary):
    known = {namespace: prefix for namespace, prefix in NAMESPACES.items() if prefix in USED} | XSD
    own = Counter(_parts(uri)[0] for uri in vocabulary.concepts)
    others = {
        _parts(uri)[0] for concept in vocabulary.concepts.values() for fact in MATCHES for uri in getattr(concept, fact)
    }
    for namespace, _ in sorted(own.items(), key=lambda pair: (-pair[1], pair[0]))[:1]:
        known.setdefault(namespace, "skill:" if not vocabulary.is_framework else "")
    for namespace in sorted({*known, *others}):
        if not known.get(namespace):
            known[namespace] = _unused(namespace, known.values())
    return known


def _unused(namespace, taken):
    words = re.findall(r"[a-z]+", namespace.lower().partition("://")[2])
    word = words[-1] if words else "n"
    number = next(n for n in range(1, 10_000) if f"{word}{n if n > 1 else ''}:" not in taken)
    return f"{word}{number if number > 1 else ''}:"
