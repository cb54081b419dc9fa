"""A text in any of the formats, as statements and as lines on which they stand."""

import logging
import re

from reading.text import quoted
from skos import formats, jsonld, rdfxml, turtle
from skos.findings import VocabularyError
from skos.statements import plain


def statements(text, source):
    """({subject: {predicate: [address or Text]}}, {subject: [lines]}); VocabularyError calls the file `source`."""
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # what is wrong with a value is told as a fault
    found, lines = _read(text, source)
    if re.search(r"\\u[dD][89a-fA-F]|\\U0000[dD][89a-fA-F]", text):
        _refuse_halves(found, source)
    return plain(found), lines


def _refuse_halves(found, source):
    """Nothing can keep or show one half of a character, as programs write it that cut texts at a length."""
    for value in (str(value) for triple in found for value in triple):
        if half := re.search(r"[\ud800-\udfff]", value):
            whole = value.encode(errors="replace").decode()
            code = f"\\u{ord(half[0]):04x}"
            raise VocabularyError([f"{source}: {code} in {quoted(whole[:60])} is half a character. Write the whole."])


def _read(text, source):
    what = formats.format_of(text, source)
    if what == "RDF/XML":
        found, lines = rdfxml.triples(text, source)
        return found, lines
    if what == "JSON-LD":
        return jsonld.triples(text, source), {}
    try:
        found = turtle.triples(text, source)
    except VocabularyError:
        what = formats.relative_of_turtle(text)
        if not what:
            formats.refuse_likely(text, source)
            raise
        found = turtle.triples(text, source, what)
    return found, turtle.lines(text)
