"""Gather changes, publish them as a version, take the last version back. Only editors."""

from django.db import transaction
from django.utils import timezone

from config.errors import Refused
from people.powers import only_editors
from reading.text import quoted
from skills.models import Scheme, Skill
from skills.states import present
from skos.changes import taken_back, verb_of
from skos.concepts import state_from_json
from skos.edits import applied, renewed
from skos.findings import VocabularyError
from vocabulary.looks import framework_in, look_at
from vocabulary.models import Change, ChangeSet, Proposal
from vocabulary.services.answers import take_up
from vocabulary.services.loading import load_vocabulary
from vocabulary.services.versions import faults, lock, put_out

MOST_CHANGES = 500  # in one set
FACTS = ("title", "licence", "attribution")  # of the scheme, as a file has them


class Unfit(Refused):
    """Rules would be broken: `faults` are the sentences."""

    def __init__(self, sentences):
        self.faults = list(sentences)
        super().__init__(" ".join(self.faults))


def own_scheme():
    """The Scheme of the skills, or None where no vocabulary is loaded."""
    return Scheme.objects.filter(is_framework=False).order_by("pk").first()


@transaction.atomic
def open_change_set(*, title, by):
    """A ChangeSet to gather changes in; any number may be open. One that was left empty is taken up again."""
    only_editors("change the vocabulary", by=by)
    scheme = own_scheme()
    if scheme is None:
        raise Refused("There is no vocabulary yet. Whoever runs this portal loads one with manage.py load_vocabulary.")
    empty = ChangeSet.objects.open().filter(scheme=scheme, opened_by=by.pk, title=title, changes=None, revision=1)
    if left := empty.first():
        return left
    return ChangeSet.objects.create(scheme=scheme, title=title, opened_by=by.pk, opened_at=timezone.now())


def _held(change_set):
    """The set as it is now, locked; Refused where it is open no more."""
    held = ChangeSet.objects.select_for_update(of=("self",)).get(pk=change_set.pk)
    if held.version_id:
        raise Refused(f"{quoted(held)} was published as version {held.version} meanwhile. Nothing was changed.")
    if held.dropped_at:
        raise Refused(f"{quoted(held)} was dropped meanwhile. Nothing was changed.")
    if held.loaded_at:
        raise Refused(f"{quoted(held)} was loaded meanwhile. Nothing was changed.")
    return held


def _touch(change_set):
    change_set.revision += 1
    change_set.save()


@transaction.atomic
def add_change(change_set, *, by, uri, edits, reason="", proposals=()):
    """Put edits into an open set as one Change of the concept at `uri`, which may be new.

    Refused where they change nothing or meet another value than they were made for; Unfit where a rule would be
    broken that was not before. `proposals` are taken up by it.
    """
    only_editors("change the vocabulary", by=by)
    change_set = _held(change_set)
    if not edits:
        raise Refused("Nothing of this is different from how it is. Nothing was added.")
    if change_set.changes.count() >= MOST_CHANGES:
        raise Refused(f"A change set holds {MOST_CHANGES} changes. Publish this one first.")
    sofar = look_at(change_set)
    after, trouble = applied(sofar.after, edits)
    if trouble:
        raise Refused(" ".join(_sentence(sentence) for _, sentence in trouble))
    if wrong := faults(change_set.scheme, after):
        known = {(concept.uri, sentence) for concept, sentence in sofar.faults}
        wrong = [pair for pair in wrong if (pair[0].uri, pair[1]) not in known]
    if wrong:
        raise Unfit(_sentence(sentence if one.uri == uri else f"{quoted(one)}: {sentence}") for one, sentence in wrong)
    last = change_set.changes.last()
    change = Change.objects.create(
        change_set=change_set,
        position=last.position + 1 if last else 1,
        verb=verb_of(uri, edits),
        uri=uri,
        label=str(after[uri])[:100],
        edits=edits,
        reason=reason,
        made_by=by.pk,
        made_at=timezone.now(),
    )
    _take(proposals, change)
    _touch(change_set)
    return change


def _take(proposals, change):
    """Refused where somebody answered one of them meanwhile, or took it into a set."""
    wanted = [proposal.pk for proposal in proposals]
    waiting = list(Proposal.objects.select_for_update(of=("self",)).waiting().filter(pk__in=wanted))
    if len(waiting) < len(wanted):
        raise Refused("Somebody has dealt with this proposal meanwhile. Nothing was added.")
    for proposal in waiting:
        proposal.change = change
        proposal.save(update_fields=["change"])


def change_in(change_set, number):
    """The Change of a set, by its number; Refused where it is out of it by now."""
    if found := change_set.changes.filter(pk=number).first():
        return found
    raise Refused("Somebody took this change out of the set meanwhile. Here is how it is now.")


def _sentence(text):
    return f"{text[:1].upper()}{text[1:]}"


@transaction.atomic
def remove_change(change, *, by):
    """Take a change out of its open set; proposals that it took up wait again."""
    only_editors("change the vocabulary", by=by)
    change_set = _held(change.change_set)
    change_in(change_set, change.pk).delete()
    _touch(change_set)
    return change_set


