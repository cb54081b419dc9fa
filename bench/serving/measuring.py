"""Measures pages over HTTP: what one request costs when nothing else is asked for, and how servers stand many clients.

>>> measured = measure(place, pages(), postmaster, budget=8, seconds=3, tell=print)

gives {"pages": {name: {...}}, "load": [...], "memory": {...}}, all that `results.py` writes tables of.
"""

import os
import statistics
from contextlib import ExitStack
from itertools import cycle
from threading import Thread
from time import perf_counter

from bench.serving.client import UNPACKED, Client, load
from bench.serving.servers import THREADS, NotServed
from bench.serving.spent import Meter, children

CACHES = {  # what the environment says of the page cache: the one place that knows
    "off": {"PAGES_CACHE_URL": "dummycache://"},
    "on": {},
    "in the database": {"PAGES_CACHE_URL": "dbcache://cache?max_entries=20000"},
}
IN_CROWDS = ("off", "on")
FLOORS = {"sql": "one statement", "bitmaps": "bitmaps"}
LEAST, MOST = 5, 25  # rounds
WARMING = 3  # seconds at most before each page
CLIENTS = (1, 4, 16)
MANY_WORKERS = 3  # as in docs/install.md, where clients are many
LOADED = ("R1", "R4", "R7")  # besides all pages in turn


def measure(place, pages, postmaster, *, budget, seconds, tell, clients=CLIENTS):
    """See above. About `budget` seconds a page go into rounds, `seconds` into the load of each number of `clients`."""
    folder = place.folder / "bytes"
    folder.mkdir(exist_ok=True)
    found = {page.name: {"what": page.what} for page in pages}
    for mode, set_so in CACHES.items():
        with place.serving(f"observed {mode}", "bench.serving.observed:application", **set_so) as server:
            for page in pages:
                found[page.name][f"parts {mode}"] = observe(server, page, folder)
    with ExitStack() as stack:

        def serving(name, application, **set_so):
            return stack.enter_context(place.serving(name, application, BENCH_BYTES=str(folder), **set_so))

        portal = {mode: stack.enter_context(place.serving(mode, **set_so)) for mode, set_so in CACHES.items()}
        floors = {name: serving(name, "bench.serving.floor:application", FLOOR=name) for name in FLOORS}
        constant = serving("constant", "bench.serving.constant:application")
        memory = {mode: remembered(server) for mode, server in portal.items()}
        for page in pages:
            same = [f"/constant/{page.name.rstrip('=')}/"]
            asked = {f"portal {mode}": (server, page.addresses) for mode, server in portal.items()}
            if page.has_floor:
                asked |= {f"floor {name}": (server, page.addresses) for name, server in floors.items()}
                asked |= {"constant": (constant, same), "bare": (floors["sql"], same)}
            found[page.name] |= alone(page, asked, postmaster, budget)
            tell(f"{page.name:4} " + said(found[page.name], asked))
        for mode, server in portal.items():
            memory[mode]["then"] = server.memory()
    loads = []
    for mode in [mode for mode in CACHES if mode in IN_CROWDS and clients]:
        with place.serving(f"many {mode}", workers=MANY_WORKERS, **CACHES[mode]) as server:
            crowded = remembered(server)
            loads += crowds(server, mode, pages, postmaster, seconds, tell, clients)
            memory[f"{mode}, many clients"] = crowded | {"then": server.memory()}
    return {"pages": found, "load": loads, "memory": memory}


def remembered(server):
    """What is known of a server that has just started."""
    started = [server.started_in, server.started_for]
    return {"workers": server.number, "first": server.memory(), "started": started}


def said(figures, asked):
    return ", ".join(f"{name} {sum(figures[name]['cpu']):.1f}" for name in asked if figures.get(name))


def observe(server, page, folder):
    """Statements and milliseconds as the server tells them, bytes before and after packing; keeps the plain bytes."""
    with Client(server.port) as client:
        seen = [client.get(address) for address in page.addresses * 3]
        plain = [client.get(address, **UNPACKED).body for address in page.addresses]
    for answer, address in zip(seen, page.addresses * 3, strict=True):
        if answer.status != 200:
            raise NotServed(f"{address} answered {answer.status}.")
    last = seen[-len(page.addresses) :]
    if page.has_floor:
        (folder / page.name).write_bytes(plain[0])
    told = {
        name: statistics.median(float(answer.headers[f"x-bench-{name}"]) for answer in seen[len(page.addresses) :])
        for name in ("statements", "sql", "python")
    }
    sizes = {"wire": [answer.body for answer in last], "plain": plain}
    return told | {name: statistics.median(map(len, bodies)) for name, bodies in sizes.items()}


