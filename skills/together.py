"""What is claimed together: pages that share skills with one page, and skills that go with one skill.

Only the newest claims are looked at, each by an index, so that it costs as much with a hundred thousand pages as with a
few thousand. `claims` is the model between skills and pages; a claim of what was merged is read as one of today.
"""

from collections import defaultdict
from functools import cache
from heapq import nlargest
from math import log
from typing import NamedTuple

from postgres.ready import GIVEN, Ready
from reading.text import fold
from skills.models import Skill

OF_SAME, OF_NEAR = 200, 50  # newest pages with a skill that are looked at, and with one that is close to it
NEAR = 0.4  # what a broader or narrower skill counts
WINDOW = 2_000  # newest pages that say how common a skill is
NEWEST = 500  # pages with a skill that say what goes with it
LEAST = 2  # of them, have to show another
OFTENER = 1.2  # times as often as pages do in general
MOST = 6

# The pages before these say nothing of today: how common a skill is, is seen in the newest ones.
BEFORE = "SELECT COALESCE((SELECT id FROM {pages} ORDER BY id DESC OFFSET %(window)s LIMIT 1), 0) AS last"
SHARED = """
    WITH old AS MATERIALIZED ({before}),
    own AS (
        SELECT DISTINCT COALESCE(skill.instead_id, skill.id) AS id
        FROM {claims} AS claim JOIN skills_skill AS skill ON skill.id = claim.tag_id
        WHERE claim.content_object_id = %(page)s
    ),
    near AS (
        SELECT own.id AS own, reach.skill_id AS tag FROM own JOIN skills_reach AS reach ON reach.broad_id = own.id
        UNION
        SELECT own.id, reach.broad_id FROM own JOIN skills_reach AS reach ON reach.skill_id = own.id
    )
    SELECT near.own, COALESCE(skill.instead_id, skill.id), COALESCE(today.name, skill.name),
        (SELECT COUNT(*) FROM {claims} AS one, old WHERE one.tag_id = near.tag AND one.content_object_id > old.last),
        (SELECT COUNT(*) FROM {pages} AS page, old WHERE page.id > old.last),
        ARRAY(
            SELECT content_object_id FROM {claims} WHERE tag_id = near.tag AND content_object_id <> %(page)s
            ORDER BY content_object_id DESC
            LIMIT CASE WHEN near.own = COALESCE(skill.instead_id, skill.id) THEN %(same)s ELSE %(near)s END
        )
    FROM near JOIN skills_skill AS skill ON skill.id = near.tag
    LEFT JOIN skills_skill AS today ON today.id = skill.instead_id
"""
BESIDE = """
    WITH old AS MATERIALIZED ({before}),
    newest AS MATERIALIZED (
        SELECT DISTINCT claim.content_object_id AS page
        FROM skills_reach AS reach, LATERAL (
            SELECT content_object_id FROM {claims} WHERE tag_id = reach.skill_id
            ORDER BY content_object_id DESC LIMIT %(newest)s
        ) AS claim
        WHERE reach.broad_id = %(skill)s ORDER BY page DESC LIMIT %(newest)s
    ),
    live AS MATERIALIZED (
        SELECT newest.page FROM newest JOIN {pages} AS page ON page.id = newest.page WHERE page.withdrawn_at IS NULL
    ),
    others AS (
        SELECT COALESCE(skill.instead_id, skill.id) AS id, COUNT(DISTINCT live.page) AS n
        FROM live JOIN {claims} AS claim ON claim.content_object_id = live.page
        JOIN skills_skill AS skill ON skill.id = claim.tag_id
        GROUP BY 1 HAVING COUNT(DISTINCT live.page) >= %(least)s
    )
    SELECT others.id, others.n, (SELECT COUNT(*) FROM live), SUM((
        SELECT COUNT(*) FROM {claims} AS one, old
        WHERE one.tag_id = skill.id AND one.content_object_id > old.last
    )), (SELECT COUNT(*) FROM {pages} AS page, old WHERE page.id > old.last)
    FROM others JOIN skills_skill AS skill ON COALESCE(skill.instead_id, skill.id) = others.id
    WHERE others.id NOT IN (SELECT skill_id FROM skills_reach WHERE broad_id = %(skill)s)
    AND others.id NOT IN (SELECT broad_id FROM skills_reach WHERE skill_id = %(skill)s)
    GROUP BY others.id, others.n
"""


class Shared(NamedTuple):
    """A skill that two pages share: how much that says, its name on the other page, and whether it is only close."""

    says: float
    name: str
    is_near: bool


def sharing(claims, page, most, also=()):
    """{number of another page: [Shared], what says most first}: the `most` newest pages that share most with this one,
    and those of `also` that share any. Some may have been withdrawn.
    """
    weights, seen, told = defaultdict(float), defaultdict(set), []
    for own, one, pages in _by_what_it_says(_shared(claims).rows(page)):
        new = set(pages) - seen[own]  # what was said of this skill already, says more
        seen[own] |= new
        told.append((one, new))
        for other in new:
            weights[other] += one.says
    kept = nlargest(most, zip(weights.values(), weights, strict=True))
    found = {other: [] for other in {*(other for _, other in kept), *(also & weights.keys())}}
    for one, others in told:
        for other in others & found.keys():
            found[other].append(one)
    return found


def _by_what_it_says(rows):
    """[(own skill, Shared, pages)], in an order that depends on nothing else."""
    shown = defaultdict(int)  # {skill: how many of the newest pages show it}
    for own, theirs, _, n, *_ in rows:
        shown[own] += n if own == theirs else 0
    found = []
    for own, theirs, name, n, every, pages in rows:
        says = log(1 + every / max(shown[own], 1))
        if own != theirs:
            says = NEAR * min(says, log(1 + every / max(n, 1)))
        found.append((own, Shared(says, name, own != theirs), pages))
    return sorted(found, key=lambda row: (-row[1].says, row[0], row[1].name))


def often_with(claims, skill, *, besides=()):
    """[Skill], A to Z, that pages with this skill or a narrower one also show, more often than pages in general do.

    Without what is broader or narrower, and without `besides`.
    """
    besides = {other.pk for other in besides}
    says = {}
    for other, n, of, general, every in _beside(claims).rows(skill.pk):
        oftener = (n / of) / ((int(general) + 1) / (every + 1))
        if oftener >= OFTENER and other not in besides:
            says[other] = n * log(oftener)
    known = Skill.objects.accepted().in_bulk(says)
    likely = sorted(known, key=lambda other: (-says[other], other))[:MOST]
    return sorted((known[other] for other in likely), key=lambda other: fold(other.name))


@cache
def _shared(claims):
    return _asked(claims, SHARED, page=GIVEN, same=OF_SAME, near=OF_NEAR)


@cache
def _beside(claims):
    return _asked(claims, BESIDE, skill=GIVEN, newest=NEWEST, least=LEAST)


def _asked(claims, sql, **values):
    tables = {"claims": claims._meta.db_table, "pages": claims.content_object.field.related_model._meta.db_table}
    return Ready(sql.format(before=BEFORE.format(**tables), **tables), {"window": WINDOW, **values})
