"""A text in any of the formats, as statements and as lines on which they stand."""

import logging

from skos import formats, jsonld, rdfxml, turtle
from skos.findings import VocabularyError
from skos.statements import plain


def statements(text, source):
    """({subject: {predicate: [address or Text]}}, {subject: [lines]}); VocabularyError calls the file `source`."""
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # what is wrong with a value is told as a fault
    what = formats.format_of(text, source)
    if what == "RDF/XML":
        found, lines = rdfxml.triples(text, source)
        return plain(found), lines
    if what == "JSON-LD":
        return plain(jsonld.triples(text, source)), {}
    try:
        found = turtle.triples(text, source)
    except VocabularyError:
        what = formats.relative_of_turtle(text)
        if not what:
            formats.refuse_likely(text, source)
            raise
        found = turtle.triples(text, source, what)
    return plain(found), turtle.lines(text)
