"""What a change set of 200 changes costs: python bench/change_set.py

Makes 1,000 skills with 8,000 labels in a database of its own, which it drops in the end; gathers 200 changes in a set
as an editor does, looks at it, publishes and undoes it, and writes the vocabulary out and reads it in.
"""

from contextlib import contextmanager
from dataclasses import replace
from time import perf_counter, process_time

from django.test import Client
from django.utils import timezone
from throwaway import many_skills

from skills.exporting import turtle_of
from skos import changes
from skos.concepts import Name
from skos.reader import parse
from tests.factories import UserFactory
from vocabulary.looks import look_at
from vocabulary.models import Change
from vocabulary.services import change_sets
from vocabulary.services.loading import load_vocabulary

CHANGES = 200


@contextmanager
def told(what):
    wall, cpu = perf_counter(), process_time()
    yield
    wall, cpu = perf_counter() - wall, process_time() - cpu
    print(f"{what:44} clock {1000 * wall:8.0f} ms   process {1000 * cpu:8.0f} ms", flush=True)


def word(number):
    return Name(f"Another word, number {number}", "en-GB", "alternative")


def measure():
    editor = UserFactory(editor=True)
    made = change_sets.open_change_set(title="Two hundred", by=editor)
    before = look_at(made).after
    concepts = list(before.values())[:CHANGES]
    edits = {
        concept.uri: changes.rewritten(before, replace(concept, labels=concept.labels | {word(number)}))
        for number, concept in enumerate(concepts)
    }
    *most, last = edits.items()
    Change.objects.bulk_create(
        Change(
            change_set=made, position=position, verb="label", uri=uri, label=str(before[uri]), edits=of_one,
            reason="To measure it.", made_at=timezone.now(),
        )
        for position, (uri, of_one) in enumerate(most, 1)
    )  # fmt: skip
    with told(f"the last of {CHANGES} changes put into the set"):
        change_sets.add_change(made, by=editor, uri=last[0], edits=last[1])
    browser = Client()
    browser.force_login(editor)
    made.refresh_from_db()
    for what, address in {
        "the desk": "/vocabulary/",
        "the page of the set": made.get_absolute_url(),
        "the form of a skill in it": f"{made.get_absolute_url()}skills/{concepts[0].slug}/",
        "the vocabulary's page": "/skills/",
    }.items():
        browser.get(address)
        with told(what):
            assert browser.get(address).status_code == 200
    with told("the set looked at"):
        assert look_at(made).is_fit
    with told("published"):
        version = change_sets.publish(made, by=editor, seen=made.revision)
    with told("the page of its version"):
        assert browser.get(version.get_absolute_url()).status_code == 200
    with told("undone"):
        change_sets.undo(version, by=editor, reason="Only measured.")
    with told("written out"):
        text = turtle_of(made.scheme)
    with told("read in again, without a difference"):
        [report] = load_vocabulary(parse(text, "file.ttl"))
    assert not report


if __name__ == "__main__":
    with many_skills("bench_change_set"):
        measure()
