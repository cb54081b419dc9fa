"""What must hold between the concepts of a vocabulary, wherever a change comes from: a file, a form, a proposal."""

import re
import unicodedata
from graphlib import CycleError, TopologicalSorter

from reading.addresses import RESERVED
from reading.characters import says_something
from reading.text import fold, one_line, quoted
from skos.concepts import AGEING, KINDS, LENGTHS, LEVELS, LINKS, MATCHES, NATURES, SORTS

MOST_CIRCLES = 20  # are told at once
MISSING = {
    "name": "it has no preferred label.",
    "definition": "it has no definition.",
    "kind": f"it has no kind; there are {', '.join(KINDS)}.",
}
NO_ADDRESS = "{} is no address: https:// and at most 200 characters, none a space."


def broken(concepts, *, is_framework=False):
    """Yield (concept, message) for every rule that one of the concepts, {address: Concept}, breaks."""
    for uri, concept in concepts.items():
        if not is_address(uri):
            yield concept, NO_ADDRESS.format(uri)
    yield from _links_known(concepts)
    yield from _circles(concepts, "broader")
    if is_framework:
        yield from _framework(concepts)
        return
    yield from _circles(concepts, "leads_to")
    yield from _circles(concepts, "replaced_by")
    yield from _labels(concepts)
    slugs = {}
    above = ancestors({uri: concept.broader for uri, concept in concepts.items()})
    for uri, concept in concepts.items():
        yield from ((concept, message) for message in _of_one(concept))
        if (first := slugs.setdefault(concept.slug, uri)) != uri:
            yield concept, f"its slug {quoted(concept.slug)} is that of {first} already."
        for other in sorted(concept.related):
            if other in concepts and uri not in concepts[other].related:
                yield concept, f"{_called(concepts[other])} is related to it only one way round; it has to be both."
        for other in sorted(concept.related & above[uri]):
            yield concept, f"{_called(concepts[other])} is both related to it and broader than it."


def _of_one(concept):
    """What a concept says of itself."""
    yield from _texts(concept)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept.slug):
        yield "its address must end in a slug: small letters a to z, digits, single hyphens."
    elif len(concept.slug) > LENGTHS["slug"]:
        yield f"its slug is longer than {LENGTHS['slug']} characters."
    if concept.slug in RESERVED:
        yield f"its slug {quoted(concept.slug)} is an address of the portal’s own; choose another."
    if concept.kind and concept.kind not in KINDS:
        yield f"the kind {quoted(concept.kind)} is unknown; there are {', '.join(KINDS)}."
    if concept.nature and concept.nature not in NATURES:
        yield f"a skill is technical or soft, not {quoted(concept.nature)}."
    if concept.ageing and concept.ageing not in AGEING:
        yield f"a skill ages in {', '.join(AGEING[:-1])} or {AGEING[-1]} months, not in {quoted(concept.ageing)}."
    if concept.emerging and not re.fullmatch(r"(19|2[0-9])[0-9][0-9]", concept.emerging):
        yield f"{quoted(concept.emerging)} is no year: write four digits, such as 2025."
    yield from (message for fact, message in MISSING.items() if not getattr(concept, fact))
    for name in [*sorted(name.text for name in concept.labels), concept.name]:
        if len(name) > LENGTHS["label"]:
            yield f"its label {quoted(f'{name[:40]}…')} has {len(name)} characters; {LENGTHS['label']} are allowed."
        if ";" in name:
            yield f"its label {quoted(name)} has a semicolon; forms use that between skills."
    if len(concept.definition) > LENGTHS["definition"]:
        yield f"its definition has {len(concept.definition)} characters; {LENGTHS['definition']} are allowed."
    if concept.replaced_by and not concept.deprecated:
        yield "it has a replacement (dct:isReplacedBy) but not “owl:deprecated true”."
    matched = {}
    for fact in MATCHES:
        for other in sorted(getattr(concept, fact)):
            if not is_address(other):
                yield NO_ADDRESS.format(other)
            if first := matched.get(other):
                yield f"{other} is given both as {MATCH_WORDS[first]} and as {MATCH_WORDS[fact]} match."
            matched.setdefault(other, fact)


