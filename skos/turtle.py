"""Turtle as plain values, and where in the file things stand. Nothing is fetched from the network."""

import logging
import re
import warnings
from typing import NamedTuple
from urllib.parse import urljoin

NAMESPACES = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2002/07/owl#": "owl:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://www.w3.org/2008/05/skos-xl#": "skosxl:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
    "http://purl.org/dc/terms/": "dct:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://creativecommons.org/ns#": "cc:",
    "http://xmlns.com/foaf/0.1/": "foaf:",
    "https://schema.org/": "schema:",
    "http://schema.org/": "schema:",
    "https://colophon.example/ns#": "colophon:",
}


IN_OTHER_WORDS = {  # what the parser says
    "objectList expected": "something is missing or not in its place, such as a quotation mark or a semicolon",
    "newline found in string literal": "a quotation mark is missing",
    "expected '.' or '}' or ']' at end of statement": "a semicolon, comma or full stop is missing before this",
    "EOF found when expected verb in property list": "the file ends in the middle of a statement",
    "expected directive or statement": "a statement cannot begin like this",
}
SKOS = "http://www.w3.org/2004/02/skos/core#"


class VocabularyError(Exception):
    """Why nothing was loaded. `faults` are sentences that name the file, the line and the concept."""

    def __init__(self, faults):
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


class Text(NamedTuple):
    """A piece of text and its language tag, which may be empty."""

    text: str
    language: str


def statements(text, source):
    """{subject: {predicate: [address or Text]}}; known predicates are shortened, as in skos:broader."""
    import rdflib  # takes a while to import, and nothing else needs it
    from rdflib.plugins.parsers.notation3 import BadSyntax

    def short(address):
        address = str(address)
        namespace = next((known for known in NAMESPACES if address.startswith(known)), None)
        return address.replace(namespace, NAMESPACES[namespace], 1) if namespace else address

    def plain(value):
        return Text(str(value), value.language or "") if isinstance(value, rdflib.Literal) else str(value)

    logging.getLogger("rdflib").setLevel(logging.ERROR)  # what is wrong with a value is told as a fault
    graph = rdflib.Graph(bind_namespaces="none")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)  # or it takes “yes” for false
            graph.parse(data=text, format="turtle", publicID="relative:/")
    except BadSyntax as error:  # its own count of lines is too high after comments
        why = IN_OTHER_WORDS.get(error._why, error._why)
        line = error._str.decode()[: error._i].count("\n") + 1
        raise VocabularyError([f"{source}, line {line}: not Turtle: {why}."]) from error
    except Exception as error:  # where a text breaks off, the parser stumbles in many ways
        raise VocabularyError(
            [f"{source}: not Turtle, or a quotation mark, a bracket or the last full stop is missing."]
        ) from error
    found = {}
    for subject, predicate, value in graph:
        for address in (subject, predicate, value):
            if isinstance(address, rdflib.URIRef) and (space := re.search(r"\s", address)):
                start = address[: space.start()]
                line = text[: text.find(f"<{start}{space[0]}")].count("\n") + 1
                raise VocabularyError([f"{source}, line {line}: a space in the address <{start}; is > missing?"])
        found.setdefault(str(subject), {}).setdefault(short(predicate), []).append(plain(value))
    for about in found.values():  # a graph has no order of its own
        for values in about.values():
            values.sort(key=lambda value: value if type(value) is Text else (value, ""))
    return found


def lines(text):
    """{address: [lines on which statements about it begin]}, as far as the layout of the file tells."""
    prefixes = dict(re.findall(r"(?im)^[ \t]*@?prefix\s+([^\s:]*):\s*<([^>\s]*)>", text))
    base = next(iter(re.findall(r"(?im)^[ \t]*@?base\s+<([^>\s]*)>", text)), "")
    found, begins = {}, True
    for number, line in enumerate(text.split("\n"), 1):
        quoted = 1 + max(line.rfind(mark) for mark in '"<>')  # a # before that may be within an address or a text
        comment = re.search(r"\s#", line[quoted:])
        code = (line[: quoted + comment.start()] if comment else line).strip()
        if not code or code.startswith("#"):
            continue
        if begins:
            token = code.split()[0]
            prefix, _, local = token.partition(":")
            if token.startswith("<"):
                found.setdefault(urljoin(base, token[1:].partition(">")[0]), []).append(number)
            elif prefix in prefixes:
                found.setdefault(prefixes[prefix] + local.replace("\\", ""), []).append(number)
        begins = code.endswith(".")
    return found
