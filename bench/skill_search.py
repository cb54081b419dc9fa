"""How long the search for skills takes: python bench/skill_search.py

Makes 1,000 skills with 8,000 labels in a database of its own, which it drops in the end; asks 100 things, misses among
them, as the picker and as the vocabulary's page do.
"""

from django.test import Client
from throwaway import many_skills
from timing import timed, told

from skills.queries import suggest
from skills.writing import rebuild_derived
from tests.skills.many import QUERIES


def measure():
    times = {q: timed(suggest, q) for q in QUERIES}
    told(f"picker, {len(QUERIES)} questions", times.values())
    print("slowest:", ", ".join(sorted(times, key=lambda q: -times[q][0])[:5]))
    page = Client()
    told("page of all skills", [timed(page.get, "/skills/")])
    told("page of what was found", [timed(page.get, "/skills/", {"q": q}) for q in QUERIES[::5]])
    told("terms made anew, no change", [timed(rebuild_derived)])


if __name__ == "__main__":
    with many_skills("bench_skill_search"):
        measure()
