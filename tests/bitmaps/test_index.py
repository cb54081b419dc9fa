"""Every process counts the pages as they are, whoever published what meanwhile and whenever it began."""

import random
import threading
import zlib
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F

from bitmaps import index, kinds, services, sets, upkeep
from bitmaps.models import Change, Snapshot
from commitment.models import Showcase
from people.edition import edition
from people.events import turn_edition
from people.models import Edition
from people.services import rename
from profiles.models import Profile
from review import kinds as published
from review.services import withdraw_live
from tests.discovery import make
from tests.factories import SkillFactory, publish_profile, publish_showcase
from tests.helpers import at_once, many, seed

ROUNDS = 12
KIND = "showcase"
SKILLS = "unrolling", "scripting", "gilding"


@pytest.fixture
def processes(kept_bitmaps, monkeypatch):
    """processes(name) makes what follows happen in the process of this name; each has what it loaded."""
    held = {}

    def become(name):
        monkeypatch.setattr(index, "_held", held.setdefault(name, {}))

    return become


def is_right():
    """Whether this process holds what the pages tell, of all kinds."""
    return not any(upkeep.differing(kind.name) for kind in kinds.every())


def deed(chance, author, library):
    """Something happens to pages, as it happens on the portal."""
    showcases = list(Showcase.objects.filter(owner=author).order_by("pk"))
    verb = chance.choice(["publish", "publish", "publish", "profile", "withdraw", "rename", "nothing"])
    pillars = chance.sample(["visibility", "recognition", "sustainability"], chance.randint(1, 3))
    skills = [{"skill": slug} for slug in chance.sample(SKILLS, chance.randint(1, 3))]
    if verb == "publish":
        live = chance.choice([None, *showcases])
        publish_showcase(author=author, institution=library, live=live, pillars=pillars, skills=skills)
    elif verb == "profile":
        publish_profile(author=author, institution=library, live=Profile.objects.filter(user=author).first())
    elif verb == "withdraw" and (live := [one for one in showcases if not one.withdrawn_at]):
        withdraw_live(published.get(KIND), chance.choice(live), by=author)
    elif verb == "rename":
        rename(author, f"Mairi {chance.choice('ABCDEF')}", by=author)
    return verb


def test_every_process_has_them_as_the_pages_are(processes, author, library):
    chance = random.Random(number := seed())
    for slug in SKILLS:
        SkillFactory(slug=slug)
    names = ["one", "another", "a third"]
    done = []
    for _ in range(many(ROUNDS)):
        processes(chance.choice(names))
        done.append(deed(chance, author, library))
        if chance.random() < 0.2:
            done.append(upkeep.write_down())
        if chance.random() < 0.2:
            services.write_down(index.current(KIND))
        for name in chance.sample(names, 2):
            processes(name)
            assert is_right(), (number, done)
    processes("new")
    assert is_right(), (number, done)


def test_a_process_reads_no_more_than_what_changed(processes, author, library, django_assert_num_queries):
    publish_showcase(author=author, institution=library)
    index.current(KIND)
    with django_assert_num_queries(1):
        index.current(KIND)  # the edition
    live = publish_showcase(author=author, institution=library, pillars=["recognition"])
    with django_assert_num_queries(2 + 1 + len(kinds.get(KIND).facts)):  # the edition, what changed, what it tells
        pages = index.current(KIND)
    assert live.bit in sets.members(pages.of("pillar", "recognition"))


def test_the_latest_has_the_highest_bit_and_keeps_it(author, library):
    one = publish_showcase(author=author, institution=library)
    other = publish_showcase(author=author, institution=library)
    assert other.bit > one.bit
    assert publish_showcase(author=author, institution=library, live=one).bit == one.bit


@pytest.mark.django_db(transaction=True)
def test_a_process_that_slept_while_changes_were_written_down_reads_them_there(processes, author, library):
    processes("sleeper")
    publish_showcase(author=author, institution=library)
    index.current(KIND)
    processes("other")
    live = publish_showcase(author=author, institution=library)
    services.write_down(index.current(KIND))
    Snapshot.objects.update(horizon=F("horizon") + 1)  # as where no other transaction is under way on this server
    Change.objects.filter(kind=KIND, bit=live.bit).delete()
    turn_edition()
    processes("sleeper")
    assert is_right()


def test_what_was_made_anew_is_loaded_by_all(processes, author, library, caplog):
    publish_showcase(author=author, institution=library)
    for name in ("one", "other"):
        processes(name)
        index._held[KIND] = wrong = index.current(KIND)
        wrong.sets["pillar", "visibility"] = 1 << 40
    upkeep._check(kinds.get(KIND)._replace(facts={"pillar": kinds.get(KIND).facts["pillar"]}))
    assert "not as the pages are" in caplog.text
    for name in ("one", "other"):
        processes(name)
        assert is_right()


def test_what_housekeeping_looks_at_is_right_as_a_rule(processes, author, library, monkeypatch):
    publish_showcase(author=author, institution=library)
    monkeypatch.setattr(upkeep, "SELDOM", 1)
    assert [upkeep.check_some() for _ in range(6)] == [0] * 6
    assert Snapshot.objects.count() == 0
    assert upkeep.write_down() == len(kinds.every())
    assert upkeep.write_down() == 0


def test_pages_that_an_older_version_published_are_counted_too(processes, author, library):
    live = make.showcase("Old", bit=None)
    newer = make.showcase("Newer", bit=None)
    before = edition()
    assert index.current(KIND).live == 0
    assert upkeep.give_bits() == 2
    assert upkeep.give_bits() == 0
    live.refresh_from_db()
    newer.refresh_from_db()
    assert 0 < live.bit < newer.bit
    assert edition() != before
    assert is_right()


