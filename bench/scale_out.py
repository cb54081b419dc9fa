"""Two web nodes and two workers on one machine, before a primary and its standby: tried, broken, and what was lost.

$ python bench/scale_out.py                  about four minutes; says what is missing, and how to install it
$ python bench/scale_out.py --showcases 2000 --keep /tmp/trial     more pages; the folder with all logs stays
$ python bench/scale_out.py --bucket         pictures in an S3-compatible store instead of a shared folder

haproxy in front, PgBouncer in transaction mode before both databases, Redis for the cache, pictures in one folder. All
of it listens on this machine alone, on ports that were free, and is ended by its own number.
"""

import argparse
import os
import platform
import sys
import threading
import time
from contextlib import closing, contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

import django
import psycopg2
import requests
from PIL import Image

from bench.scaling.bucket import start_store
from bench.scaling.front import Front, Portal
from bench.scaling.postgres import NAME, STANDBY, Server
from bench.scaling.programs import Programs, manage, require, until
from bench.scaling.visitors import Client, Crowd, Letters

PAGES = ["/", "/skills/", "/people/", "/showcases/", "/institutions/", "/skills/conservation/", "/showcases/?q=maps"]
SYNCHRONOUS = {"synchronous_standby_names": STANDBY, "synchronous_commit": "remote_apply"}
DUE = (  # what is to be done later is dated; what is to be done at once has the last date there is
    "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING') "
    "AND (run_after IS NULL OR run_after < now() OR run_after > now() + interval '100 years')"
)
FAILED = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'"
found = []  # (what, how much of it, what was lost)


def said(sentence):
    print(f"{time.monotonic() - BEGUN:6.1f} s  {sentence}", flush=True)


def told(what, how_many, lost):
    found.append((what, how_many, lost))
    said(f"{what}: {how_many}; lost: {lost}")


@contextmanager
def everything(folder, with_bucket):
    """All programs, running; in the end none of them is."""
    programs = Programs(folder)
    portal = None
    try:
        primary, standby = Server(programs, "primary"), Server(programs, "standby")
        front = Front(programs, require(), primary, standby)
        portal = Portal(programs, front, primary.url(), start_store(programs) if with_bucket else {})
        primary.create()
        primary.start()
        primary.ask(f"CREATE DATABASE {NAME}", database="postgres")
        said("the primary is there; migrating")
        front.start_redis()
        front.start_pooler()
        collecting = threading.Thread(
            target=manage,
            args=("collectstatic", "--noinput", "--verbosity=0"),
            kwargs={"environment": portal.environment},
        )
        collecting.start()
        manage("migrate", "--verbosity=0", environment=portal.environment)
        manage("createcachetable", environment=portal.environment)
        collecting.join()
        sys.path.append(portal.environment["PYTHONPATH"])
        os.environ |= portal.environment | {"DATABASE_URL": primary.url(), "DATABASE_REPLICA_URL": ""}
        django.setup()
        yield programs, primary, standby, front, portal
    finally:
        if portal:
            portal.is_over.set()
        programs.stop_all()


def furnish():
    """The vocabulary, and the library of the journey."""
    from django.core.management import call_command

    from tests.journey import make_place
    from vocabulary.apps import SHIPPED

    call_command("load_vocabulary", *SHIPPED, verbosity=0)
    return make_place()


def start_portal(programs, primary, standby, front, portal):
    standby.copy_of(primary)
    standby.start()
    portal.keep_workers("worker1", "worker2")
    for name in ("node1", "node2"):
        portal.start_node(name)
    portal.wait_for_nodes()
    front.start_proxy(portal.ports)
    until(lambda: requests.get(f"{front.url}/readyz", timeout=5).status_code == 200, 60, "the portal")
    until(lambda: primary.ask("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") == [(1,)])


# -- stale reads -----------------------------------------------------------------------------------------------


