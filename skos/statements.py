"""What an RDF file says, as plain values, whatever format it is written in. Nothing is fetched from the network."""

import re
import warnings
from typing import NamedTuple

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
SKOS = "http://www.w3.org/2004/02/skos/core#"
BASE = "relative:/"  # of addresses in a file that are not whole


class Text(NamedTuple):
    """A piece of text and its language tag, which may be empty."""

    text: str
    language: str


def triples(text, what):
    """[(subject, predicate, value)] of rdflib, those of all graphs of a text together; raises whatever rdflib does.

    `what` is its name for the format.
    """
    import rdflib  # takes a while to import, and nothing else needs it

    has_graphs = what in ("json-ld", "trig", "nquads")
    graph = rdflib.Dataset() if has_graphs else rdflib.Graph(bind_namespaces="none")
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # or it takes “yes” for false
        warnings.simplefilter("ignore", DeprecationWarning)  # its parsers use what it will drop itself
        graph.parse(data=text, format=what, publicID=BASE)
        return [quad[:3] for quad in graph.quads()] if has_graphs else list(graph)


def plain(triples):
    """{subject: {predicate: [address or Text]}}; known predicates are shortened, as in skos:broader."""
    import rdflib

    def value_of(value):
        return Text(str(value), value.language or "") if isinstance(value, rdflib.Literal) else str(value)

    words, found = {}, {}
    for subject, predicate, value in triples:
        if (word := words.get(predicate)) is None:
            word = words[predicate] = short(str(predicate))
        found.setdefault(str(subject), {}).setdefault(word, []).append(value_of(value))
    for about in found.values():  # a graph has no order of its own
        for values in about.values():
            values.sort(key=lambda value: value if type(value) is Text else (value, ""))
    return found


def short(address):
    namespace = next((known for known in NAMESPACES if address.startswith(known)), None)
    return address.replace(namespace, NAMESPACES[namespace], 1) if namespace else address


def wrong_tag(tag):
    """What is to be said of a language tag such as en_GB; "" for a good one."""
    if re.fullmatch(r"[A-Za-z]+(_[A-Za-z0-9]+)+", tag):
        return f"the language tag {tag} has an underscore; write a hyphen: {tag.replace('_', '-')}."
    return ""
