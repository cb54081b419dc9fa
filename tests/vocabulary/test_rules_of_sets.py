"""The one table of rules (tests/skos/rulebook.py), where a form or a proposal brings the change: into a set."""

import pytest

from skills.models import Competence, Scheme
from skos.edits import difference
from tests.skos.files import SCHEME
from tests.skos.rulebook import ALLOWED, REFUSED, F
from vocabulary.services import change_sets

pytestmark = pytest.mark.django_db


@pytest.fixture
def change_set(editor):
    """Of an empty vocabulary, with the competence that the table's cases are matched to."""
    Scheme.objects.create(uri=SCHEME, slug="skills", title="Our skills")
    framework = Scheme.objects.create(uri=F.removesuffix("1"), slug="f", title="F", is_framework=True)
    Competence.objects.create(scheme=framework, uri=F, label="One")
    return change_sets.open_change_set(title="Everything", by=editor)


def put(change_set, concepts, editor):
    [uri, *_] = concepts
    return change_sets.add_change(change_set, by=editor, uri=uri, edits=difference({}, concepts))


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_change_that_breaks_a_rule_is_told_and_not_added(case, change_set, editor):
    with pytest.raises(change_sets.Unfit) as refused:
        put(change_set, case.by_address, editor)
    sentence = case.sentence[:1].upper() + case.sentence[1:]
    assert any(fault.endswith((case.sentence, sentence)) for fault in refused.value.faults), refused.value.faults
    assert not change_set.changes.exists()


@pytest.mark.parametrize("name", ALLOWED)
def test_what_keeps_them_is_added(name, change_set, editor):
    assert put(change_set, {one.uri: one for one in ALLOWED[name]}, editor).pk
