"""JSON-LD: the statements of a text. A context that lies elsewhere is not fetched: such a file is refused."""

import json
import re

from skos import statements
from skos.findings import VocabularyError
from skos.statements import wrong_tag


def triples(text, source):
    """The statements of a text in JSON-LD, those of all its graphs together."""
    try:
        said = json.loads(text)
        elsewhere = next(_elsewhere(said), None)
    except RecursionError as error:
        raise VocabularyError([f"{source}: not JSON-LD: it is nested too deeply."]) from error
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise VocabularyError([f"{source}, line {line}: not JSON, or cut off: {_why(error)}."]) from error
    if elsewhere is not None:
        raise VocabularyError(
            [
                f"{source}: what its words mean is defined elsewhere (@context {elsewhere}), and nothing is fetched. "
                "Save it with its context written into it, or as Turtle."
            ]
        )
    for tag in re.finditer(r'"([A-Za-z]{2,3}_[A-Za-z0-9]+)"', text):
        if re.search(r'"@language"\s*:\s*$', text[max(0, tag.start() - 40) : tag.start()]) or re.match(
            r"\s*:", text[tag.end() : tag.end() + 20]
        ):
            line = text.count("\n", 0, tag.start()) + 1
            raise VocabularyError([f"{source}, line {line}: {wrong_tag(tag[1])}"])
    try:
        return statements.triples(text, "json-ld")
    except Exception as error:  # a context that contradicts itself, which the parser tells in many ways
        raise VocabularyError([f"{source}: not JSON-LD: its context or structure makes no sense."]) from error


def _elsewhere(said):
    """The contexts that are addresses, wherever they stand."""
    waiting = [said]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            contexts = part.get("@context", [])
            for context in contexts if isinstance(contexts, list) else [contexts]:
                if isinstance(context, str):
                    yield context
            if "@import" in part:
                yield str(part["@import"])
            waiting += part.values()


def _why(error):
    return re.sub(r":? line \d+ column.*", "", str(error))[:80]
