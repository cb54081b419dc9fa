"""Counting what pages are asked for, where a page may not write: kept in the process, written every few minutes.

>>> tallies.keeps("what was missed", clean, write)  # in AppConfig.ready
>>> tally("what was missed", text)  # in a view

`clean(text)` is what is counted, "" for nothing; `write({(what was counted, day): times})` puts it away. A process that
is killed loses the last minutes: these are counts, not facts.
"""

import atexit
import logging
import threading
from collections import Counter

from django.db import connection
from django.utils import timezone

from config.drawing import draw_each_time

EVERY = 180  # seconds
MOST = 2000  # different things of one sort that a process keeps: more in a few minutes are no people
LONGEST = 200  # characters that are looked at

_sorts, _kept, _lock = {}, {}, threading.Lock()
_background = {"wanted": False, "thread": None}


def keeps(sort, clean, write):
    """Say how what is tallied under `sort` is cleaned and written."""
    _sorts[sort] = clean, write
    _kept[sort] = Counter()


def tally(sort, text):
    """Count `text` once, in memory alone."""
    what = _sorts[sort][0](text[:LONGEST])
    if not what:
        return
    draw_each_time()
    with _lock:
        key, counter = (what, timezone.localdate()), _kept[sort]
        if key in counter or len(counter) < MOST:
            counter[key] += 1
        if _background["wanted"] and _background["thread"] is None:  # after a server has forked
            _background["thread"] = threading.Thread(target=_write_on, name="tallies", daemon=True)
            _background["thread"].start()
            atexit.register(flush)


def flush():
    """Write what this process has counted so far. What cannot be written is logged, and lost."""
    for sort, (_, write) in _sorts.items():
        with _lock:
            batch, _kept[sort] = _kept[sort], Counter()
        try:
            if batch:
                write(dict(batch))
        except Exception:  # whatever it is: pages must not suffer from it
            logging.getLogger(__name__).exception("Tallies could not be written: %s", sort)


def in_background():
    """This process serves pages: it writes by itself, from its first tally on, and once more when it ends."""
    _background["wanted"] = True


def _write_on():
    while True:
        threading.Event().wait(EVERY)
        flush()
        connection.close()
