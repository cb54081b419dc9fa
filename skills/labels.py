"""One label in several languages. In the database a label belongs to one skill, whatever the language."""

from dataclasses import replace

from reading.text import quoted
from skills.rules import fold


def settled(concepts):
    """({address: Concept}, [(address, message)]): without labels that are there already in another language.

    Of two concepts the one that is shown by it, or has it in English, keeps it. Two in one language stay: a fault.
    """
    owners = {}  # folded label: (address, language)
    for uri, concept in concepts.items():
        if concept.name:
            owners.setdefault(fold(concept.name), (uri, _language(concept.language)))
    kept = {uri: [] for uri in concepts}
    left_out = []
    for is_first in (True, False):
        for uri, concept in concepts.items():
            for name in concept.labels:
                language = _language(name.language)
                if is_first != (language in ("en", _language(concept.language))):
                    continue
                owner, its_language = owners.setdefault(fold(name.text), (uri, language))
                if language == its_language or (owner, its_language) == (uri, language):
                    kept[uri].append(name)
                elif owner != uri:
                    whose = f"that of {quoted(concepts[owner].name)} in another language"
                    left_out.append(
                        (uri, f"its label {quoted(name.text)} ({name.language}) is {whose}; it is left out.")
                    )
    order = {uri: {name: place for place, name in enumerate(concept.labels)} for uri, concept in concepts.items()}
    return {
        uri: replace(concept, labels=tuple(sorted(kept[uri], key=order[uri].get))) for uri, concept in concepts.items()
    }, left_out


def _language(tag):
    """Without country and script; text without a language counts as English."""
    return tag.lower().partition("-")[0] or "en"
