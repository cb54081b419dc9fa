"""Publish a state of the vocabulary as its next version: the one place where the vocabulary changes."""

import re

from django.db import connection
from django.utils import timezone

from people import events
from postgres.locks import wait_for_turn
from reading.text import fold, quoted
from skills.models import Competence, Label, Mapping, Reach, Skill, Term, Word
from skills.states import digest_of
from skills.writing import write
from skos.concepts import MATCHES, state_as_json, state_from_json
from skos.edits import applied, difference
from skos.history import with_history
from skos.rules import broken
from vocabulary.models import Version
from vocabulary.services import telling
from vocabulary.services.answers import take_up_same_words

MANY = 50  # skills of one change: the database has not seen so many coming


def lock():
    """Whoever changes the vocabulary queues here, until the transaction ends."""
    wait_for_turn("vocabulary")


def faults(scheme, after):
    """[(Concept, sentence)]: why the concepts `after` cannot be published as a state of this scheme."""
    return [*broken(after), *_obstacles(scheme, after)]


def _obstacles(scheme, after):
    """What only the database knows of."""
    known = set(Competence.objects.values_list("uri", flat=True))
    elsewhere = Skill.objects.exclude(scheme=scheme)
    addresses = set(elsewhere.filter(uri__in=after).values_list("uri", flat=True))
    slugs, labels = {}, {}
    for skill in elsewhere.exclude(uri__in=after).prefetch_related("labels"):
        slugs[skill.slug] = skill.uri
        labels |= {fold(text): skill.uri for text in (skill.name, *map(str, skill.labels.all()))}
    for concept in after.values():
        if concept.uri in addresses:
            yield concept, "the address belongs to another scheme in the database."
        if concept.slug in slugs:
            yield concept, f"the slug {quoted(concept.slug)} belongs to {slugs[concept.slug]} already."
        for text in (concept.name, *(name.text for name in concept.labels)):
            if owner := labels.get(fold(text)):
                yield concept, f"the label {quoted(text)} belongs to {owner} already."
        matched = frozenset().union(*(getattr(concept, match) for match in MATCHES))
        for uri in sorted(matched - known):
            yield (
                concept,
                f"it is matched to {uri}, which is not in the database. "
                "Load the file of that framework first, or correct the address.",
            )


def put_out(
    scheme, before, after, *, by, notes="", wanted="", reasons=None, file=None, came_from="", undoes=None, is_copy=False
):
    """Write `after` where `before` is, and return the Version; call it under `lock()`, after `faults`.

    `wanted` is the name that the version should have, where that is free; `reasons` are {address: why}; `file`
    is the state {address: Concept} that a file asked for. A copy of another portal's brings its history along.
    """
    last = last_version(scheme, before)
    name = next_name(scheme, wanted)
    now = timezone.now()
    if not is_copy:
        after = with_history(before, after, version=name, on=timezone.localdate(now), reasons=reasons or {})
    touched = write(scheme, before, after, on=timezone.localdate(now))
    if len(touched) >= MANY:
        _take_stock()
    version = Version.objects.create(
        scheme=scheme,
        number=last.number + 1 if last else 1,
        name=name,
        published_at=now,
        notes=notes,
        edits=difference(before, after),
        reasons=reasons or {},
        digest=digest_of(after),
        file=None if file is None else state_as_json(file),
        came_from=came_from,
        undoes=undoes,
    )
    scheme.version = name
    scheme.save(update_fields=["version"])
    telling.queue(version)
    take_up_same_words(version, [concept for uri, concept in after.items() if concept != before.get(uri)])
    events.record("scheme", scheme.pk, "publish", by=by, was=last.name if last else "", now=name)
    return version


def _take_stock():
    """Have the database look how much there is now: what it plans for empty tables takes minutes with full ones."""
    tables = [model._meta.db_table for model in (Skill, Label, Reach, Term, Word, Mapping, Skill.broader.through)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(map(connection.ops.quote_name, tables)))


def last_version(scheme, concepts):
    """The newest version of a scheme; None for an empty one.

    Where there are skills from before versions were kept, they become number 0 first.
    """
    if last := scheme.versions.first():
        return last
    if not concepts:
        return None
    return Version.objects.create(
        scheme=scheme,
        number=0,
        name=scheme.version or "0",
        published_at=timezone.now(),
        digest=digest_of(concepts),
        file=state_as_json(concepts),
    )


def next_name(scheme, wanted=""):
    """`wanted` if no version has it; else the last one's with its last number raised: 1.1 after 1.0.

    A name is part of the address of a page, and browsers leave dots and slashes at its ends out of that.
    """
    taken = {name.lower() for name in scheme.versions.values_list("name", flat=True)}
    last = scheme.version.strip("./ ") or "1.0"
    name = wanted.strip("./ ") or last
    if name.lower() in taken:
        name = last
    while name.lower() in taken:
        raised = re.sub(r"(\d+)(?!.*\d)", lambda found: str(int(found[1]) + 1), name)
        name = raised if raised != name else f"{name}.1"
    return name


def state_at(version):
    """{address: Concept} as this version left them."""
    concepts = {}
    for one in version.scheme.versions.filter(number__lte=version.number).order_by("number"):
        if one.number == 0:
            concepts = state_from_json(one.file)
        concepts, _ = applied(concepts, one.edits)
    return concepts
