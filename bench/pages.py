"""What pages cost over HTTP, at several sizes, beside the floor: `make bench`, or python bench/pages.py

$ python bench/pages.py                           1,000, 10,000 and 100,000 showcases; writes bench/results.md
$ python bench/pages.py --runs 3                  three times over, and medians
$ python bench/pages.py --sizes 10000 --quick     in about three minutes, to see whether a change is one
$ python bench/pages.py --sizes 1000000           lists and facets of very many, without texts
$ python bench/pages.py --told var/bench/run-*    only writes the tables anew, of runs that are kept

What is measured in part (--sizes, --quick, --alone, --told) goes into var/bench/last.md, and so does a whole run until
it is over; --into names another file.

A database many1k, many10k ... is made where it is missing, and kept (`many.py --drop NAME` ends that).
"""

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import throwaway  # noqa: F401 (sets Django up)
from django.conf import settings
from django.db import connection
from many import many_pages, said
from timing import postmaster

from bench.serving import asking, floor_tables
from bench.serving.measuring import CLIENTS, measure, pinned
from bench.serving.results import SIZES, VERY_MANY, goes_into, written
from bench.serving.servers import ROOT, NotServed, Place
from bench.serving.spent import Machine

KEPT = settings.VAR / "bench"
LAST = KEPT / "last.md"
BUDGET, SECONDS = 8, 3  # seconds of rounds a page, and of each load
QUICK = 2, 1


def one_run(sizes, cores, **how):
    """Everything once: {"at", "machine", "sizes": {size: figures} ...}, given as it stands after each size."""
    begun, machine = perf_counter(), Machine([os.getpid(), _server()])
    run = {"at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "commit": _commit(), "sizes": {}}
    before = os.getloadavg()[0]
    for size in sizes:
        with many_pages(name_of(size), size, keep=True, search=size < VERY_MANY, texts=size < VERY_MANY):
            said(f"-- {size:,} showcases")
            run["machine"] = _machine(cores)
            run["sizes"][str(size)] = _of_size(cores, texts=size < VERY_MANY, **how)
        run["minutes"] = (perf_counter() - begun) / 60
        run["busy"] = f"{machine.told()}; load average {before:.1f} before, {os.getloadavg()[0]:.1f} after"
        yield run


def name_of(size):
    return f"many{size // 1000}k" if size % 1000 == 0 else f"many{size}"


def _server():
    found = postmaster()
    if found is None:
        raise SystemExit("PostgreSQL must run on this machine: what it spends is read from /proc.")
    return int(found.name)


def _of_size(cores, texts, **how):
    server = _server()
    place = Place(connection.settings_dict, KEPT, core=cores[-1] if len(cores) > 1 else None)
    place.manage("createcachetable")
    place.manage("collectstatic", "--noinput")
    floor_tables.prepare(said)
    if others := _others():
        said(f"Others are using this PostgreSQL, and what they cost counts: {others}")
    undo = pinned(place, server)
    try:
        return measure(place, asking.pages(texts), server, tell=said, **how)
    finally:
        undo()


def _others():
    """The databases that somebody else has a connection to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(DISTINCT datname, ', ') FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def _machine(cores):
    facts = dict(line.split(":", 1) for line in Path("/proc/cpuinfo").read_text().splitlines() if ":" in line)
    model = next((value.strip() for name, value in facts.items() if name.strip() == "model name"), platform.machine())
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1e6
    who = f"{len(cores)} cores, the server on one, the clients on another" if len(cores) > 1 else "one core for all"
    ours = ", ".join(f"{package} {version(package)}" for package in ("Django", "gunicorn"))
    theirs = f"PostgreSQL {_shown('server_version')} with {_shown('shared_buffers')} of shared buffers"
    return {
        "Machine": f"{model}; {who}; {memory:.0f} GB; Linux {platform.release()}",
        "Versions": f"Python {platform.python_version()}, {ours}, {theirs}",
    }


def _shown(setting):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {setting}")
        return cursor.fetchone()[0]


def _commit():
    done = subprocess.run(["git", "log", "-1", "--format=%h"], cwd=ROOT, capture_output=True, text=True)
    changed = subprocess.run(["git", "status", "--porcelain", "-uno"], cwd=ROOT, capture_output=True, text=True)
    return (done.stdout.strip() or "no commit") + (" with changes" if changed.stdout.strip() else "")


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="showcases")
    asked.add_argument("--runs", type=int, default=1)
    asked.add_argument("--quick", action="store_true", help="few rounds")
    asked.add_argument("--alone", action="store_true", help="leave out what many clients get")
    asked.add_argument("--into", type=Path, metavar="FILE", help="where the tables go in the end")
    asked.add_argument("--told", type=Path, nargs="+", metavar="RUN", help="write the tables of these, and no more")
    given = asked.parse_args()
    into = given.into or goes_into(LAST, given)
    KEPT.mkdir(parents=True, exist_ok=True)
    if given.told:
        write([json.loads(path.read_text()) for path in given.told], into)
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started ends
    cores, runs = sorted(os.sched_getaffinity(0)), []
    budget, seconds = QUICK if given.quick else (BUDGET, SECONDS)
    how = {"budget": budget, "seconds": seconds, "clients": () if given.alone else CLIENTS}
    for number in range(1, given.runs + 1):
        said(f"== run {number} of {given.runs}")
        try:
            for run in one_run(sorted(given.sizes), cores, **how):
                keep(run, [*runs, run])
        except NotServed as problem:
            raise SystemExit(str(problem)) from problem
        runs.append(run)
    if into != LAST:
        write(runs, into)


def keep(run, runs):
    """So that what was measured is there, even if the rest never is."""
    (KEPT / f"run-{run['at'][:16].replace(' ', '-').replace(':', '')}.json").write_text(json.dumps(run, indent=1))
    write(runs, LAST)


def write(runs, into):
    into.write_text(written(runs))
    said(f"{into} is written.")


if __name__ == "__main__":
    main()
