"""What it costs to approve a showcase among 10,000, and how long one waits for another that is approved at once.

$ python bench/many.py --showcases 10000 --keep many10k     once
$ python bench/approve.py --keep many10k                    the same database: what is approved is taken back
"""

import argparse
import statistics
from multiprocessing import get_context
from time import perf_counter

import many
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from timing import timed, told

from people.models import EDITORS, User
from review import services
from review.models import Status, Submission

WORKER = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # what follows is queued, as in production
PAIRS = 12


def sent(number):
    """So many submissions that wait, made of others that were approved."""
    older = Submission.objects.filter(kind="showcase", status=Status.APPROVED).order_by("-pk")[:number]
    return [
        Submission.objects.create(
            kind="showcase",
            status=Status.SUBMITTED,
            submitted_at=timezone.now(),
            author=one.author,
            queue_institution=one.queue_institution,
            title=one.title,
            content=one.content,
        )
        for one in older
    ]


def approve(submission, editor):
    """Approve it, and take that back."""
    with transaction.atomic():
        services.move(submission, "approve", by=editor)
        transaction.set_rollback(True)


def at_once(pair, editor):
    """Seconds that each of two takes who begin together."""
    context = get_context("fork")
    begin, times = context.Barrier(2), context.SimpleQueue()

    def one(submission):
        connection.close()
        connection.ensure_connection()
        begin.wait()
        begun = perf_counter()
        approve(submission, editor)
        times.put(perf_counter() - begun)

    connection.close()
    both = [context.Process(target=one, args=[submission]) for submission in pair]
    for process in both:
        process.start()
    for process in both:
        process.join()
    return sorted(times.get() for _ in both)


def measure(waiting, editor):
    for submission in waiting:  # words that were never met take long
        approve(submission, editor)
    with CaptureQueriesContext(connection) as asked:
        approve(waiting[0], editor)
    said = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    print(f"{len(said)} statements and {len(asked) - len(said)} savepoints")
    alone = [timed(approve, submission, editor, rounds=1) for submission in waiting]
    told("one approval, and taken back", alone)
    pairs = [at_once(waiting[n : n + 2], editor) for n in range(0, len(waiting), 2)]
    usual = statistics.median(one.clock for one in alone)
    first, second = (statistics.median(1000 * times[n] for times in pairs) for n in (0, 1))
    print(
        f"two at once: the first after {first:.0f} ms, the second after {second:.0f} ms; one alone takes {usual:.0f} ms"
    )


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--showcases", type=int, default=10_000)
    asked.add_argument("--keep", metavar="NAME", help="the database to make or to take, which stays")
    given = asked.parse_args()
    settings.EMAIL_BACKEND = "config.mail.QueuedBackend"
    with (
        many.many_pages(given.keep or "bench_approve", given.showcases, keep=bool(given.keep)),
        override_settings(TASKS=WORKER),
    ):
        group = Group.objects.get_or_create(name=EDITORS)[0]
        editor = User.objects.filter(is_active=True).latest("pk")
        editor.groups.add(group)
        waiting = sent(2 * PAIRS)
        try:
            measure(waiting, editor)
        finally:
            Submission.objects.filter(pk__in=[one.pk for one in waiting]).delete()
            editor.groups.remove(group)


if __name__ == "__main__":
    main()