def _texts(concept):
    """What every text is held to, so that a file says the same as the database."""
    brief = {"definition": concept.definition, "version that it came with": concept.since}
    levels = {f"level {quoted(level)}": getattr(concept, level) for level in LEVELS}
    labels = {(f"{sort} label", text) for sort, text, _ in names_of(concept)}
    notes = {("history note", text) for text in concept.history}
    for what, text in [*sorted(labels), *brief.items(), *levels.items(), *sorted(notes)]:
        if is_unseen(tidy(text, lines=True)):
            yield f"its {what} has a character in it that cannot be shown."
        elif not says_something(text) and (text or what in ("history note", "alternative label", "hidden label")):
            yield f"its {what} is empty."
        elif text != tidy(text, lines=what in levels or what == "history note"):
            yield f"its {what} {quoted(one_line(text)[:40])} has spaces or line breaks that it should not have."
    for what, text in levels.items():
        if len(text) > LENGTHS["level"]:
            yield f"its {what} {quoted(f'{text[:40]}…')} has {len(text)} characters; {LENGTHS['level']} are allowed."
    if len(concept.since) > LENGTHS["since"]:
        yield f"the version {quoted(concept.since)} that it came with has more than {LENGTHS['since']} characters."
    for tag in sorted({concept.language, *(name.language for name in concept.labels)} - {""}):
        if not re.fullmatch(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", tag) or len(tag) > LENGTHS["language"]:
            yield f"{quoted(tag)} is no language tag: letters and hyphens such as en-GB, {LENGTHS['language']} at most."


def tidy(text, *, lines=False):
    """As every form's text comes in; what no text should have is left for the fault that tells of it.

    `lines`: line breaks stay, without empty lines.
    """
    if lines:
        return "\n".join(filter(None, map(tidy, text.splitlines())))
    plain = " ".join(text.split())
    return unicodedata.normalize("NFC", plain) if is_unseen(plain) else one_line(plain)


def is_unseen(text):
    """Whether there are control characters in it, halves of characters, or some that mean nothing."""
    if text.isascii() and text.isprintable():
        return False
    return any(unicodedata.category(character) in UNSEEN for character in text if character != "\n")


UNSEEN = {"Cc", "Cs", "Co", "Cn"}


def is_address(text):
    return len(text) <= LENGTHS["uri"] and bool(re.fullmatch(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+", text))


MATCH_WORDS = {
    "exact": "an exact",
    "close": "a close",
    "broad": "a broad",
    "narrow": "a narrow",
    "related_match": "a related",
}


def ancestors(broader):
    """{node: everything reached from it over `broader`, without itself unless it is in a circle}."""
    reached = {}
    for node in broader:
        reached[node], waiting = set(), [*broader[node]]
        while waiting:
            above = waiting.pop()
            if above not in reached[node]:
                reached[node].add(above)
                waiting.extend(broader.get(above, ()))
    return reached


def successors(replaced_by):
    """{node: where its replacements end, a set}; empty for what is replaced by nothing. All circles are left out."""
    return {
        node: {end for end in reached if not replaced_by.get(end)} for node, reached in ancestors(replaced_by).items()
    }


def _links_known(concepts):
    for uri, concept in concepts.items():
        for fact, word in LINKS.items():
            links = getattr(concept, fact)
            for other in sorted(other for other in links if other not in concepts):
                yield concept, f"{word} names {other}, which is not in the vocabulary."
            if uri in links and fact == "related":
                yield concept, "it is related to itself."


def _circles(concepts, fact):
    """One message for each circle in the links of one sort, with the whole way round."""
    links = {uri: set(getattr(concept, fact)) & concepts.keys() for uri, concept in concepts.items()}
    place = {uri: number for number, uri in enumerate(concepts)}
    for _ in range(MOST_CIRCLES):
        try:
            TopologicalSorter(links).prepare()
            return
        except CycleError as error:
            circle = error.args[1][::-1]
        start = min(range(len(circle) - 1), key=lambda i: place[circle[i]])
        circle = circle[start:-1] + circle[: start + 1]
        way = " → ".join(concepts[uri].name or uri for uri in circle)
        yield concepts[circle[0]], f"{LINKS[fact]} goes round in a circle: {way}."
        links[circle[0]].discard(circle[1])


def language_of(tag):
    """A language without country and script; text without a language counts as English."""
    return tag.lower().replace("_", "-").partition("-")[0] or "en"


def _labels(concepts):
    """Preferred and alternative labels belong to one skill in a language; a hidden one may lead to several.

    Within one concept a text stands once in a language, and of preferred ones there is one in each. The one that is
    shown is that of one skill in all languages; that of a deprecated skill may go on as another label of a living one.
    """
    owners, shown = {}, {}
    for concept in concepts.values():
        own, preferred = {}, set()
        for number, (sort, text, language) in enumerate(names_of(concept)):
            if sort == "preferred":
                if language in preferred:
                    yield concept, f"it has two preferred labels in one language: {quoted(text)} is the second."
                preferred.add(language)
            key = fold(text), language
            if first := own.get(key):
                yield concept, f"its {sort} label {quoted(text)} is its own already ({first} label)."
                continue
            own[key] = sort
            is_shown = number == 0 and bool(concept.name)
            owner, first = shown.setdefault(key[0], (concept, sort)) if is_shown else (concept, sort)
            if owner is concept and sort != "hidden" and not (is_shown and concept.deprecated):
                owner, first = owners.setdefault(key, (concept, sort))
            if owner is not concept:
                yield concept, f"its {sort} label {quoted(text)} is that of {_called(owner)} already ({first} label)."


def names_of(concept):
    """All labels of a concept, [(sort, text, language without country)], the shown one first and hidden ones last."""
    names = [("preferred", concept.name, concept.language)] if concept.name else []
    names += sorted(((name.sort, *name[:2]) for name in concept.labels), key=lambda name: (SORTS.index(name[0]), name))
    return [(sort, text, language_of(language)) for sort, text, language in names]


def _framework(concepts):
    notations = {}
    for concept in concepts.values():
        if (first := notations.setdefault(concept.notation, concept)) is not concept and concept.notation:
            yield concept, f"its notation {quoted(concept.notation)} is that of {_called(first)} already."
        if len(concept.broader) > 1:
            yield concept, "it stands in two areas (skos:broader); a competence has one."


def _called(concept):
    return f"{quoted(concept.name)} ({concept.uri})" if concept.name else concept.uri
