"""How soon a skill's new label finds the pages that show it: of the skill that most of 100,000 showcases show.

$ python bench/many.py --showcases 100000 --keep many100k     once
$ python bench/label.py --keep many100k                       the same database: the version is taken back
"""

import argparse
from dataclasses import replace

import many
from django.db import transaction
from timing import timed, told

from bench.making.claims import Skills
from commitment.models import Showcase, ShowcaseSkill
from search.asking import ask
from search.topics import Topics
from skills.models import Skill
from skills.states import present
from skos.concepts import ENGLISH, Name
from vocabulary.services.versions import lock, put_out

LABEL = "Zzyzxing"
WITHIN = 5_000  # milliseconds


def found():
    return Showcase.objects.published().filter(search=Topics().having(ask(LABEL).strict())).count()


def publish(skill):
    """Publish a version with the label, look for it, and take the version back; returns how many showcases it finds."""
    with transaction.atomic():
        lock()
        before = present(skill.scheme)
        concept = before[skill.uri]
        labels = concept.labels | {Name(LABEL, ENGLISH, "alternative")}
        put_out(skill.scheme, before, before | {skill.uri: replace(concept, labels=labels)}, by=None)
        number = found()
        transaction.set_rollback(True)
    return number


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--showcases", type=int, default=100_000)
    asked.add_argument("--keep", metavar="NAME", help="the database to make or to take, which stays")
    given = asked.parse_args()
    with many.many_pages(given.keep or "bench_label", given.showcases, keep=bool(given.keep)):
        skill = Skill.objects.select_related("scheme").get(pk=Skills().often.pk)
        shows = ShowcaseSkill.objects.of(skill).among(Showcase.objects.published()).values("content_object").distinct()
        number = publish(skill)
        assert number == shows.count() > 0, "not all are found"
        times = [timed(publish, skill, rounds=1) for _ in range(3)]
        told(f"a label of {number:,} showcases", times)
        if max(one.clock for one in times) > WITHIN:
            raise SystemExit(f"It took more than {WITHIN / 1000:.0f} s.")


if __name__ == "__main__":
    main()