@pytest.mark.django_db(transaction=True)
def test_what_was_under_way_while_a_process_looked_is_not_missed(processes):
    """One began before and ends after another, whose edition the process sees first."""
    slow, quick = make.showcase("Slow", pillars=["visibility"]), make.showcase("Quick", pillars=["visibility"])
    turn_edition()
    index.current(KIND)
    has_begun, has_looked = threading.Event(), threading.Event()

    def change(live):
        Showcase.objects.filter(pk=live.pk).update(pillars=["recognition"])
        services.note(KIND, [live.bit])

    def first():
        with transaction.atomic():
            change(slow)
            has_begun.set()
            assert has_looked.wait(timeout=5)
            turn_edition()

    def second():
        assert has_begun.wait(timeout=5)
        with transaction.atomic():
            change(quick)
            turn_edition()
        assert index.current(KIND).of("pillar", "recognition") == 1 << quick.bit
        has_looked.set()

    assert at_once(first, second) == [None, None]
    assert is_right()


def test_no_functions_of_the_database_write_a_change_outside_of_a_transaction(author, library):
    """A change bears the number of the transaction that made it."""
    live = publish_showcase(author=author, institution=library)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        [number] = cursor.fetchone()
    assert Change.objects.filter(kind=KIND, bit=live.bit).values_list("xid", flat=True)[0] == number


# -- what comes from elsewhere -------------------------------------------------------------------------------


def two_more(author, library):
    for _ in range(2):
        publish_showcase(author=author, institution=library)


@pytest.mark.django_db(transaction=True)
def test_a_slower_housekeeping_puts_nothing_older_back(processes, author, library):
    publish_showcase(author=author, institution=library)
    processes("slower")
    older = index.current(KIND)
    two_more(author, library)
    processes("quicker")
    assert services.write_down(index.current(KIND))
    services.write_down(older)
    processes("one that begins")
    assert is_right()


@pytest.mark.django_db(transaction=True)
def test_nor_does_it_undo_what_was_made_anew(processes, author, library):
    publish_showcase(author=author, institution=library)
    processes("slower")
    older = index.current(KIND)
    services.rebuild(KIND)
    assert not services.write_down(older)
    assert Snapshot.objects.get(kind=KIND).made == older.made + 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["before housekeeping", "after it"])
def test_a_dump_of_another_server_counts_as_it_did_there(processes, author, library, moment):
    """Its transactions had higher numbers."""
    publish_showcase(author=author, institution=library)
    processes("there")
    upkeep.write_down()
    two_more(author, library)
    for model, number in ((Snapshot, "horizon"), (Change, "xid")):
        model.objects.update(**{number: F(number) + 10**9})
    processes("here")
    if moment == "after it":
        assert upkeep.write_down() == len(kinds.every())
    two_more(author, library)
    assert index.current(KIND).live.bit_count() == 5
    assert is_right()
    upkeep.write_down()
    assert not Change.objects.filter(xid__gt=10**9).exists()
    processes("one that begins")
    two_more(author, library)
    assert is_right()


@pytest.mark.django_db(transaction=True)
def test_a_process_that_runs_on_while_an_older_state_is_put_back_reads_that(processes, author, library):
    publish_showcase(author=author, institution=library)
    processes("it")
    upkeep.write_down()
    before = Edition.objects.values("number", "changed_at").get()
    two_more(author, library)
    assert index.current(KIND).live.bit_count() == 3
    newest = list(Showcase.objects.order_by("-bit")[:2])
    Showcase.objects.filter(pk__in=[live.pk for live in newest]).update(withdrawn_at=F("published_at"))
    Change.objects.all().delete()
    Edition.objects.update(number=before["number"], changed_at=before["changed_at"] - timedelta(hours=2))
    assert index.current(KIND).live.bit_count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_went_between_the_sets_and_an_order_of_them_is_left_out(processes, author, library, monkeypatch):
    for _ in range(3):
        publish_showcase(author=author, institution=library)
    processes("it")
    pages = index.current(KIND)
    monkeypatch.setattr(index, "FEW", 0)  # each set is small
    last = Showcase.objects.order_by("-bit").first()
    withdraw_live(published.get(KIND), last, by=author)
    assert len(pages.first(pages.live, "title", 0, 20)) == 2
    assert pages.first(1 << last.bit, "title", 0, 20) == []


@pytest.mark.django_db
def test_housekeeping_holds_what_may_be_seen_against_the_pages_too(kept_bitmaps, author, library):
    live = publish_showcase(author=author, institution=library)
    held = index.current(KIND)
    held.live = 0
    assert index.LIVE in upkeep.differing(KIND, ["pillar"])
    assert live.bit


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("packed", [b"", b"no sets", zlib.compress(b"[]\n"), zlib.compress(b'[["colour"], []]\n')])
def test_what_was_written_down_damaged_or_by_other_facts_is_made_anew(processes, author, library, packed):
    publish_showcase(author=author, institution=library)
    processes("it")
    upkeep.write_down()
    Snapshot.objects.update(packed=packed)
    processes("one that begins")
    two_more(author, library)
    assert index.current(KIND).live.bit_count() == 3
    assert upkeep.write_down() == len(kinds.every())
    processes("another")
    assert is_right()
    assert index.is_readable(KIND)


@pytest.mark.django_db
def test_a_page_that_only_reads_may_load_them(kept_bitmaps, author, library, browse):
    publish_showcase(author=author, institution=library)
    upkeep.write_down()
    index.forget()
    assert "1 showcase" in browse().get("/showcases/").content.decode()
    publish_showcase(author=author, institution=library)
    assert "2 showcases" in browse().get("/showcases/").content.decode()
