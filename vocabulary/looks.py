"""What a change set would leave of the vocabulary, if it were published now. Writes nothing."""

from dataclasses import dataclass, field

from skills.frameworks import in_the_way, present_framework
from skills.states import labels_of, present
from skos.concepts import Concept, Vocabulary, from_json
from skos.edits import applied, told
from skos.rules import broken
from vocabulary.services.versions import faults


@dataclass
class Look:
    """A change set put on the vocabulary of today. States are {address: Concept}."""

    before: dict[str, Concept]
    after: dict[str, Concept]
    trouble: dict[int, list[str]] = field(default_factory=dict)  # {number of a change: why it cannot be made now}
    faults: list[tuple[Concept, str]] = field(default_factory=list)  # rules that would be broken

    @property
    def is_fit(self):
        """Whether it may be published."""
        return not self.trouble and not self.faults and self.before != self.after

    def told(self):
        """[(concept as it will be, [(what, old, new)] or [] for a new one, is_new)], in their order."""
        names = labels_of(self.before | self.after)
        return [
            (concept, [] if was is None else told(was, concept, names), was is None)
            for uri, concept in self.after.items()
            if (was := self.before.get(uri)) != concept
        ]


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
    return Look(before, after, trouble, faults(change_set.scheme, after))


def _framework(change_set):
    before = present_framework(change_set.scheme) if change_set.scheme else {}
    after = framework_in(change_set).concepts
    return Look(
        before, after, faults=[*broken(after, is_framework=True), *in_the_way(change_set.scheme, before, after)]
    )


def framework_in(change_set):
    """The Vocabulary of a framework that a change set holds, as its file had it."""
    concepts = {uri: from_json(uri, facts) for uri, facts in change_set.file.items()}
    return Vocabulary(place=change_set.title, is_framework=True, concepts=concepts, **change_set.facts)