@transaction.atomic
def renew_change(change, *, by):
    """Say of a change that met another value than it was made for that it is to be made all the same.

    What of it can be made as it was meant stays as it is.
    """
    only_editors("change the vocabulary", by=by)
    change_set = _held(change.change_set)
    change = change_in(change_set, change.pk)
    before = [one for one in change_set.changes.all() if (one.position, one.pk) < (change.position, change.pk)]
    concepts = look_at(change_set, before).after
    if change.uri not in concepts and not any("new" in edit for edit in change.edits):
        raise Refused("That skill is not in the vocabulary any more. Remove this change.")
    stuck = [edit for edit, _ in applied(concepts, change.edits)[1] if edit["uri"] in concepts]
    change.edits = [renewed(edit, concepts[edit["uri"]]) if edit in stuck else edit for edit in change.edits]
    change.save(update_fields=["edits"])
    _touch(change_set)
    return change


@transaction.atomic
def describe(change_set, *, by, seen, title=None, notes=None):
    """What the set is called, and what its version will say is new, of which None leaves what it says.

    `seen` is as in `publish`.
    """
    only_editors("change the vocabulary", by=by)
    change_set = _held(change_set)
    if seen != change_set.revision:
        said = f" It is called {quoted(change_set.title)}." if title not in (None, change_set.title) else ""
        if change_set.notes and notes not in (None, change_set.notes):
            said += f" Its notes are: {quoted(change_set.notes)}."
        raise Refused(f"Somebody changed this set after you opened it; yours is not saved yet.{said}")
    _say(change_set, title, notes)
    _touch(change_set)
    return change_set


def _say(change_set, title, notes):
    change_set.title = change_set.title if title is None else title
    change_set.notes = change_set.notes if notes is None else notes


@transaction.atomic
def drop(change_set, *, by):
    """Give a set up. It stays to be looked at; proposals that it took up wait again."""
    only_editors("change the vocabulary", by=by)
    change_set = _held(change_set)
    for change in change_set.changes.all():
        change.proposals.update(change=None)
    change_set.dropped_at = timezone.now()
    _touch(change_set)
    return change_set


@transaction.atomic
def publish(change_set, *, by, seen, title=None, notes=None):
    """Publish an open set as the next version, which is returned (a framework has none: None).

    `title` and `notes` are as `describe` takes them; None leaves what the set says. `seen` is the revision that `by`
    looked at. Refused, with nothing changed, where somebody changed the set since or published something that it does
    not go with.
    """
    only_editors("publish the vocabulary", by=by)
    lock()
    change_set = _held(change_set)
    if seen != change_set.revision:
        raise Refused("Somebody changed this set after you opened it. Please look at it again before you publish it.")
    _say(change_set, title, notes)
    if change_set.is_framework:
        return _publish_framework(change_set, by=by)
    changes = list(change_set.changes.prefetch_related("proposals"))
    look = look_at(change_set, changes)
    if look.trouble or look.faults:
        raise Refused("Not everything in this set can be published as it is: see below what is in the way.")
    if look.before == look.after:
        raise Refused("There is nothing in this set that would change the vocabulary.")
    reasons = {}
    for change in changes:
        if change.reason and change.reason not in reasons.get(change.uri, ""):
            reasons[change.uri] = " ".join(filter(None, (reasons.get(change.uri), change.reason)))
    version = put_out(
        change_set.scheme,
        look.before,
        look.after,
        by=by,
        notes=change_set.notes,
        wanted=change_set.facts.get("version", ""),
        reasons=reasons,
        file=_file_of(change_set),
        came_from=change_set.came_from,
    )
    if facts := {name: change_set.facts[name] for name in FACTS if change_set.facts.get(name)}:  # a file's
        Scheme.objects.filter(pk=change_set.scheme_id).update(**facts)
    change_set.version = version
    _touch(change_set)
    for change in changes:
        for proposal in change.proposals.all():
            take_up(proposal, Skill.objects.get(uri=change.uri), version)
    return version


def _publish_framework(change_set, *, by):
    look = look_at(change_set)
    if look.faults:
        raise Refused("This framework cannot be loaded as it is: see below what is in the way.")
    try:
        load_vocabulary(framework_in(change_set), by=by)
    except VocabularyError as error:
        raise Unfit(error.faults) from error
    change_set.scheme = Scheme.objects.get(uri=change_set.facts["uri"])
    change_set.loaded_at = timezone.now()
    _touch(change_set)


def _file_of(change_set):
    """The state that the file of a set asked for, as `put_out` takes it."""
    return None if change_set.file is None else state_from_json(change_set.file)


@transaction.atomic
def undo(version, *, by, reason):
    """Publish a next version that reverses the last one; nothing that was published goes (`changes.taken_back`)."""
    only_editors("publish the vocabulary", by=by)
    lock()
    last = version.scheme.versions.first()
    if version != last:
        raise Refused(f"Only the last version can be undone, and {last} came after {version}.")
    if version.number < 2 and not version.scheme.versions.filter(number__lt=version.number).exists():
        raise Refused("This is the first version: with it undone there would be no vocabulary.")
    before = present(version.scheme)
    after, trouble = taken_back(before, version.edits)
    if trouble or (broken := faults(version.scheme, after)):
        told = [sentence for _, sentence in (trouble or broken)]
        raise Unfit(_sentence(sentence) for sentence in told)
    if before == after:
        raise Refused("There is nothing to undo in it.")
    return put_out(version.scheme, before, after, by=by, notes=reason, undoes=version)
