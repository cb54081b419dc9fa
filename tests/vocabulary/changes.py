"""The vocabulary changed as publishing changes it: skills merged, split, dropped, and that taken back."""

from dataclasses import replace

from django.db import transaction

from skills.models import Scheme
from skills.states import present
from skos.changes import taken_back
from vocabulary.services.versions import lock, put_out


@transaction.atomic
def publish(change):
    """The Version that `change`, a function of {address: Concept} to the same, leads to."""
    lock()
    scheme = Scheme.objects.get(is_framework=False)
    before = present(scheme)
    return put_out(scheme, before, change(before), by=None)


def replaced(skill, *successors):
    """One is merged into its successor, split into several, or dropped without any; the Version."""

    def change(before):
        heirs = frozenset(heir.uri for heir in successors)
        return before | {skill.uri: replace(before[skill.uri], deprecated=True, replaced_by=heirs)}

    return publish(change)


def undone(version):
    """The next Version, in which what this one changed is as it was."""
    return publish(lambda before: taken_back(before, version.edits)[0])
