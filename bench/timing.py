"""How long something takes: on the clock, in this process and in PostgreSQL's."""

import os
import statistics
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from django.db import connection


class Times(NamedTuple):
    """Milliseconds. `server` is what all processes of PostgreSQL spent, if it runs on this machine, else 0."""

    clock: float
    process: float
    server: float


def timed(work, *arguments, rounds=3):
    """The Times of `work(*arguments)`: the best of so many rounds, of each by itself. The first warms up all caches."""
    server = postmaster()
    best = Times(*[float("inf")] * 3)
    for _ in range(rounds):
        wall, cpu, theirs = perf_counter(), process_time(), _spent_by(server)
        work(*arguments)
        spent = perf_counter() - wall, process_time() - cpu, _spent_by(server) - theirs
        best = Times(*(min(before, 1000 * now) for before, now in zip(best, spent, strict=True)))
    return best


def told(what, times):
    """Print the median and the worst of several Times."""
    for name, of_one in zip(Times._fields, zip(*times, strict=True), strict=True):
        print(f"{what:32} {name:8} median {statistics.median(of_one):7.1f} ms   worst {max(of_one):7.1f} ms")


def postmaster():
    """The folder in /proc of the process that all of PostgreSQL's come from; None if that is not on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        mine = Path("/proc", str(cursor.fetchone()[0]))
    try:
        named, _, rest = (mine / "stat").read_text().rpartition(") ")
    except OSError:
        return None
    return Path("/proc", rest.split()[1]) if "(postgres" in named else None


def _spent_by(server):
    """Seconds of all its children, those that have ended among them (by the clock's ticks, the others exactly)."""
    if server is None:
        return 0.0
    ended = (server / "stat").read_text().rpartition(") ")[2].split()[13:15]
    spent = sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")
    for child in (server / "task" / server.name / "children").read_text().split():
        try:
            spent += int(Path("/proc", child, "schedstat").read_text().split()[0]) / 1e9
        except OSError:  # it has just ended: so it was nobody's who is being measured
            continue
    return spent
