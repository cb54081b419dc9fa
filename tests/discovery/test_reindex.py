"""Making all search rows anew: a batch at a time, told of, stopped and taken up again."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from commitment import search as showcases
from commitment.models import Showcase
from config import renaming
from discovery.management.commands import reindex
from people.models import Institution
from search import services
from search.models import Word
from skills.writing import rebuild_derived
from tests.discovery import make
from tests.factories import InstitutionFactory, SkillFactory
from tests.helpers import at_once


@pytest.fixture
def five(db, monkeypatch):
    """Showcases whose rows got lost."""
    lives = [make.showcase(f"Map {number}") for number in range(5)]
    make.profile("Ann Abel")
    Showcase.objects.update(search=None)
    monkeypatch.setattr(services, "BATCH", 2)
    return lives


def run(*given):
    call_command("reindex", *given, stdout=(said := StringIO()))
    return said.getvalue()


def lost():
    return list(Showcase.objects.filter(search=None).order_by("pk").values_list("title", flat=True))


def test_it_says_how_far_it_is_how_fast_and_how_long_it_will_take(five, monkeypatch):
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr(reindex, "monotonic", lambda: next(clock))
    first, *_ = run().splitlines()
    assert first.startswith("2 of 5 showcases, ")
    assert " a second, about " in first
    assert first.endswith(f" left (--go-on showcase:{five[3].pk})")
    assert lost() == []


def test_stopped_it_says_where_to_go_on_and_goes_on_there(five, monkeypatch):
    write = services._write_batch
    batches = []

    def write_two(*given):
        if len(batches) == 2:
            raise KeyboardInterrupt
        batches.append(given)
        return write(*given)

    monkeypatch.setattr(services, "_write_batch", write_two)
    with pytest.raises(CommandError, match=r"To go on: manage\.py reindex --go-on showcase:") as stopped:
        run()
    assert lost() == ["Map 0"], "the newest first, and what is done stays done"
    where = str(stopped.value).rpartition(" ")[2]
    monkeypatch.setattr(services, "_write_batch", write)
    assert run("--go-on", where) == "Indexed 1 showcases and 1 profiles.\n"
    assert lost() == []


def test_it_can_go_on_at_the_next_kind(five):
    assert run("--go-on", "profile") == "Indexed 1 profiles.\n"
    assert len(lost()) == 5


@pytest.mark.parametrize("odd", ["shelf:3", "showcase:x", "3", "showcase:-1"])
def test_where_it_cannot_go_on_it_says_what_it_wants(odd, db):
    with pytest.raises(CommandError, match="such as showcase:8123, and not"):
        run("--go-on", odd)


@pytest.mark.django_db(transaction=True)
def test_who_approves_one_of_them_waits_for_one_batch_alone(monkeypatch):
    """While the second batch is written, those of the first and of the third are nobody's."""
    lives = [make.showcase(f"Map {number}") for number in range(3)]
    monkeypatch.setattr(services, "BATCH", 1)
    write, is_within, may_go_on = services._write, threading.Event(), threading.Event()

    def write_slowly(kind, model, pages):
        if lives[1].pk in pages:
            is_within.set()
            may_go_on.wait(timeout=20)
        return write(kind, model, pages)

    monkeypatch.setattr(services, "_write", write_slowly)

    @transaction.atomic
    def approve_others():
        is_within.wait(timeout=20)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
        try:
            free = Showcase.objects.select_for_update(of=("self",)).filter(pk__in=[lives[0].pk, lives[2].pk])
            held = Showcase.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=lives[1].pk)
            read = Showcase.objects.filter(pk=lives[1].pk)
            return len(free), len(held), len(read)
        finally:
            may_go_on.set()

    written, seen = at_once(lambda: showcases.index(Showcase.objects.all()), approve_others)
    assert written == 3
    assert seen == (2, 0, 1), "the others can be had, the one that is written cannot, and readers wait for none"


# -- names that change ---------------------------------------------------------------------------------------


def test_of_pages_whose_texts_are_known_only_new_names_are_learnt(db, monkeypatch):
    place = InstitutionFactory(name="Keep")
    for number in range(4):
        make.showcase(f"Map {number}", institution=place, challenge="Of okapis.")
    Word.objects.all().delete()
    Institution.objects.filter(pk=place.pk).update(name="Loomwork")
    read, learn = [], services.learn.func
    monkeypatch.setattr(
        services,
        "learn",
        type("Task", (), {"enqueue": lambda kind, numbers: read.append(numbers) or learn(kind, numbers)}),
    )
    renaming.renamed([place.pk])
    assert [len(numbers) for numbers in read] == [1], "one page that has it is enough"
    assert Word.objects.filter(text="loomwork").exists()
    read.clear()
    renaming.renamed([place.pk])
    assert read == []


def test_a_row_that_got_lost_is_read_whole_even_then(db):
    place = InstitutionFactory(name="Keep")
    live = make.showcase("Map", institution=place, challenge="Of okapis.")
    Word.objects.all().delete()
    Showcase.objects.update(search=None)
    renaming.renamed([place.pk])
    assert Showcase.objects.exclude(search=None).get() == live
    assert Word.objects.filter(text="okapis").exists()


def test_a_new_label_finds_showcases_before_any_row_follows(db, found):
    """The skill is known by it at once, and whoever claims it is shown for it."""
    skill = SkillFactory(slug="paste")
    make.showcase("Map", skills=[skill])
    skill.name = "Loomwork"
    skill.save()
    rebuild_derived()
    assert found("/showcases/", q="loomwork") == ["Map"]


def test_the_newest_follow_first_each_batch_a_task_of_its_own(db, monkeypatch):
    place = InstitutionFactory(name="Keep")
    lives = [make.showcase(f"Map {number}", institution=place) for number in range(5)]
    Institution.objects.filter(pk=place.pk).update(name="Castle")
    order = []
    monkeypatch.setattr(renaming, "BATCH", 2)
    monkeypatch.setattr(
        renaming,
        "_rebuilders",
        [(showcases.naming, lambda rows: order.append(sorted(rows.values_list("pk", flat=True))))],
    )
    renaming.renamed([place.pk])
    numbers = [live.pk for live in lives]
    assert order == [numbers[3:], numbers[1:3], numbers[:1]]
