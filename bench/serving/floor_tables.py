"""What the floors read besides the portal's own tables: narrow rows by rank, in the schema bench_floor.

They are as an owner of the figures would have made them: nothing of the portal's is changed, no index of it either.
"""

from django.db import connection

VERSION = 1
RANKED = {
    "showcase": """
        CREATE TABLE bench_floor.showcase AS
        SELECT row_number() OVER (ORDER BY live.first_published_at, live.id)::int AS rank, live.id, live.slug,
            live.title AS name, live.summary AS line, coalesce(place.name, '') AS place, live.shelf_mark AS mark,
            live.pillars AS words, live.first_year, live.last_year, live.first_published_at::date AS published
        FROM commitment_showcase live LEFT JOIN people_institution place ON place.id = live.institution_id
        WHERE live.withdrawn_at IS NULL ORDER BY 1""",
    "person": """
        CREATE TABLE bench_floor.person AS
        SELECT row_number() OVER (ORDER BY live.sort_key DESC, live.id DESC)::int AS rank, live.id, live.slug,
            live.name, live.hook AS line, live.job_title || ', ' || coalesce(place.name, '') AS place,
            live.shelf_mark AS mark, live.role_families AS words, 0 AS first_year, 0 AS last_year,
            live.first_published_at::date AS published
        FROM profiles_profile live LEFT JOIN people_institution place ON place.id = live.institution_id
        WHERE live.withdrawn_at IS NULL ORDER BY 1""",
}
NARROW = """
    CREATE TABLE bench_floor.{name}_key AS SELECT rank, id, words FROM bench_floor.{name} ORDER BY rank;
    ALTER TABLE bench_floor.{name} ADD PRIMARY KEY (rank);
    ALTER TABLE bench_floor.{name}_key ADD PRIMARY KEY (rank);
    CREATE UNIQUE INDEX ON bench_floor.{name}_key (id) INCLUDE (rank);
"""


def prepare(tell):
    """Make the tables, unless those are there that are of what is published now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(published_at) FROM commitment_showcase WHERE withdrawn_at IS NULL")
        rows, last = cursor.fetchone()
        made_of = f"{VERSION}: {rows} showcases until {last}"
        cursor.execute("SELECT obj_description(to_regnamespace('bench_floor'), 'pg_namespace')")
        if cursor.fetchone()[0] == made_of:
            return
        tell("making the tables of the floors ...")
        cursor.execute("DROP SCHEMA IF EXISTS bench_floor CASCADE; CREATE SCHEMA bench_floor")
        for name, statement in RANKED.items():
            cursor.execute(statement)
            cursor.execute(NARROW.format(name=name))
            cursor.execute(f"ANALYZE bench_floor.{name}; ANALYZE bench_floor.{name}_key")
        cursor.execute("COMMENT ON SCHEMA bench_floor IS %s", [made_of])
