"""What merging two much used skills costs, and whether pages are right before, while and after its tasks are done.

$ python bench/merge.py                       18,000 showcases and 2,000 profiles, in a database of its own
$ python bench/merge.py --showcases 900 --profiles 100
"""

import argparse
import os
import re
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[1]
KEPT, GONE = "paper-repair", "book-conservation"  # the second is merged into the first
WROTE = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
BEGINNING = datetime(2020, 1, 1, 12, tzinfo=UTC)


def prepare(folder):
    os.environ |= {"COLOPHON_MODE": "test", "COLOPHON_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # work waits, as in production
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill(showcases, profiles):
    """Live pages, straight into the tables. A third of them names one of the two skills, a third the other, a third
    both; each names some others.
    """
    from django.db import connection

    from commitment.models import Showcase, ShowcaseSkill, Stance
    from people.models import Institution, User
    from profiles.models import Profile, ProfileSkill
    from reading.date_words import read
    from skills.models import Skill

    place = Institution.objects.create(name="Inverlathe University Library", slug="inverlathe", kind="university")
    people = User.objects.bulk_create(
        User(email=f"person{n}@inverlathe.example", name=f"Person {n}", password="!") for n in range(profiles)
    )
    kept, gone = Skill.objects.get(slug=KEPT), Skill.objects.get(slug=GONE)
    others = list(Skill.objects.accepted().exclude(pk__in=[kept.pk, gone.pk]).order_by("pk"))

    def named(n):
        more = [others[(7 * n + each) % len(others)] for each in range(3)]
        return [[gone, *more], [*more, kept], [more[0], gone, kept, *more[1:]]][n % 3]

    def published(n, mark):
        when = BEGINNING + timedelta(hours=n)
        return {
            "version": 1, "first_published_at": when, "published_at": when, "reviewed_by": people[n % profiles - 1],
            "slug": f"{mark.lower()}-{n}", "shelf_mark": f"{mark}-{n:05}", "institution": place,
            "bit": n + 1,
        }  # fmt: skip

    text = "We treated the volumes one by one, and wrote down what we did and why. " * 12
    pages = Profile.objects.bulk_create(
        Profile(
            user=person, name=person.name, sort_key=person.name, job_title="Conservator", hook="I mend.",
            skills_in_role=text, commitment_here=text, **published(n, "P"),
        )
        for n, person in enumerate(people)
    )  # fmt: skip
    ProfileSkill.objects.bulk_create(
        ProfileSkill(content_object=page, tag=skill, position=at, level=1 + at % 4, evidence=f"Since {2000 + at}.")
        for n, page in enumerate(pages)
        for at, skill in enumerate(named(n))
    )
    lives = Showcase.objects.bulk_create(
        (
            Showcase(
                owner=people[n % profiles], title=f"Piece of work {n}", sort_key=f"piece of work {n}",
                summary="What it was about.", challenge=text, what_we_did=text, outcome=text, stance=Stance.LEADER,
                pillars=["visibility"], started=read("2024"), first_year=2024, **published(n, "S"),
            )
            for n in range(showcases)
        ),
        batch_size=1000,
    )  # fmt: skip
    ShowcaseSkill.objects.bulk_create(
        (
            ShowcaseSkill(content_object=live, tag=skill, position=at)
            for n, live in enumerate(lives)
            for at, skill in enumerate(named(n))
        ),
        batch_size=5000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def index():
    """As publishing them has left it."""
    from commitment import search as showcases
    from commitment.models import Showcase
    from profiles import search as profiles
    from profiles.models import Profile

    for made in (showcases.index(Showcase.objects.all()), profiles.index(Profile.objects.all())):
        assert made
    work()


@contextmanager
def measured(what):
    """Prints wall and CPU time of this process, and how many rows were written in how many statements."""
    from django.db import connection

    rows, statements = [], []

    def count(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        statements.append(sql)
        if WROTE.match(str(sql)):
            rows.append(max(context["cursor"].rowcount, 0))
        return result

    begun, cpu = perf_counter(), process_time()
    with connection.execute_wrapper(count):
        yield
    wall, spent = perf_counter() - begun, process_time() - cpu
    cpu_and_rows = f"(CPU here {spent * 1000:.0f} ms), {sum(rows)} rows, {len(statements)} statements"
    print(f"{what:46} {wall * 1000:9.0f} ms  {cpu_and_rows}", flush=True)


def merge():
    """As publishing a change set does it."""
    from django.db import transaction

    from skills.models import Scheme
    from skills.states import present
    from vocabulary.services.versions import lock, put_out

    scheme = Scheme.objects.get(skills__slug=KEPT)
    with transaction.atomic():
        lock()
        before = present(scheme)
        by_slug = {concept.slug: concept for concept in before.values()}
        gone = replace(by_slug[GONE], deprecated=True, replaced_by=frozenset({by_slug[KEPT].uri}))
        return put_out(scheme, before, before | {gone.uri: gone}, by=None)


def pages(what, showcases, profiles):
    """Times of pages, and that they say how many there are."""
    from django.test import Client

    from discovery import counts
    from skills.models import Skill

    client, merged = Client(), what != "before"
    per_skill = (showcases, profiles) if merged else (showcases * 2 // 3, profiles * 2 // 3)
    kept = Skill.objects.get(slug=KEPT).pk
    found = counts.showcases_by_skill(), counts.people_by_skill()
    assert (found[0][kept], found[1][kept]) == per_skill, (what, found[0][kept], found[1][kept])
    print(f"-- {what}")
    for url in (
        f"/skills/{KEPT}/", f"/showcases/?skill={KEPT}", f"/people/?skill={KEPT}", "/showcases/", "/",
        "/showcases/s-2/", "/people/p-2/",
    ):  # fmt: skip
        times = []
        for _ in range(3):
            begun = perf_counter()
            answer = client.get(url, headers={"host": "localhost"})
            times.append(perf_counter() - begun)
        assert answer.status_code == 200, (url, answer.status_code)
        shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().replace("\u202f", "")))
        if "?skill=" in url:
            total = per_skill[0] if "showcases" in url else per_skill[1]
            assert re.search(rf"\b{total} (showcase|pe)", shown), (url, total)
        if url in ("/showcases/s-2/", "/people/p-2/"):
            names = [Skill.objects.get(slug=slug).name for slug in (KEPT, GONE)]
            main = shown.split("</h1>")[-1]
            assert (names[0] in main, names[1] in main) == (True, not merged), url
        print(f"{url:46} {min(times) * 1000:9.0f} ms")
    answer = client.get(f"/skills/{GONE}/", headers={"host": "localhost"})
    assert answer.status_code == (301 if merged else 200)


def work():
    """What the worker does, task by task; messages are counted, not sent."""
    from django_tasks_db.models import DBTaskResult

    longest = {}
    ready = DBTaskResult.objects.ready().exclude(task_path__endswith="deliver").order_by("enqueued_at")
    while waiting := ready.first():
        with_args = waiting.args_kwargs
        begun = perf_counter()
        waiting.task.func(*with_args["args"], **with_args["kwargs"])
        name = waiting.task_path.rpartition(".")[2]
        longest.setdefault(name, []).append(perf_counter() - begun)
        waiting.delete()
    messages = DBTaskResult.objects.filter(task_path__endswith="deliver").count()
    for name, times in longest.items():
        print(f"   {name}: {len(times)} tasks, {sum(times):.1f} s, the longest {max(times):.1f} s")
    print(f"   {messages} messages queued")


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--showcases", type=int, default=18_000)
    asked.add_argument("--profiles", type=int, default=2_000)
    given = asked.parse_args()
    sizes = given.showcases // 3 * 3, given.profiles // 3 * 3
    with tempfile.TemporaryDirectory(prefix="colophon-bench-") as folder:
        prepare(folder)
        from django.core.management import call_command

        from skills.claimants import touched
        from skills.models import Skill

        files = ROOT / "skills" / "vocabulary"
        call_command("load_vocabulary", files / "digcomp-2.2.ttl", files / "skills.ttl", verbosity=0)
        work()  # there is nothing to bring up to date yet
        with measured("filling"):
            fill(*sizes)
        with measured("search rows"):
            index()
        pages("before", *sizes)
        kept, gone = (Skill.objects.get(slug=slug).pk for slug in (KEPT, GONE))
        with measured("what it would touch (preview)"):
            for kind in touched([gone], [kept]):
                print(f"   {kind.kind}: {kind.pages} pages, {kind.both} with both, {kind.drafts} drafts")
        with measured("the transaction"):
            merge()
        pages("during: no task is done", *sizes)
        with measured("all tasks"):
            work()
        pages("after", *sizes)


if __name__ == "__main__":
    main()
