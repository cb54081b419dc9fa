"""RDF/XML: the statements of a text, and where in the file things stand. Entities that could do harm are refused."""

import re
from urllib.parse import urljoin
from xml.parsers import expat

from skos import statements
from skos.findings import VocabularyError
from skos.statements import BASE, wrong_tag

LONGEST_ENTITY = 200  # characters; they stand for the beginnings of addresses
MOST_EXPANDED = 50 * 1024 * 1024  # characters that all entities together may stand for
RDF, XML = "http://www.w3.org/1999/02/22-rdf-syntax-ns# ", "http://www.w3.org/XML/1998/namespace "


def triples(text, source):
    """(statements, {address: [lines on which elements about it begin]}) of a text in RDF/XML."""
    text = re.sub(r"(^\s*<\?xml[^>]*?)\s+encoding\s*=\s*([\"'])[\w.-]+\2", r"\1", text).lstrip()
    lines = _lines(text, source)
    try:
        return statements.triples(text, "xml"), lines
    except Exception as error:  # what the elements say is no RDF, which the parser tells in many ways
        where = re.match(r".*?:(\d+):\d+: (.*)", str(error), re.DOTALL)
        line, why = (f", line {where[1]}", f": {' '.join(where[2].split())}") if where else ("", "")
        raise VocabularyError([f"{source}{line}: not RDF/XML{why.rstrip('.')}."]) from error


def _lines(text, source):
    """Where the elements stand. Refuses what is not well-formed, and what is defined elsewhere or many times over."""
    parser = expat.ParserCreate(namespace_separator=" ")
    bases, found, entities = [BASE], {}, {}

    def refuse(message):
        raise VocabularyError([f"{source}, line {parser.CurrentLineNumber}: {message}"])

    def doctype(name, system, public, has_subset):
        if system or public:
            refuse(f"its document type is defined elsewhere ({system or public}), and nothing is fetched.")

    def entity(name, is_parameter, value, base, system, public, notation):
        if is_parameter or value is None:
            refuse(f"the entity {name} is defined elsewhere or made of others; that is not read.")
        if "&" in value or len(value) > LONGEST_ENTITY:
            refuse(f"the entity {name} is made of others, or is long; that is not read.")
        entities[name] = value

    def start(name, attributes):
        if why := wrong_tag(attributes.get(f"{XML}lang", "")):
            refuse(why)
        bases.append(urljoin(bases[-1], attributes.get(f"{XML}base", "")))
        own = attributes.get(f"{RDF}ID")
        about = f"#{own}" if own is not None else attributes.get(f"{RDF}about")
        if about is not None:
            found.setdefault(urljoin(bases[-1], about), []).append(parser.CurrentLineNumber)

    parser.StartDoctypeDeclHandler, parser.EntityDeclHandler = doctype, entity
    parser.StartElementHandler, parser.EndElementHandler = start, lambda name: bases.pop()
    parser.EndDoctypeDeclHandler = lambda: _bounded(text, entities, refuse)
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        why = expat.ErrorString(error.code)
        raise VocabularyError([f"{source}, line {error.lineno}: not well-formed XML: {why}."]) from error
    return found


def _bounded(text, entities, refuse):
    if sum(text.count(f"&{name};") * len(value) for name, value in entities.items()) > MOST_EXPANDED:
        refuse("its entities stand for more text than a vocabulary has.")
