"""Turtle and what is written almost like it: the statements of a text, and where in the file things stand."""

import re
from urllib.parse import urljoin

from skos import statements
from skos.findings import VocabularyError
from skos.statements import wrong_tag

IN_OTHER_WORDS = (  # what the parser says, as the beginning of its sentence or a word in it
    (r"objectList expected", "something is missing or not in its place, such as a quotation mark or a semicolon"),
    (r"newline found in string|unterminated string", "a quotation mark is missing"),
    (r"unterminated URI", "the > behind an address is missing"),
    (r"expected '\.' or", "a semicolon, comma or full stop is missing before this"),
    (r"EOF|[Ee]nd of file|found end", "the file ends in the middle of a statement"),
    (r"expected directive or statement|Keyword|keyword", "a statement cannot begin like this"),
    (r'Prefix "(.*):" not bound', r"the prefix \1: is used, and no @prefix line says what it stands for"),
    (r"relative URI", "an address is not whole, and no @base line says what it begins with"),
    (r"escape|hex|Unicode", "a backslash stands before something that it cannot stand before"),
    (r"language code", "behind the @ stands no language"),
    (r"", "something is missing or not in its place"),
)
PARSERS = {"Turtle": "turtle", "TriG": "trig", "N-Quads": "nquads"}


def triples(text, source, what="Turtle"):
    """The statements of a text in Turtle, TriG or N-Quads, those of all its graphs together."""
    import rdflib
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        found = statements.triples(text, PARSERS[what])
    except BadSyntax as error:  # its own count of lines is too high after comments
        read = error._str.decode()
        tag = re.search(r"@([A-Za-z]+)$", read[: error._i])
        rest = re.match(r"_[A-Za-z0-9_]+", read[error._i :])
        why = f"not {what}: {_in_other_words(error._why)}."
        if tag and rest:
            why = wrong_tag(tag[1] + rest[0]) or why
        line = read[: error._i].count("\n") + 1
        raise VocabularyError([f"{source}, line {line}: {why}"]) from error
    except Exception as error:  # where a text breaks off, the parser stumbles in many ways
        raise VocabularyError(
            [f"{source}: not {what}, or a quotation mark, a bracket or the last full stop is missing."]
        ) from error
    for address in {address for triple in found for address in triple if isinstance(address, rdflib.URIRef)}:
        if space := re.search(r"\s", address):
            start = address[: space.start()]
            line = text[: text.find(f"<{start}{space[0]}")].count("\n") + 1
            raise VocabularyError([f"{source}, line {line}: a space in the address <{start}; is > missing?"])
    return found


def _in_other_words(why):
    return next(found.expand(said) for sign, said in IN_OTHER_WORDS if (found := re.search(sign, why)))


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
