"""What is derived from the links of the vocabulary is right after any sequence of changes."""

import datetime

import pytest
from hypothesis import given

from skills.models import Reach, Scheme, Skill
from skills.states import present
from skills.writing import write
from skos.rules import broken
from tests.helpers import as_if, often
from tests.skos.files import SCHEME
from tests.skos.made import sequences

DAY = datetime.date(2026, 11, 26)


def naive(concepts):
    """({skill: what stands for it}, {(broad, skill)}) by going from link to link."""

    def ends(uri):
        return set().union(*(ends(new) or {new} for new in concepts[uri].replaced_by))

    instead = {uri: ends(uri).pop() if len(ends(uri)) == 1 else None for uri in concepts}

    def above(uri):
        steps = {instead[uri]} if instead[uri] else concepts[uri].broader
        return {uri}.union(*map(above, steps))

    return instead, {(broad, uri) for uri in concepts for broad in above(uri)}


@pytest.mark.soak
def test_reach_and_instead_are_right_after_any_changes(db):
    scheme = Scheme.objects.create(uri=SCHEME, slug="skills", title="Skills")

    @often(15)
    @given(sequences())
    def holds(states):
        with as_if():
            before = {}
            for after in states:
                assert not list(broken(after))
                touched = write(scheme, before, after, on=DAY)
                changed = {uri for uri in after if after[uri] != before.get(uri)}
                assert changed <= set(Skill.objects.filter(pk__in=touched).values_list("uri", flat=True))
                assert present(scheme) == after
                instead, reach = naive(after)
                assert dict(Skill.objects.values_list("uri", "instead__uri")) == instead
                assert set(Reach.objects.values_list("broad__uri", "skill__uri")) == reach
                before = after

    holds()
