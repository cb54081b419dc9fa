"""Load vocabulary files: skills as the next version, frameworks as they are."""

from dataclasses import dataclass, field

from django.db import transaction

from people import events
from reading.text import fold
from skills.frameworks import write_framework
from skills.schemes import scheme_row
from skills.states import digest_of, labels_of, present
from skos.edits import applied, told
from skos.findings import VocabularyError
from vocabulary.loading import asked_for
from vocabulary.services.versions import faults, lock, put_out


@dataclass
class Report:
    """What loading one file did, or would do. False if that is nothing."""

    title: str
    created: list[str] = field(default_factory=list)
    changed: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)  # name: [(what, old, new)]
    deprecated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0

    def __bool__(self):
        return bool(self.created or self.changed or self.deprecated or self.removed)


@transaction.atomic
def load_vocabulary(*vocabularies, dry_run=False, by=None, notes=""):
    """Make the database say what the files say, all of them or none; returns a Report for each.

    Frameworks go first. A skill that its file has dropped is deprecated, never deleted. VocabularyError tells
    what in the database stands in the way. A dry run does everything and takes it back.
    """
    lock()
    _refuse_same_scheme(vocabularies)
    ordered = sorted(vocabularies, key=lambda each: not each.is_framework)
    reports = [
        _load_framework(one, by=by) if one.is_framework else _load_skills(one, by=by, notes=notes) for one in ordered
    ]
    if dry_run:
        transaction.set_rollback(True)
    return reports


def _refuse_same_scheme(vocabularies):
    first = {}
    for vocabulary in vocabularies:
        if (other := first.setdefault(vocabulary.uri, vocabulary)) is not vocabulary:
            raise VocabularyError([f"{vocabulary.place}: {other.place} is the same scheme; load one of them."])


def _load_skills(vocabulary, *, by, notes):
    scheme, was = scheme_row(vocabulary)
    before = present(scheme)
    edits, file, line = asked_for(vocabulary, scheme, before)
    after, trouble = applied(before, edits)
    if lost := [f"{vocabulary.place}: {sentence}" for _, sentence in trouble]:
        raise VocabularyError([*lost, CHANGED_HERE])
    if wrong := list(_told(vocabulary, scheme, before, after)):
        raise VocabularyError(wrong)
    report = _report(vocabulary, before, after)
    facts, version = _facts(scheme, was), scheme.version
    is_new_name = vocabulary.version and vocabulary.version != version and not line
    if before != after or (is_new_name and not scheme.versions.filter(name__iexact=vocabulary.version).exists()):
        is_copy = not before and vocabulary.digest == digest_of(after)
        came = {"wanted": vocabulary.version, "file": file, "came_from": line, "is_copy": is_copy}
        put_out(scheme, before, after, by=by, notes=notes, **came)
        facts += [("version", version, scheme.version)] if before else []
    elif facts:
        events.record("scheme", scheme.pk, "load", by=by, now=scheme.version)
    if facts:
        report.changed[scheme.title] = facts
    return report


def _facts(scheme, was):
    return [(name, value, getattr(scheme, name)) for name, value in was.items()]


CHANGED_HERE = (
    "These were changed in the portal since the file was written. Export the vocabulary of today and write into that, "
    "or upload the file under “Vocabulary” in the portal, where an editor can choose."
)


def _told(vocabulary, scheme, before, after):
    """The faults, each with its place in the file."""
    dropped = {fold(str(concept)): uri for uri, concept in after.items() if uri not in vocabulary.concepts}
    for concept, message in faults(scheme, after):
        place = vocabulary.concepts[concept.uri].place if concept.uri in vocabulary.concepts else vocabulary.place
        old = dropped.get(fold(concept.name))
        if old and concept.uri in vocabulary.concepts and concept.uri not in before:
            yield (
                f"{place}: its preferred label is that of {old}, which the file lacks. Addresses are "
                "permanent: keep the old one, or put that skill back into the file as deprecated, with "
                "dct:isReplacedBy and another preferred label."
            )
        else:
            yield f"{place}: {message}"


def _report(vocabulary, before, after):
    report = Report(vocabulary.title)
    names = labels_of(before | after)
    for uri, new in after.items():
        old = before.get(uri)
        if old is None:
            report.created.append(names[uri])
        elif old == new:
            report.unchanged += 1
        else:
            changes = told(old, new, names)
            if new.deprecated and not old.deprecated:
                successor = "".join(f" (replaced by {names[other]})" for other in sorted(new.replaced_by))
                report.deprecated.append(names[uri] + successor)
                changes = [change for change in changes if change[0] not in {"status", "replaced by"}]
            if changes:
                report.changed[names[uri]] = changes
    return report


def _load_framework(vocabulary, *, by):
    scheme, was, before, after = write_framework(vocabulary)
    report = Report(vocabulary.title)
    if was:
        report.changed[scheme.title] = _facts(scheme, was)
    names = {uri: f"{concept.notation} {concept}".strip() for uri, concept in (before | after).items()}
    report.removed = [names[uri] for uri in before if uri not in after]
    report.created = [names[uri] for uri in after if uri not in before]
    altered = [uri for uri in after if uri in before and before[uri] != after[uri]]
    report.changed |= {names[uri]: told(before[uri], after[uri], names) for uri in altered}
    report.unchanged = len(after) - len(report.created) - len(altered)
    if report:
        events.record("scheme", scheme.pk, "load", by=by, now=scheme.version)
    return report
