"""What a desk of 200 submissions and a queue of 2,000 cost, among 10,000 showcases.

$ python bench/many.py --showcases 10000 --keep many10k     once
$ python bench/desk.py --keep many10k                       the same database, with what is waiting added and taken back
"""

import argparse
from datetime import timedelta

import many
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from timing import timed, told

from commitment.models import Showcase
from people.models import EDITORS, Institution, Membership, Standing, User
from review.models import Status, Submission

WAITING, OWN = 2_000, 200
FLOOR = 25  # milliseconds of the portal and of PostgreSQL together


def fill():
    """A queue of 2,000 at one institution, and somebody with 200 submissions; returns them, a manager, an editor."""
    place = Institution.objects.order_by("pk").first()
    author, manager, editor, *others = User.objects.filter(is_active=True).order_by("pk")[:50]
    for user, standing in ((author, Standing.STAFF), (manager, Standing.MANAGER)):
        Membership.objects.filter(user=user).delete()
        Membership.objects.create(user=user, institution=place, standing=standing)
    editor.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    older = Submission.objects.filter(kind="showcase", status=Status.APPROVED).order_by("pk")[:50]
    contents, now = [one.content for one in older], timezone.now()
    common = {"kind": "showcase", "queue_institution": place}
    sent = {"status": Status.SUBMITTED, "submitted_at": now - timedelta(days=2)}
    made = [
        Submission(author=others[n % len(others)], title=f"Waiting {n}", content=contents[n % 50], **common, **sent)
        for n in range(WAITING)
    ]
    kinds = (
        {"status": Status.DRAFT},
        sent,
        {"status": Status.DECLINED, "submitted_at": now, "decided_at": now, "decided_by": manager},
        {"status": Status.WITHDRAWN},
    )
    made += [
        Submission(author=author, title=f"Mine {n}", content=contents[n % 50], **common, **kinds[n % 4])
        for n in range(OWN)
    ]
    Submission.objects.bulk_create(made)
    Showcase.objects.filter(pk__in=Showcase.objects.order_by("pk").values("pk")[:OWN]).update(owner=author)
    return author, manager, editor


def measure(rounds):
    author, manager, editor = fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE review_submission")
    settings.TEMPLATES[0]["BACKEND"] = "django.template.backends.django.DjangoTemplates"  # those of tests ask for more
    dear = []
    for what, user, address in (
        ("desk of 200", author, "/desk/"),
        ("desk of 200, further on", author, "/desk/?open=3&earlier=4&showcase=5"),
        ("queue of 2,000, its manager", manager, "/review/"),
        ("queue of 2,000, an editor", editor, "/review/"),
        ("queue of 2,000, page 60", editor, "/review/?page=60"),
    ):
        client = Client()
        client.force_login(user)
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        times = [timed(client.get, address, rounds=1) for _ in range(rounds)]
        told(f"{what} ({len(answer.content) // 1024} kB)", times)
        cost = min(one.process + one.server for one in times)
        if cost > FLOOR:
            dear.append(f"{what}: {cost:.0f} ms")
    return dear


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--showcases", type=int, default=10_000)
    asked.add_argument("--keep", metavar="NAME", help="the database to make or to take, which stays")
    asked.add_argument("--rounds", type=int, default=9)
    given = asked.parse_args()
    with many.many_pages(given.keep or "bench_desk", given.showcases, keep=bool(given.keep)), transaction.atomic():
        dear = measure(given.rounds)
        transaction.set_rollback(True)
    if dear:
        raise SystemExit(f"More than {FLOOR} ms: {'; '.join(dear)}.")


if __name__ == "__main__":
    main()