def stale_reads(primary, standby, times=60):
    """How often the standby did not have what was committed a moment ago, for how long, and what a commit took."""
    places = [{"host": str(s.home), "port": 5432, "user": "postgres", "dbname": NAME} for s in (primary, standby)]
    stale, worst, commits = 0, 0.0, []
    with closing(psycopg2.connect(**places[0])) as one, closing(psycopg2.connect(**places[1])) as other:
        one.autocommit = other.autocommit = True
        write, read = one.cursor(), other.cursor()
        for number in range(1, times + 1):
            begun = time.monotonic()
            write.execute("UPDATE trial SET n = %s", [number])
            committed = time.monotonic()
            commits.append(committed - begun)
            read.execute("SELECT n FROM trial")
            if read.fetchone()[0] != number:
                stale += 1
                while read.execute("SELECT n FROM trial") or read.fetchone()[0] != number:
                    pass
                worst = max(worst, time.monotonic() - committed)
    commits.sort()
    middle = 1000 * commits[times // 2]
    return f"{stale} of {times} reads stale, {1000 * worst:.0f} ms at most; a commit takes {middle:.1f} ms"


# -- the journey -----------------------------------------------------------------------------------------------


def go_the_whole_way(front, folder, primary):
    """The story of the tests, through the proxy, while others read. Readers see at once what was approved."""
    from django.core import mail

    from tests.journey import journey
    from tests.pages import Visitor

    mail.outbox = Letters(folder / "mail", lambda: primary.ask(DUE)[0][0])
    with Crowd(front.url, PAGES, visitors=2, pause=0.1) as crowd:
        journey(lambda: Visitor(Client(front.url)))
    told("The journey, from sign-up to the second version, while others read", crowd.told(), len(crowd.faults))


# -- how much they take ----------------------------------------------------------------------------------------

SHARES = {
    "nodes": ("node1", "node2"),
    "primary": ("primary",),
    "standby": ("standby",),
    "PgBouncer": ("pgbouncer",),
    "haproxy": ("haproxy",),
}


def measure(programs, front, showcases, seconds=6):
    """What a request of a visitor's costs, and whom. Time of the processor, as others may be using this machine."""
    lists = [f"/showcases/?page={page}" for page in range(1, 1 + showcases // 25)]
    for what, addresses in (("pages that nobody has read yet", lists), ("the same page again", PAGES[:1])):
        before = {name: programs.spent(*names) for name, names in SHARES.items()}
        with Crowd(front.url, addresses) as crowd:
            time.sleep(seconds)
        each = {n: 1000 * (programs.spent(*names) - before[n]) / crowd.asked for n, names in SHARES.items()}
        said(f"{what}: {crowd.told()}")
        said(f"  ms of the processor for one: {', '.join(f'{name} {took:.2f}' for name, took in each.items())}")


# -- what is broken meanwhile -----------------------------------------------------------------------------------


def a_large_picture():
    from django.core.files.uploadedfile import SimpleUploadedFile

    out = BytesIO()
    Image.effect_noise((4000, 3000), 60).convert("RGB").save(out, "JPEG", quality=60)
    return SimpleUploadedFile("large.jpg", out.getvalue(), "image/jpeg")


def kill_a_worker(programs, primary, portal):
    """In the middle of a task. Returns the task's number, and which worker it was."""
    from people.models import User
    from pictures.services import store_picture

    store_picture(a_large_picture(), by=User.objects.get(email="una@inverlathe.example"))
    running = (
        "SELECT id, worker_ids->>-1 FROM django_tasks_database_dbtaskresult "
        "WHERE status = 'RUNNING' AND task_path LIKE '%make_renditions'"
    )
    until(lambda: primary.ask(running), what="a worker to make renditions")
    [(task, worker)] = primary.ask(running)
    programs.kill(worker.partition(".")[0])
    said(f"{worker} was killed in the middle of a task")
    return task


def wait_for_task(task, server, portal):
    """Housekeeping on both nodes at once puts it back, once; another worker does it."""

    def is_now():
        [state] = server.ask(
            "SELECT status, worker_ids, started_at < now() - interval '55 seconds' "
            "FROM django_tasks_database_dbtaskresult WHERE id = %s",
            [task],
        )
        return state

    until(lambda: is_now()[2], 70, "the task to be taken for stuck")
    keep_house = {"target": manage, "args": ("housekeeping",), "kwargs": {"environment": portal.environment}}
    both = [threading.Thread(**keep_house), threading.Thread(**keep_house)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    until(lambda: is_now()[0] == "SUCCESSFUL", 60, "the task to be done")
    workers = is_now()[1]
    told("A worker killed in the middle of a task", f"it ran on {' and then on '.join(workers)}", 0)


def look_at_the_picture(front):
    """Una, whose draft's it is, gets it from every node; nobody else does."""
    from pictures.models import Upload
    from tests.factories import PASSWORD
    from tests.pages import Visitor

    upload, una = Upload.objects.get(), Visitor(Client(front.url))
    una.open("/accounts/login/")
    una.press("Log in", {"login": "una@inverlathe.example", "password": PASSWORD})
    missing = 0
    for width, form in upload.renditions * 2:
        theirs, ours = (
            s.get(front.url + upload.address(width, form), timeout=20) for s in (una.client.session, requests)
        )
        missing += (theirs.status_code, theirs.headers["Content-Type"][:6], ours.status_code) != (200, "image/", 404)
    told("Files of a picture, for its owner alone", f"{2 * len(upload.renditions)} times", missing)


class Editor(threading.Thread):
    """Una approves one after the other, and tries again where she gets no answer, as anybody would."""

    def __init__(self, site, waiting):
        super().__init__(daemon=True)
        self.site, self.waiting = site, waiting
        self.acknowledged, self.done_unheard, self.faults = [], [], []

    def run(self):
        from tests.factories import PASSWORD
        from tests.pages import Visitor

        una = Visitor(Client(self.site))
        una.open("/accounts/login/")
        una.press("Log in", {"login": "una@inverlathe.example", "password": PASSWORD})
        for number in self.waiting:
            while not self._approve(una, number):
                time.sleep(0.2)

    def _approve(self, una, number):
        try:
            una.open(f"/review/{number}/")
            if "Approve and publish" not in [button[0] for form in una.page.forms for button in form.buttons]:
                if una.page.status == 200:
                    self.done_unheard.append(number)
                return una.page.status == 200
            una.press("Approve and publish")
        except requests.RequestException as problem:
            self.faults.append(type(problem).__name__)
            return False
        if "Approved: it is live now" in una.page:
            self.acknowledged.append(number)
            return True
        self.faults.append(una.page.status)
        return False


def submissions(library, number):
    """So many showcases that wait for Una: {the submission's number: the address it will have}."""
    from tests.factories import SubmissionFactory, UserFactory

    author = UserFactory(name="Ewan Strand", email="ewan@inverlathe.example", staff=library)
    made = {"author": author, "institution": library, "submitted": True}
    return {
        SubmissionFactory(**made, title=f"Estate map number {at}").pk: f"/showcases/estate-map-number-{at}/"
        for at in range(1, number + 1)
    }


def break_things(programs, primary, standby, front, portal, waiting):
    """A node dies and comes back, then the primary dies and the standby takes its place, while all go on."""
    editor = Editor(front.url, waiting)
    with Crowd(front.url, PAGES, visitors=3, pause=0.02) as crowd:
        editor.start()
        until(lambda: len(editor.acknowledged) >= len(waiting) // 5, 60, "approvals")
        at, before = time.monotonic() - crowd.begun, len(crowd.faults)
        programs.kill("node1")
        said("node1 was killed, with all its processes")
        time.sleep(4)
        told("A web node killed", f"readers in {time.monotonic() - crowd.begun - at:.0f} s", len(crowd.faults) - before)
        portal.start_node("node1")
        until(lambda: len(editor.acknowledged) >= len(waiting) // 2, 90, "approvals")
        before, begun = len(crowd.faults), time.monotonic()
        primary.lose()
        said("the primary was killed")
        standby.promote()
        front.point_pooler_to(standby, standby)
        had = len(editor.acknowledged)
        said(f"the standby is promoted, and PgBouncer leads to it: {time.monotonic() - begun:.1f} s")
        until(lambda: len(editor.acknowledged) > had, 60, "the first approval after that")
        gap = time.monotonic() - begun
        editor.join(120)
        what = "The primary killed and the standby promoted: readers, until all is approved"
        told(what, f"{gap:.1f} s to the next approval", len(crowd.faults) - before)
    said(f"readers meanwhile: {crowd.told()}")
    return editor


def count_what_is_there(editor, standby, front, addresses):
    """Everything that was acknowledged is in the promoted database, and a visitor sees it."""
    approved = {number for (number,) in standby.ask("SELECT id FROM review_submission WHERE status = 'approved'")}
    is_seen = [
        number in approved and requests.get(front.url + addresses[number], timeout=20).status_code == 200
        for number in editor.acknowledged
    ]
    counted = f"{len(is_seen)}, and {len(editor.done_unheard)} whose answer was lost"
    told("Approvals that were acknowledged", counted, is_seen.count(False))
    said(f"answers that the editor did not get: {editor.faults}")
    until(lambda: standby.ask(DUE) == [(0,)], 150, "the workers")
    failed = standby.ask(FAILED)[0][0]
    told("Tasks after all that", "all done", failed)


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--showcases", type=int, default=1000)
    asked.add_argument("--approvals", type=int, default=30)
    asked.add_argument("--bucket", action="store_true", help="pictures in an S3-compatible store (moto's: 135 MB)")
    asked.add_argument("--asynchronous", action="store_true", help="acknowledge before the standby has it")
    asked.add_argument("--keep", type=Path, help="a folder for all data and logs, which stays")
    given = asked.parse_args()
    require()
    with TemporaryDirectory(prefix="scale-") as own:
        folder = given.keep or Path(own)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)  # the databases run as somebody else
        with everything(folder, given.bucket) as parts:
            trial(folder, given, *parts)
    print(f"\nWhat was lost ({date.today():%-d %B %Y}, {os.cpu_count()} cores, {platform.machine()}):\n")
    for what, how_many, lost in found:
        print(f"| {what} | {how_many} | {lost} |")
    raise SystemExit(1 if any(lost for _, _, lost in found) else 0)


def trial(folder, given, programs, primary, standby, front, portal):
    from django.core.cache import cache

    from bench.making.filling import fill, index_all
    from bitmaps import kinds, services

    library = furnish()
    said("furnished; starting nodes and workers")
    start_portal(programs, primary, standby, front, portal)
    primary.ask("CREATE TABLE trial AS SELECT 0 AS n")
    time.sleep(0.5)
    said(f"asynchronous: {stale_reads(primary, standby)}")
    if not given.asynchronous:
        primary.set(**SYNCHRONOUS)
        time.sleep(0.5)
        said(f"synchronous, remote_apply: {stale_reads(primary, standby)}")
    go_the_whole_way(front, folder, primary)
    task = kill_a_worker(programs, primary, portal)
    fill(given.showcases, given.showcases // 5)
    index_all()
    for kind in kinds.every():  # which nobody noted, page by page
        services.rebuild(kind.name)
    primary.ask("VACUUM ANALYZE")
    said(f"{given.showcases} showcases are there")
    measure(programs, front, given.showcases)
    waiting = submissions(library, given.approvals)
    wait_for_task(task, primary, portal)
    look_at_the_picture(front)
    cache.set("trial", 41)
    said(f"the shared cache counts to {cache.incr('trial')}; Redis holds {front.keys_in_redis()} keys")
    editor = break_things(programs, primary, standby, front, portal, list(waiting))
    count_what_is_there(editor, standby, front, waiting)


if __name__ == "__main__":
    BEGUN = time.monotonic()
    main()
