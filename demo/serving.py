"""`make demo`: the portal on this machine with sample content, run as production runs it, until Ctrl-C."""

import atexit
import ctypes
import hashlib
import http.client
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ImproperlyConfigured

from config.files import write_whole
from postgres.embedded import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
ROOM = 400  # megabytes of disk that the database and the pictures may want
PATIENCE = 60  # seconds that the web server gets to answer for the first time
HOUSEKEEPING = 60  # seconds between two runs; in production a timer does this
GUNICORN = "-m gunicorn config.wsgi:application --workers=2 --threads=4 --limit-request-line=8190 --graceful-timeout=5"
WORKER = "manage.py db_worker --no-reload --queue-name=*"
ACCOUNTS = """
  Colophon is running: {url}

  Log in as staff@demo.example, manager@demo.example or editor@demo.example
  with the password colophon-demo. E-mail goes to files in {mail}.
  Press Ctrl-C to stop.
"""


class Failure(Exception):
    """What went wrong, in words for the person at the terminal."""


class Stopped(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


class Demo:
    """The database and the programs that use it: started in order, watched, stopped in order."""

    def __init__(self, port: int, var: Path):
        self.port, self.var = port, var
        self.url = f"http://{HOST}:{port}"
        self.children: list[subprocess.Popen] = []
        self.stopping = False

    def run(self) -> None:
        """Serve until told to stop. Raises Failure when that is not possible."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note_signal)
        self._check_machine()
        print("Starting the database ...")
        atexit.register(print, "Stopped.")  # registered before the database, so said after it has stopped
        embedded(self.var / "postgres")
        self.environment = self._environment()
        try:
            self._prepare()
            self._serve()
        except Stopped:
            print("\nStopping ...")
        finally:
            self._stop_children()

    def _note_signal(self, number: int, frame: object) -> None:
        self.stopping = True  # no exception: one in the middle of a start would lose a child

    def _pause(self) -> None:
        time.sleep(0.1)
        if self.stopping:
            raise Stopped

    def _check_machine(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, self.port))
            except OSError as problem:
                another = self.port + 1 if 1024 <= self.port < 65535 else 8001
                raise Failure(
                    f"Port {self.port} cannot be used ({problem.strerror}). Stop the program that uses it "
                    f"(another demo?), or choose another port: make demo PORT={another}"
                ) from None
        self.var.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(self.var).free // 2**20
        if free < ROOM:
            raise Failure(f"The demo needs {ROOM} MB of free disk space, and {self.var} has {free} MB left.")

    def _environment(self) -> dict[str, str]:
        """What our children see; the empty values keep a .env file meant for production out of the demo."""
        secret = self.var / "secret"
        if not secret.exists() or not secret.stat().st_size:  # one that a full disk left empty
            write_whole(secret, secrets.token_urlsafe(50).encode(), mode=0o600)
        return {
            "LOG_LEVEL": "WARNING",
            **os.environ,
            "COLOPHON_MODE": "demo",
            "COLOPHON_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": secret.read_text(),
            "SITE_URL": self.url,
            "ALLOWED_HOSTS": f"{HOST},localhost",
            "STATIC_ROOT": str(self.var / "static"),
            "MEDIA_ROOT": str(self.var / "media"),
            "DATABASE_URL": "",
            "EMAIL_URL": "",
            "HTTPS": "false",
            "PYTHONUNBUFFERED": "1",
        }

    def _start(self, *arguments: str, log: BinaryIO | None = None) -> subprocess.Popen:
        child = subprocess.Popen(  # noqa: S603
            [sys.executable, *arguments],
            cwd=BASE_DIR,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # the terminal's Ctrl-C is for us: we stop them in order
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        self.children.append(child)
        return child

    def _prepare(self) -> None:
        preparing = self._start("-m", "demo.serving", "prepare")
        while preparing.poll() is None:
            self._pause()
        if preparing.returncode != 0:
            raise Failure(
                "The demo could not be prepared; the lines above say why. "
                f"To begin anew, delete {self.var} or set COLOPHON_VAR to another folder."
            )

    def _serve(self) -> None:
        print("Starting the web server and the task worker ...")
        lightly = ("--preload", "--log-level=warning", "--no-control-socket")
        web = self._start(*GUNICORN.split(), *lightly, f"--bind={HOST}:{self.port}")
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            self._watch(web)
            if time.monotonic() > deadline:
                raise Failure(f"The web server did not answer within {PATIENCE} seconds.")
        worker_log = open(self.var / "worker.log", "wb")  # noqa: SIM115 (open as long as we are)
        worker = self._start(*WORKER.split(), log=worker_log)
        print(ACCOUNTS.format(url=self.url, mail=self.var / "mail"))
        worker_started = last_housekeeping = time.monotonic()
        while True:
            self._watch(web)
            now = time.monotonic()
            if worker.poll() is not None and now > worker_started + 5:
                print(f"The task worker stopped ({_ending(worker)}, see {worker_log.name}). Starting it again.")
                worker, worker_started = self._start(*WORKER.split(), log=worker_log), now
            if now > last_housekeeping + HOUSEKEEPING:
                last_housekeeping = now
                self._start("manage.py", "housekeeping", log=worker_log)
            self.children = [child for child in self.children if child.poll() is None]

    def _watch(self, web: subprocess.Popen) -> None:
        self._pause()
        if web.poll() is not None:
            raise Failure(f"The web server stopped ({_ending(web)}), so the demo ends.")

    def _answers(self) -> bool:
        with (
            suppress(OSError, http.client.HTTPException),
            closing(http.client.HTTPConnection(HOST, self.port, timeout=5)) as connection,
        ):
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        return False

    def _stop_children(self) -> None:
        """End each child and what it started: a killed web server leaves processes that hold the port."""
        for number, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
            deadline = time.monotonic() + seconds
            for child in self.children:
                _signal_group(child, number)
            while any(_signal_group(child, 0) for child in self.children) and time.monotonic() < deadline:
                time.sleep(0.05)


def _signal_group(child: subprocess.Popen, number: int) -> bool:
    """Signal the child and all its offspring, and say whether there is any left."""
    child.poll()
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return False
    return True


def _die_with_parent() -> None:
    """Ask the Linux kernel to send us SIGTERM when the demo is killed outright."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _ending(child: subprocess.Popen) -> str:
    code = child.returncode
    return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"


def prepare() -> int:
    """Bring the database up to date and load what is not there yet. Runs in a process of its own."""
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    try:
        print("Bringing the database up to date ...")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        load_vocabulary()
        print("Loading the demo content, where it is not there yet ...")
        call_command("load_demo")
        collect_static()
    except CommandError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def load_vocabulary() -> None:
    """Load the shipped vocabulary, unless it is that of the last time; what editors changed since then stays."""
    from django.apps import apps
    from django.core.management import CommandError, call_command

    from vocabulary.apps import SHIPPED

    loaded = Path(os.environ["COLOPHON_VAR"]) / "vocabulary"
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in SHIPPED)).hexdigest()
    there_is_one = apps.get_model("skills", "Skill").objects.exists()  # or the database alone was deleted
    if there_is_one and loaded.exists() and loaded.read_text() == digest:
        return
    print("Loading the vocabulary ...")
    try:
        call_command("load_vocabulary", *SHIPPED, verbosity=0)
    except CommandError as problem:
        if not there_is_one:
            raise
        print(f"The vocabulary stays as it was: {problem}")
    write_whole(loaded, digest.encode())


def collect_static() -> None:
    """Collect the static files, unless they are those of the last time: collecting takes seconds."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = os.stat(storage.path(name))
            found.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    collected = settings.STATIC_ROOT / ".collected"
    if not collected.exists() or collected.read_text() != found.hexdigest():
        print("Collecting the static files ...")
        call_command("collectstatic", verbosity=0, interactive=False)
        write_whole(collected, found.hexdigest().encode())


def main() -> int:
    port = os.environ.get("PORT") or "8000"
    var = Path(os.environ.get("COLOPHON_VAR") or BASE_DIR / "var").absolute()
    try:
        if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
            raise Failure(f"PORT must be a number from 1 to 65535, and it is “{port}”.")
        Demo(int(port), var).run()
    except (Failure, ImproperlyConfigured) as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:  # a full disk, a folder that is not ours
        print(f"The demo cannot go on: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    sys.exit(prepare() if sys.argv[1:] == ["prepare"] else main())
