"""How long the search for skills takes: python bench/skill_search.py

Makes 1,000 skills with 8,000 labels in a database of its own, which it drops in the end; asks 100 things, misses among
them, as the picker and as the vocabulary's page do.
"""

import os
import statistics
import sys
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment

from skills.queries import suggest
from skills.writing import rebuild_derived
from tests.skills.many import QUERIES, make_many

ROUNDS = 3


def timed(work, *arguments):
    """(milliseconds on the clock, milliseconds of this process), the best of some rounds."""
    best = [float("inf")] * 2
    for _ in range(ROUNDS):
        wall, cpu = perf_counter(), process_time()
        work(*arguments)
        best = [min(best[0], 1000 * (perf_counter() - wall)), min(best[1], 1000 * (process_time() - cpu))]
    return best


def told(what, times):
    for name, of_one in zip(("clock", "process"), zip(*times, strict=True), strict=True):
        print(f"{what:32} {name:8} median {statistics.median(of_one):7.1f} ms   worst {max(of_one):7.1f} ms")


def main():
    connection.settings_dict["TEST"]["NAME"] = "bench_skill_search"
    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        make_many()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        times = {q: timed(suggest, q) for q in QUERIES}
        told(f"picker, {len(QUERIES)} questions", times.values())
        print("slowest:", ", ".join(sorted(times, key=lambda q: -times[q][0])[:5]))
        page = Client()
        told("page of all skills", [timed(page.get, "/skills/")])
        told("page of what was found", [timed(page.get, "/skills/", {"q": q}) for q in QUERIES[::5]])
        told("terms made anew, no change", [timed(rebuild_derived)])
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
