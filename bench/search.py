"""How long it takes to search everything, and to suggest: python bench/search.py --keep many100k

In a database of 100,000 showcases and 20,000 people (see many.py), which with --keep stays for the next time. Each
question is asked as a visitor's browser asks it; each name is typed letter by letter.
"""

import argparse

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from many import many_pages
from timing import timed, told

from profiles.models import Profile

TYPED = """
a, th, co, ma, li, zz, con, the, smi, mar, lib, pre, zzz, and, for, map, paper, metad, digit, smith, library,
preservation, the con, of the, annual rep, paper rep, smith jo, university of, book con, zz top
""".replace("\n", " ").split(",")
ASKED = """
paper | conservation | digitisation | metadata | library | the | maps | IIIF | parchment | cataloguing
paper conservation | digital preservation | rights and licensing | oral history | rare books | map digitisation
born digital archives | research data management | user experience | accessibility
how do I digitise glass negatives | who knows about parchment | digitization of newspapers | colour management
"paper repair" | digitisation -photography | metadata OR cataloguing | preserv* | conservater | metdata | digitsation
zzzz | qqqq xyzzy | S-0A1B2 | university | national library | scotland | visibility | career development | smith | ann
""".replace("\n", " | ").split("|")


def questions():
    """Some that people ask, and names of people and institutions that are there."""
    names = list(Profile.objects.order_by("pk").values_list("name", "institution__name")[: 30 * 600 : 600])
    return [q.strip() for q in ASKED if q.strip()] + [name for pair in names for name in pair if name]


def measure():
    page = Client()
    begun = [name[:letters] for name in questions()[-12:] for letters in (2, 4, 7, 12)]
    typed = {q.strip(): timed(page.get, "/search/suggest/", {"q": q.strip()}) for q in [*TYPED, *begun]}
    told(f"suggestions, {len(typed)} beginnings", typed.values())
    tell_slowest(typed)
    asked = {q: timed(page.get, "/search/", {"q": q}) for q in questions()[:100]}
    told(f"search, {len(asked)} questions", asked.values())
    tell_slowest(asked)
    for q in sorted(asked, key=lambda q: -total(asked[q]))[:3]:
        tell_queries(page, q)


def total(times):
    return times.process + times.server


def tell_slowest(times):
    slowest = sorted(times, key=lambda q: -total(times[q]))[:8]
    print("  slowest:", ", ".join(f"{q} {total(times[q]):.0f}" for q in slowest))


def tell_queries(page, q):
    with CaptureQueriesContext(connection) as captured:
        page.get("/search/", {"q": q})
    slow = sorted(captured, key=lambda query: -float(query["time"]))[:4]
    print(f"  {q}: {len(captured)} queries")
    for query in slow:
        print(f"    {1000 * float(query['time']):5.0f} ms  {query['sql'][:60]} ... {query['sql'][-120:]}")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--showcases", type=int, default=100_000)
    asked.add_argument("--keep", metavar="NAME", help="the database to make or to take, which stays")
    given = asked.parse_args()
    with many_pages(given.keep or "bench_search", given.showcases, keep=bool(given.keep)):
        measure()
