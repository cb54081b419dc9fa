"""Web servers as docs/install.md runs them, on a free port of this machine, with settings for the while."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import quote, urlencode

from bench.serving.client import Client
from bench.serving.spent import children, memory, of_threads

ROOT = Path(__file__).parents[2]
THREADS = 4  # of each worker, as in docs/install.md
STARTS_WITHIN = 300  # seconds: a floor reads everything first
PORTAL = "config.wsgi:application"


class NotServed(Exception):
    """A server did not start, or answered what nobody expects; says which, with the end of its log."""


def address_of(settings):
    """DATABASE_URL of a database in Django's words."""
    place = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    place["password"] = settings.get("PASSWORD", "")
    return f"postgres:///{quote(settings['NAME'])}?{urlencode({name: value for name, value in place.items() if value})}"


class Place:
    """Where servers find what they serve: the database (Django's settings of it) and a folder of the bench's own.

    `core` is the one on which all that serves runs, None for all.
    """

    def __init__(self, database, folder, core=None):
        self.database, self.folder, self.core = database, folder.absolute(), core
        for name in ("static", "media", "logs"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def environment(self, port=8000, **more):
        """That of production, but for HTTPS. What this process has is left out: a setting of somebody's own too."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
        return kept | {
            "COLOPHON_MODE": "production",
            "COLOPHON_VAR": str(self.folder),
            "STATIC_ROOT": str(self.folder / "static"),
            "MEDIA_ROOT": str(self.folder / "media"),
            "DATABASE_URL": address_of(self.database),
            "SECRET_KEY": "made up for measuring, and long enough that nothing complains of it",
            "SITE_URL": f"http://127.0.0.1:{port}",
            "HTTPS": "false",
            "EMAIL_URL": "dummymail://",
            "LOG_LEVEL": "WARNING",
            "MALLOC_ARENA_MAX": "1",  # as docs/install.md has it
            **more,
        }

    def manage(self, *arguments):
        """Run one of manage.py's commands; raises with what it said when it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise NotServed(f"manage.py {' '.join(arguments)} failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
        return done.stdout

    def pin(self, pid):
        """Keep a process on the one core, and what it begins from now on."""
        if self.core is not None:
            os.sched_setaffinity(pid, {self.core})

    @contextmanager
    def serving(self, name, application=PORTAL, workers=1, **settings):
        """A Server of `application` with these settings besides, until the block ends. `name` is that of its log."""
        server = Server(self, name, application, workers, settings)
        try:
            server.wait()
            yield server
        finally:
            server.stop()


class Server:
    """gunicorn and its workers. `started_in` is seconds from nothing to the first answer, `started_for` of CPU."""

    def __init__(self, place, name, application, workers, settings):
        self.name, self.number, self.port = name, workers, _free_port()
        self.log, begun = place.folder / "logs" / f"{name}.log", perf_counter()
        arguments = (
            f"--bind=127.0.0.1:{self.port}", f"--workers={workers}", f"--threads={THREADS}",
            "--limit-request-line=8190", "--no-control-socket", "--timeout=300",
        )  # fmt: skip
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", application, *arguments],
                cwd=ROOT, env=place.environment(self.port, **settings), stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        place.pin(self.process.pid)
        self.begun = begun

    @property
    def workers(self):
        return children(self.process.pid)

    def wait(self):
        """Until it answers."""
        while perf_counter() - self.begun < STARTS_WITHIN:
            if self.process.poll() is not None:
                break
            try:
                with Client(self.port) as client:
                    client.get("/healthz")
            except OSError:
                sleep(0.02)
                continue
            self.started_in = perf_counter() - self.begun
            self.started_for = sum(ms for pid in self.workers for ms in of_threads(pid).values()) / 1000 / self.number
            return
        raise NotServed(f"{self.name} does not start:\n{self.log.read_text(errors='replace')[-2000:]}")

    def memory(self):
        """(resident, its share of what is common) in megabytes, of the worker that has most."""
        return max(memory(pid) for pid in self.workers)

    def stop(self):
        """It and its workers end; they are killed if they do not want to."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            for pid in [*self.workers, self.process.pid]:
                os.kill(pid, 9)
            self.process.wait()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
