"""Counting without writing: in the process, until it is written."""

import subprocess
import sys
import threading
from datetime import date

import pytest

from config import tallies
from config.tallies import flush, tally


@pytest.fixture
def written(monkeypatch):
    """What was written; the sort “fruit” is kept in capitals, and has no room for more than three."""
    found = []
    monkeypatch.setattr(tallies, "_sorts", {})
    monkeypatch.setattr(tallies, "_kept", {})
    monkeypatch.setattr(tallies, "MOST", 3)
    tallies.keeps("fruit", lambda text: text.strip().upper(), found.append)
    return found


def times(batch):
    return {what: number for (what, _), number in batch.items()}


def test_nothing_is_written_until_it_is_flushed_and_then_once(written):
    for text in ("fig", " Fig", "pear", "  "):
        tally("fruit", text)
    assert written == []
    flush()
    flush()
    assert [times(batch) for batch in written] == [{"FIG": 2, "PEAR": 1}]


def test_the_day_is_that_on_which_it_was_counted(written, monkeypatch):
    for day in (date(2026, 3, 14), date(2026, 3, 15)):
        monkeypatch.setattr(tallies.timezone, "localdate", lambda day=day: day)
        tally("fruit", "fig")
    flush()
    assert written == [{("FIG", date(2026, 3, 14)): 1, ("FIG", date(2026, 3, 15)): 1}]


def test_memory_has_an_end_and_what_is_known_already_still_counts(written):
    for text in ("a", "b", "c", "d", "a"):
        tally("fruit", text)
    flush()
    assert times(written[0]) == {"A": 2, "B": 1, "C": 1}


def test_only_the_beginning_of_a_long_text_is_looked_at(written):
    tally("fruit", "x" * 100_000)
    flush()
    assert [len(what) for what in times(written[0])] == [tallies.LONGEST]


def test_what_cannot_be_written_is_logged_and_keeps_no_other_from_being_written(written, caplog):
    def fail(batch):
        raise RuntimeError("no disk")

    tallies.keeps("nuts", str, fail)
    tally("nuts", "hazel")
    tally("fruit", "fig")
    flush()
    assert times(written[0]) == {"FIG": 1}
    assert "Tallies could not be written: nuts" in caplog.text
    flush()
    assert caplog.text.count("could not be written") == 1


def test_many_at_once_lose_nothing(written):
    threads = [threading.Thread(target=lambda: [tally("fruit", "fig") for _ in range(500)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    flush()
    assert sum(times(batch)["FIG"] for batch in written) == 2000


SERVER = """
import threading
from config import tallies
tallies.EVERY = {every}
tallies.keeps("fruit", str, lambda batch: print(sorted(what for what, day in batch), flush=True))
tallies.timezone.localdate = lambda: None
before = threading.active_count()
tallies.in_background()
assert threading.active_count() == before
tallies.tally("fruit", "fig")
tallies.tally("fruit", "pear")
assert threading.active_count() == before + 1
{then}
"""


@pytest.mark.parametrize(
    ("every", "then"),
    [(600, "print('ends')"), (0.05, "import time; time.sleep(2); print('ends')")],
    ids=["when it ends", "while it runs"],
)
def test_a_process_that_serves_pages_writes_by_itself(every, then):
    run = subprocess.run(
        [sys.executable, "-c", SERVER.format(every=every, then=then)], capture_output=True, text=True, timeout=60
    )
    assert (run.returncode, run.stderr) == (0, "")
    written, ends = "['fig', 'pear']", "ends"
    assert run.stdout.split("\n")[:2] == ([ends, written] if every == 600 else [written, ends])
