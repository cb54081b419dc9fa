"""The floor: the same content by as few statements as can be, and string formatting. A WSGI application of its own.

FLOOR says which. `sql` reads all from the database, without the numbers beside facets; `bitmaps` counts those too, and
takes a page of a list from bits in memory. Neither looks at who asks, checks what was typed, compresses or translates;
what words find comes newest first. /constant/R1/ answers the file R1 of the folder BENCH_BYTES, packed once.
"""

import gzip
import os
import threading
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl

import environ
import psycopg2

from bench.serving.floor_bits import CLAIMS, LIVE, Bits, bitmap, highest

PER_PAGE = 20
mine = threading.local()
WITH_BITS = os.environ.get("FLOOR") == "bitmaps"
CARD = "slug, name, line, place, mark, words, first_year, last_year, published"
SKILL = (
    "id IN (SELECT content_object_id FROM {claims} WHERE tag_id IN (SELECT reach.skill_id FROM skills_reach reach "
    "JOIN skills_skill broad ON broad.id = reach.broad_id WHERE broad.slug = %s))"
)
WORDS = "id IN (SELECT id FROM {live} WHERE search @@ plainto_tsquery('colophon', %s))"
NARROWED = """
    WITH found AS MATERIALIZED (SELECT rank FROM bench_floor.{of}_key WHERE {where})
    SELECT (SELECT count(*) FROM found), {card} FROM bench_floor.{of} JOIN
    (SELECT rank FROM found ORDER BY rank DESC LIMIT {most} OFFSET {skip}) page USING (rank) ORDER BY rank DESC"""
NEWEST = "SELECT 0, {card} FROM bench_floor.{of} ORDER BY rank DESC LIMIT {most} OFFSET {skip}"
PARTS = (
    "(SELECT json_agg(json_build_array(skill.slug, skill.name) ORDER BY claim.position) FROM {claims} claim "
    "JOIN skills_skill skill ON skill.id = claim.tag_id WHERE claim.content_object_id = live.id)"
)
SHOWCASE = f"""
    SELECT live.title, live.summary, live.challenge, live.what_we_did, live.outcome, live.advice, live.shelf_mark,
      place.name, {PARTS.format(claims=CLAIMS["showcase"])},
      (SELECT json_agg(json_build_array(name, affiliation, credit_roles) ORDER BY position)
       FROM commitment_contributor WHERE showcase_id = live.id),
      (SELECT json_agg(json_build_array(measure, before, after, unit, source) ORDER BY position)
       FROM commitment_showcaseoutcome WHERE showcase_id = live.id),
      (SELECT json_agg(json_build_array(url, label) ORDER BY position)
       FROM commitment_showcaselink WHERE showcase_id = live.id)
    FROM commitment_showcase live LEFT JOIN people_institution place ON place.id = live.institution_id
    WHERE live.slug = %s AND live.withdrawn_at IS NULL"""
PERSON = f"""
    SELECT live.name, live.hook, live.skills_in_role, live.commitment_here, live.day_to_day, live.route_here,
      live.shelf_mark, place.name, {PARTS.format(claims=CLAIMS["person"])},
      (SELECT json_agg(json_build_array(title, url, shows) ORDER BY position)
       FROM profiles_worksample WHERE profile_id = live.id),
      (SELECT json_agg(json_build_array(name, issuer) ORDER BY position)
       FROM profiles_certification WHERE profile_id = live.id),
      (SELECT json_agg(json_build_array(card.slug, card.name, card.line, card.place)) FROM (
        SELECT card.* FROM commitment_contributor credit
        JOIN bench_floor.showcase_key key ON key.id = credit.showcase_id
        JOIN bench_floor.showcase card USING (rank) WHERE credit.user_id = live.user_id
        ORDER BY rank DESC LIMIT {PER_PAGE}) card)
    FROM profiles_profile live LEFT JOIN people_institution place ON place.id = live.institution_id
    WHERE live.slug = %s AND live.withdrawn_at IS NULL"""
HOME = f"""
    (SELECT 'showcases', {CARD} FROM bench_floor.showcase ORDER BY rank DESC LIMIT 6) UNION ALL
    (SELECT 'people', {CARD} FROM bench_floor.person WHERE rank <= 6)"""
SKILLS = "SELECT slug, name, kind FROM skills_skill WHERE status = 'accepted' ORDER BY kind, name"
OF = {"showcases": "showcase", "people": "person"}


def rows(statement, parameters=(), by_index=False):
    """What a statement finds, on a connection that this thread keeps; by its index, where the planner would not."""
    name = "by_index" if by_index else "as_usual"
    if not hasattr(mine, name):
        setattr(mine, name, connect("-c enable_seqscan=off" if by_index else ""))
        getattr(mine, name).autocommit = True
    with getattr(mine, name).cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def connect(options=""):
    given = environ.Env.db_url_config(os.environ["DATABASE_URL"])
    return psycopg2.connect(dbname=given["NAME"], options=options, **given["OPTIONS"])


