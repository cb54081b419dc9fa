"""`make demo`, tried as a person or a service manager would: started, disturbed, told to stop."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from demo import serving as demo

BASE_DIR = Path(__file__).resolve().parents[2]
needs_proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(**more) -> dict[str, str]:
    """What a person's shell would have: nothing of this test run's settings."""
    ours = ("COLOPHON", "DJANGO", "DATABASE", "SECRET", "PYTEST", "PORT", "MAKE", "MFLAGS")
    return {key: value for key, value in os.environ.items() if not key.startswith(ours)} | more


class Program:
    """Something that serves on `port` and keeps its data in `var`, in a process group of its own."""

    def __init__(self, var: Path, port: int, *command: object, **more: str):
        self.var, self.port, self.log = var, port, var.with_name("output")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                cwd=BASE_DIR,
                env=environment(COLOPHON_VAR=str(var), **more),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_for(self, words: str, seconds: int = 600) -> None:
        deadline = time.monotonic() + seconds
        while words not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, f"“{words}” was not said in time:\n{self.said()}"
            time.sleep(0.1)

    def said(self) -> str:
        return self.log.read_text()

    def get(self, path: str) -> tuple[int, bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", path)
            with connection.getresponse() as response:
                return response.status, response.read()

    def processes(self, words: str = "") -> list[int]:
        """All that runs with this folder, the database included, and has `words` on its command line."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                mine = str(self.var).encode() in (folder / "environ").read_bytes() + command.encode()
            except OSError:  # it ended meanwhile, or is another user's
                continue
            if mine and words in command:
                found.append(int(folder.name))
        return found

    def stop(self) -> None:
        """As a service manager does it: SIGTERM to the one process that it started."""
        self.process.terminate()
        self.process.wait(timeout=60)


@pytest.fixture
def start(port):
    """Starts a program, on the same data each time; what is left of it at the end of the test is killed."""
    programs = []
    place = Path(tempfile.mkdtemp(prefix="colophon-"))  # tmp_path is closed to a database that root starts
    place.chmod(0o755)

    def start(*command: object, **more: str) -> Program:
        programs.append(Program(place / "var", port, *command, **more))
        return programs[-1]

    yield start
    for program in programs:
        if program.process.poll() is None:
            os.killpg(program.process.pid, signal.SIGTERM)
            program.process.wait(timeout=60)
        for pid in program.processes():
            os.kill(pid, signal.SIGKILL)
    shutil.rmtree(place)


@pytest.fixture
def start_demo(start, port):
    venv = Path(sys.prefix)  # -o: it has what it needs, whoever made it
    return partial(start, "make", "demo", f"VENV={venv}", "-o", f"{venv}/.runtime", f"PORT={port}")


@needs_proc
@pytest.mark.slow
def test_the_demo_serves_recovers_and_leaves_nothing_behind(start_demo):
    first = start_demo()
    first.wait_for("Colophon is running: http://127.0.0.1:")
    for account in ("staff@demo.example", "manager@demo.example", "editor@demo.example", "colophon-demo"):
        assert account in first.said()
    assert first.get("/healthz")[0] == 200
    assert b"</html>" in first.get("/")[1]
    assert any((first.var / "static").rglob("*.css"))

    [worker] = first.processes("db_worker")
    os.kill(worker, signal.SIGKILL)
    first.wait_for("The task worker stopped (killed by SIGKILL", seconds=30)
    deadline = time.monotonic() + 30
    while first.processes("db_worker") in ([], [worker]):
        assert time.monotonic() < deadline
        time.sleep(0.1)

    first.stop()
    assert first.said().rstrip().splitlines()[-1] == "Stopped."
    assert first.processes() == []

    second = start_demo()
    second.wait_for("Colophon is running")
    assert "Loading the vocabulary" not in second.said()
    assert "there already" in second.said()

    web = min(second.processes("gunicorn"))
    os.kill(web, signal.SIGKILL)
    assert second.process.wait(timeout=60) != 0
    assert "The web server stopped (killed by SIGKILL), so the demo ends." in second.said()
    assert "Traceback" not in second.said()
    assert second.processes() == []


@needs_proc
@pytest.mark.slow
def test_even_when_the_demo_is_killed_outright_nothing_stays(start_demo):
    running = start_demo()
    running.wait_for("Starting the database")
    running.wait_for("Bringing the database up to date")
    [supervisor] = [pid for pid in running.processes("demo.serving") if is_child(pid, running.process.pid)]
    os.kill(supervisor, signal.SIGKILL)
    running.process.wait(timeout=60)
    if sys.platform == "linux":
        deadline = time.monotonic() + 60
        while left := running.processes("demo.serving"):
            assert time.monotonic() < deadline, left
            time.sleep(0.1)


@needs_proc
@pytest.mark.slow
def test_a_bare_runserver_makes_a_database_of_its_own(start, port):
    command = (sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}")
    development = start(*command, COLOPHON_MODE="development")
    development.wait_for("Quit the server with")
    status, page = development.get("/skills/")
    assert status == 200
    assert b'href="/skills/' in page
    development.stop()
    assert development.processes() == []


def is_child(pid: int, parent: int) -> bool:
    stat = Path(f"/proc/{pid}/stat").read_text()
    return int(stat.rpartition(") ")[2].split()[1]) == parent


def run_demo(var: Path, port: object) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "demo.serving"],
        cwd=BASE_DIR,
        env=environment(COLOPHON_VAR=str(var), PORT=str(port)),
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_port_in_use_is_said_in_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_demo(tmp_path, port)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} cannot be used (Address already in use).")
    assert "make demo PORT=" in done.stderr
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "²"])
def test_a_port_that_is_none_is_said_in_a_sentence(port, tmp_path):
    done = run_demo(tmp_path, port)
    assert done.returncode == 1
    assert done.stderr == f"PORT must be a number from 1 to 65535, and it is “{port}”.\n"


def test_a_full_disk_is_said_in_a_sentence(monkeypatch, tmp_path, port):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(0, 0, 3 * 2**20))
    with pytest.raises(demo.Failure, match=r"needs 400 MB of free disk space, and .* has 3 MB left"):
        demo.Demo(port, tmp_path)._check_machine()


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path, port):
    (tmp_path / "file").write_text("")
    done = run_demo(tmp_path / "file" / "var", port)
    assert done.returncode == 1
    assert done.stderr.startswith("The demo cannot go on:")
    assert "Traceback" not in done.stderr


def test_what_is_meant_for_production_stays_out_of_the_demo(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://production/colophon")
    monkeypatch.setenv("SECRET_KEY", "production")
    monkeypatch.setenv("EMAIL_URL", "smtp://production")
    first, second = (demo.Demo(8000, tmp_path)._environment() for _ in range(2))
    assert first["DATABASE_URL"] == first["EMAIL_URL"] == ""
    assert first["SECRET_KEY"] == second["SECRET_KEY"] != "production"
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
