"""What a change set would leave of the vocabulary, if it were published now. Writes nothing."""

from dataclasses import dataclass, field
from functools import cached_property

from skills.frameworks import obstacles, present_framework
from skills.models import Scheme
from skills.states import labels_of, present
from skos.concepts import Concept, Vocabulary, state_from_json
from skos.edits import applied, told
from skos.rules import broken
from vocabulary.services.versions import faults as faults_of


@dataclass
class Look:
    """A change set put on the vocabulary of today. States are {address: Concept}."""

    before: dict[str, Concept]
    after: dict[str, Concept]
    trouble: dict[int, list[str]] = field(default_factory=dict)  # {number of a change: why it cannot be made now}
    scheme: Scheme | None = None  # None for a framework that is not there yet
    is_framework: bool = False

    @cached_property
    def faults(self):
        """[(concept, sentence)]: rules that would be broken."""
        if self.is_framework:
            return [*broken(self.after, is_framework=True), *obstacles(self.scheme, self.after)]
        return faults_of(self.scheme, self.after)

    @property
    def is_fit(self):
        """Whether it may be published."""
        return not self.trouble and not self.faults and self.before != self.after

    def told(self):
        """[(concept as it will be, [(what, old, new)], is_new)], in their order; of a new one what is said besides."""
        names = labels_of(self.before | self.after)
        return [
            (concept, told(self.before.get(uri) or _only_called(concept), concept, names), uri not in self.before)
            for uri, concept in self.after.items()
            if self.before.get(uri) != concept
        ]


def _only_called(concept):
    return Concept(concept.uri, name=concept.name, language=concept.language, definition=concept.definition)


def look_at(change_set, changes=None):
    """The Look of a change set; `changes` are all of its own where they are not given."""
    if change_set.is_framework:
        return _framework(change_set)
    before = after = present(change_set.scheme)
    trouble = {}
    for change in change_set.changes.all() if changes is None else changes:
        after, told_of = applied(after, change.edits)
        if told_of:
            trouble[change.pk] = [sentence for _, sentence in told_of]
    return Look(before, after, trouble, scheme=change_set.scheme)


def _framework(change_set):
    before = present_framework(change_set.scheme) if change_set.scheme else {}
    after = framework_in(change_set).concepts
    return Look(before, after, scheme=change_set.scheme, is_framework=True)


def framework_in(change_set):
    """The Vocabulary of a framework that a change set holds, as its file had it."""
    concepts = state_from_json(change_set.file)
    return Vocabulary(place=change_set.title, is_framework=True, concepts=concepts, **change_set.facts)