def cards(path, found):
    """HTML of those found."""
    return "".join(
        f'<li><article class="card"><span class="spine">{" ".join(words)}</span><img src="/covers/{mark}.svg" alt="">'
        f'<h3><a href="/{path}/{slug}/">{escape(name)}</a></h3><p>{escape(line)}</p>'
        f"<p><span>{escape(place)}</span> {first}–{last or ''}, published {published}</p></article></li>"
        for slug, name, line, place, mark, words, first, last, published in found
    )


def listed(path, asked):
    of, page = OF[path], int(asked.pop("page", 1))
    skip, q = PER_PAGE * (page - 1), asked.pop("q", "")
    parts = {"of": of, "card": CARD, "most": PER_PAGE, "skip": skip, "claims": CLAIMS[of], "live": LIVE[of]}
    if WITH_BITS:
        return _by_bits(path, bits()[of], asked, q, parts)
    where = {"skill": SKILL, "pillar": "words @> ARRAY[%s]::varchar[]"}
    conditions = [where[name] for name in asked] + ([WORDS] if q else [])
    statement = NARROWED if conditions else NEWEST
    parts["where"] = " AND ".join(conditions).format(**parts)
    found = rows(statement.format(**parts), [*asked.values(), *([q] if q else [])], by_index=bool(q))
    total = found[0][0] if found else 0
    return f"<p>{total:,}</p><ul>{cards(path, [row[1:] for row in found])}</ul>"


def _by_bits(path, held, chosen, q, parts):
    found = held.all
    if q:
        matching = f"SELECT rank FROM bench_floor.{{of}}_key WHERE {WORDS}".format(**parts)
        found = bitmap((rank for (rank,) in rows(matching, [q], by_index=True)), held.size)
    narrow, besides = held.narrowed(found, chosen)
    ranks = highest(narrow, parts["skip"], PER_PAGE)
    shown = rows("SELECT {card} FROM bench_floor.{of} WHERE rank = ANY(%s) ORDER BY rank DESC".format(**parts), [ranks])
    options = "".join(
        f'<li><a href="/{path}/?{facet}={value}">{escape(label)}</a> <span>{number:,}</span></li>'
        for facet, value, label, number in held.counts(narrow, besides)
    )
    return f"<p>{narrow.bit_count():,}</p><ul>{options}</ul><ul>{cards(path, shown)}</ul>"


def one(statement, slug):
    """A page with all its parts, which the database puts together."""
    [found] = rows(statement, [slug])
    parts = "".join(
        f"<p>{escape(part or '')}</p>"
        if isinstance(part, str | None)
        else f"<ul>{''.join(f'<li>{escape(str(row))}</li>' for row in part)}</ul>"
        for part in found[1:]
    )
    return f"<h1>{escape(found[0])}</h1>{parts}"


def skills():
    held = bits()["showcase"].facets["skill"] if WITH_BITS else {}
    return "<ul>{}</ul>".format(
        "".join(
            f'<li><a href="/skills/{slug}/">{escape(name)}</a> {held[slug][1].bit_count() if slug in held else ""}</li>'
            for slug, name, _ in rows(SKILLS)
        )
    )


def home():
    found = rows(HOME)
    return "".join(f"<ul>{cards(path, [row[1:] for row in found if row[0] == path])}</ul>" for path in OF)


@cache
def bits():
    with connect() as connection:
        return {of: Bits(connection, of) for of in OF.values()}


@cache
def constant(name):
    return gzip.compress(Path(os.environ["BENCH_BYTES"], name).read_bytes())


def answer(path, asked):
    match path.strip("/").split("/"):
        case [""]:
            return home()
        case ["healthz"]:
            return "Up."
        case ["skills"]:
            return skills()
        case ["showcases" | "people" as name]:
            return listed(name, asked)
        case ["showcases", slug]:
            return one(SHOWCASE, slug)
        case ["people", slug]:
            return one(PERSON, slug)
    raise LookupError(path)


def application(environ, start_response):
    """A page of the floor. What is not there is an error: only the bench asks."""
    path, headers = environ["PATH_INFO"], [("Content-Type", "text/html; charset=utf-8")]
    if path.startswith("/constant/"):
        body = constant(path.split("/")[2])
        headers.append(("Content-Encoding", "gzip"))
    else:
        page = answer(path, dict(parse_qsl(environ["QUERY_STRING"])))
        body = f"<!doctype html><html lang=en><title>Floor</title><body><main>{page}</main></body></html>".encode()
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [body]


if WITH_BITS:
    bits()
