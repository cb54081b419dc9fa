"""A hundred thousand made-up showcases, to measure with: in the true tables, in the state that publishing leaves.

$ python bench/many.py --showcases 10000 --keep many10k     fills the database many10k and keeps it; a second time it is
                                                            taken as it is
$ python bench/many.py --showcases 100000 --no-search       only says how long it takes, and drops it
$ python bench/many.py --showcases 1000000 --no-texts       for lists and facets of very many
$ python bench/many.py --drop many10k
"""

import argparse
from contextlib import contextmanager
from time import perf_counter, process_time

import throwaway
from django.core.management import call_command
from django.db import connection

from bench.making.filling import fill, index_all
from bitmaps import kinds, services
from bitmaps.models import Snapshot
from commitment.models import Showcase
from vocabulary.apps import SHIPPED

VERSION = 2  # of what is made: a kept database of another is made anew
PEOPLE_SHARE = 5  # showcases for each of the people, if it is not said how many


def said(sentence):
    print(sentence, flush=True)


@contextmanager
def many_pages(name, showcases=100_000, people=None, *, keep=False, search=True, texts=True, tell=said):
    """A database `name` with so many showcases and people (a fifth of them), which ends with the block.

    With `keep` it stays, and is taken as it is the next time that the same is asked for. Without `search` no search row
    is filled that is not there yet; without `texts` the long ones are a sentence, and pages have no history and are
    found by no word.
    """
    people = people or max(4, showcases // PEOPLE_SHARE)
    made_of = f"made-up pages {VERSION}: {showcases} showcases, {people} people{'' if texts else ', no texts'}"
    if keep and (found := note_on(name)) not in (None, made_of):
        raise SystemExit(f"{name} has other content ({found or 'unfinished'}): drop it first, with --drop {name}.")
    with throwaway.database(name, keep):
        begun, cpu, is_new = perf_counter(), process_time(), note_on(name) != made_of
        if is_new:
            call_command("load_vocabulary", *SHIPPED, verbosity=0)
            rows = fill(showcases, people, texts=texts, tell=tell)
            wall, cpu = perf_counter() - begun, process_time() - cpu
            tell(f"{sum(rows.values()):,} rows in {wall:.0f} s, {cpu:.0f} s of them of this process")
            put_note_on(name, made_of)  # search rows that are missing are filled another time
        begun = perf_counter()
        indexed = index_all(tell) if search else 0
        if indexed:
            tell(f"{indexed:,} search rows in {perf_counter() - begun:.0f} s")
        for kind in kinds.every():
            if is_new or not Snapshot.objects.filter(kind=kind.name).exists():
                tell(f"{services.rebuild(kind.name):,} pages in the bitmaps of {kind.name}s")
        if is_new or indexed:
            begun = perf_counter()
            throwaway.tidy_up()
            tell(f"vacuumed and analyzed in {perf_counter() - begun:.0f} s")
        yield


def note_on(name):
    """What the database `name` is known to hold: "" if nothing, None if there is no such database."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        found = cursor.fetchone()
    return (found[0] or "") if found else None


def put_note_on(name, text):
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {connection.ops.quote_name(name)} IS %s", [text])


def drop(name):
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)}")


def tell_sizes():
    """Rows and megabytes of the larger tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples::bigint, pg_relation_size(oid), pg_table_size(oid) - pg_relation_size(oid), "
            "pg_indexes_size(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "ORDER BY pg_total_relation_size(oid) DESC"
        )
        tables = cursor.fetchall()
    print(f"{'':32} {'rows':>12} {'table':>9} {'toast':>9} {'indexes':>9}   (MB)")
    for name, rows, *sizes in tables[:16]:
        print(f"{name:32} {rows:12,}" + "".join(f" {size / 1e6:9.1f}" for size in sizes))
    everything = [sum(column) / 1e6 for column in list(zip(*tables, strict=True))[2:]]
    print(f"{'all':32} {'':12}" + "".join(f" {size:9.1f}" for size in everything))


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--showcases", type=int, default=100_000)
    asked.add_argument("--people", type=int, help=f"one for {PEOPLE_SHARE} showcases, if not said")
    asked.add_argument("--keep", metavar="NAME", help="the database to make or to take, which stays")
    asked.add_argument("--no-search", action="store_true", help="leave the search rows out")
    asked.add_argument("--drop", metavar="NAME", help="drop a database that was kept")
    asked.add_argument("--no-texts", action="store_true", help="a sentence for each long text, and no history")
    given = asked.parse_args()
    if given.drop:
        drop(given.drop)
        return
    sizes = given.showcases, given.people
    choices = {"keep": bool(given.keep), "search": not given.no_search, "texts": not given.no_texts}
    with many_pages(given.keep or "bench_many", *sizes, **choices):
        tell_sizes()
        assert Showcase.objects.published().count() == given.showcases


if __name__ == "__main__":
    main()