def alone(page, asked, postmaster, budget):
    """{name: figures} of single requests: each server is asked once a round, so that all meet the same machine.

    `cpu` is [web, SQL] in milliseconds, medians of the rounds; what PostgreSQL's helpers took is shared out evenly.
    """
    with ExitStack() as stack:
        clients = {name: stack.enter_context(Client(server.port)) for name, (server, _) in asked.items()}
        rounds = _rounds(page, asked, clients, postmaster, budget)
    found = {}
    for name, seen in rounds.items():
        wrong = {answer.status for _, answer in seen} - {200, 304}
        if wrong:
            raise NotServed(f"{name} answered {sorted(wrong)} for {asked[name][1]}.")
        ended = statistics.fmean(spent.ended for spent, _ in seen)
        web = statistics.median(spent.web for spent, _ in seen)
        sql = statistics.median(spent.sql for spent, _ in seen) + ended
        found[name] = {
            "cpu": [web, sql],
            "clock": 1000 * statistics.median(answer.seconds for _, answer in seen),
            "not changed": sum(answer.status == 304 for _, answer in seen) / len(seen),
            "rounds": len(seen),
        }
    return found


def _rounds(page, asked, clients, postmaster, budget):
    """{name: [(Spent, Answer) of each round]}"""
    turns = {name: cycle(addresses) for name, (_, addresses) in asked.items()}
    for server, addresses in asked.values():
        _warm(server, addresses)
    tags = {name: _tags(clients[name], asked[name][1]) if page.again else {} for name in asked}
    meters = {name: Meter(postmaster, server.workers) for name, (server, _) in asked.items()}
    rounds = {name: [] for name in asked}
    end = perf_counter() + budget
    for number in range(MOST):
        for name, meter in meters.items():
            address = next(turns[name])
            meter.lap()
            answer = clients[name].get(address, **tags[name].get(address, {}))
            rounds[name].append((meter.lap(), answer))
        if number + 1 >= LEAST and perf_counter() > end:
            break
    return rounds


def _tags(client, addresses):
    """{address: the headers by which it is asked for again}"""
    found = {}
    for address in addresses:
        given = client.get(address).headers
        names = {"If_None_Match": given.get("etag"), "If_Modified_Since": given.get("last-modified")}
        found[address] = {name: value for name, value in names.items() if value}
    return found


def _warm(server, addresses):
    """Every thread of it has a connection to the database, and every address has been asked for."""
    with Client(server.port) as client:
        for address in addresses:
            client.get(address)
    end = perf_counter() + WARMING

    def ask(address):
        with Client(server.port) as client:
            for _ in range(3):
                client.get(address)
                if perf_counter() > end:
                    return

    threads = [Thread(target=ask, args=[addresses[at % len(addresses)]]) for at in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def crowds(server, mode, pages, postmaster, seconds, tell, numbers):
    """A list of figures: each sort of page, and all in turn, under so many clients."""
    plain = [page for page in pages if not page.again]
    sorts = {"all in turn": [address for page in plain for address in page.addresses]}
    sorts |= {page.name: page.addresses for page in plain if page.name in LOADED}
    found = []
    for what, addresses in sorts.items():
        load(server.port, addresses, max(numbers), seconds / 2)
        for clients in numbers:
            meter = Meter(postmaster, server.workers)
            got = load(server.port, addresses, clients, seconds)
            spent, number = meter.lap(), len(got.seconds)
            failed = f", {got.wrong} failed (see {server.log})" if got.wrong else ""
            tell(f"{what:12} {clients:2} clients, cache {mode}: {got.rate:7.1f} a second{failed}")
            found.append(
                {
                    "what": what, "cache": mode, "clients": clients, "rate": got.rate, "wrong": got.wrong,
                    "half": 1000 * statistics.median(got.seconds), "most": 1000 * got.seconds[int(0.95 * number)],
                    "cpu": sum(spent) / number,
                }
            )  # fmt: skip
    return found


def pinned(place, postmaster):
    """Keep PostgreSQL on the core of `place` and this process off it; returns what undoes it."""
    if place.core is None:
        return lambda: None
    processes = [postmaster, *children(postmaster)]
    before = {pid: os.sched_getaffinity(pid) for pid in [*processes, os.getpid()]}
    for pid in processes:
        place.pin(pid)
    os.sched_setaffinity(0, before[os.getpid()] - {place.core})

    def undo():
        for pid in [postmaster, *children(postmaster), os.getpid()]:
            os.sched_setaffinity(pid, before.get(pid, before[postmaster]))

    return undo
