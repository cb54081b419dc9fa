"""The private PostgreSQL, tried with real processes in folders of its own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from postgres import embedded as private

BASE_DIR = Path(__file__).resolve().parents[2]
CLIENT = """
import os, sys
import psycopg2
from pathlib import Path
from postgres.embedded import embedded

if len(sys.argv) > 2:
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
try:
    place = embedded(Path(sys.argv[1]))
except Exception as problem:
    sys.exit(f"{type(problem).__name__}: {problem}")
connection = psycopg2.connect(
    host=place["HOST"], port=place["PORT"], user=place["USER"], dbname=place["NAME"]
)
connection.autocommit = True
cursor = connection.cursor()
print("ready", flush=True)
for line in sys.stdin:
    cursor.execute(line)
    print(cursor.fetchone()[0] if cursor.description else "done", flush=True)
connection.close()
"""
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


class Client:
    """A process that uses the server in `home`, as the user with the number `uid` if that is given."""

    def __init__(self, home: Path, uid: int | None = None):
        self.process = subprocess.Popen(
            [sys.executable, "-c", CLIENT, home, *([str(uid)] if uid else [])],
            cwd=BASE_DIR,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.limit = threading.Timer(120, self.process.kill)  # a hanging one fails the test, and ends
        self.limit.start()

    def wait_until_ready(self) -> "Client":
        line = self.process.stdout.readline()
        assert line == "ready\n", self.process.communicate()[1]
        return self

    def ask(self, sql: str) -> str:
        self.process.stdin.write(sql + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def leave(self) -> str:
        """End as any program ends; returns what was said on the way."""
        errors = self.process.communicate()[1]
        self.limit.cancel()
        return errors

    def kill(self) -> None:
        self.process.kill()
        self.leave()


@pytest.fixture
def clients(place):
    """Makes clients; those still there at the end of the test leave."""
    made = []

    def make(home: Path, uid: int | None = None) -> Client:
        made.append(Client(home, uid))
        return made[-1]

    yield make
    for client in made:
        if client.process.poll() is None:
            client.leave()
        client.limit.cancel()


@pytest.fixture
def place():
    """Not tmp_path: another run of pytest may close that one's parents while root's server runs as nobody."""
    folder = Path(tempfile.mkdtemp(prefix="colophon-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def home(place):
    return place / "a folder with 'quotes' & é" / "postgres"


def pid_of_server(home: Path) -> int | None:
    pidfile = home / "data" / "postmaster.pid"
    return int(pidfile.read_text().split()[0]) if pidfile.exists() else None


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def kill_server(home: Path) -> None:
    pid = pid_of_server(home)
    os.kill(pid, signal.SIGKILL)
    while is_running(pid):
        time.sleep(0.05)


def test_it_starts_cold_and_stops_with_its_last_user(home, clients):
    first = clients(home).wait_until_ready()
    assert first.ask("SELECT 'Éß' ILIKE 'éß'") == "True"
    second = clients(home).wait_until_ready()
    server = pid_of_server(home)

    first.leave()
    assert is_running(server)
    assert second.ask("SELECT 1") == "1"
    second.leave()
    assert not is_running(server)
    assert pid_of_server(home) is None


def test_several_may_start_it_at_once(home, clients):
    crowd = [clients(home) for _ in range(4)]
    assert {client.wait_until_ready().ask("SELECT 1") for client in crowd} == {"1"}


def test_it_keeps_the_data_and_survives_being_killed(home, clients):
    writer = clients(home).wait_until_ready()
    writer.ask("CREATE TABLE kept AS SELECT 7 AS number")
    writer.ask("CHECKPOINT")
    kill_server(home)
    assert clients(home).wait_until_ready().ask("SELECT number FROM kept") == "7"


def test_what_was_answered_as_saved_is_on_the_disk_also_with_data_of_an_earlier_release(home, clients):
    client = clients(home).wait_until_ready()
    assert client.ask("SHOW synchronous_commit") == "on"
    assert client.ask("SHOW fsync") == "on"
    client.leave()
    with (home / "data" / "postgresql.conf").open("a") as kept:
        kept.write("\nsynchronous_commit = off\n")
    client = clients(home).wait_until_ready()
    assert client.ask("SHOW synchronous_commit") == "on"
    assert client.ask("CREATE TABLE moves (n int)") == "done"
    for _ in range(50):
        assert client.ask("INSERT INTO moves VALUES (1)") == "done"
    kill_server(home)
    client.kill()
    assert clients(home).wait_until_ready().ask("SELECT count(*) FROM moves") == "50"


def test_a_stale_pid_that_belongs_to_another_program_does_not_keep_it_down(home, clients):
    clients(home).wait_until_ready()
    kill_server(home)
    pidfile = home / "data" / "postmaster.pid"
    pidfile.write_text(f"{os.getpid()}\n{pidfile.read_text().partition(chr(10))[2]}")
    assert clients(home).wait_until_ready().ask("SELECT 1") == "1"


def test_what_a_killed_user_leaves_running_is_stopped_by_the_next(home, clients):
    killed = clients(home).wait_until_ready()
    server = pid_of_server(home)
    killed.kill()
    assert is_running(server)
    clients(home).wait_until_ready().leave()
    assert not is_running(server)


def test_a_start_cut_short_leaves_nothing_half_made(home, clients):
    (home / "data.new").mkdir(parents=True)
    (home / "data.new" / "PG_VERSION").write_text("18")
    assert clients(home).wait_until_ready().ask("SELECT 1") == "1"
    assert not (home / "data.new").exists()


def test_a_path_too_long_for_a_socket_is_no_hindrance(place, clients):
    client = clients(place / ("long" * 40) / "postgres").wait_until_ready()
    assert client.ask("SHOW unix_socket_directories").startswith("/tmp/pg-")


def test_it_does_not_hear_the_ctrl_c_of_its_users_terminal(home, clients):
    clients(home).wait_until_ready()
    assert os.getpgid(pid_of_server(home)) not in {os.getpgid(0), 0}


@root_only
def test_under_root_it_runs_as_nobody(home, clients):
    clients(home).wait_until_ready()
    assert Path(f"/proc/{pid_of_server(home)}").stat().st_uid == (home / "data").stat().st_uid != 0


@root_only
def test_any_user_may_have_one_and_root_may_join_it(place, clients):
    place.chmod(0o777)
    home = place / "postgres"
    mine = clients(home, uid=65534).wait_until_ready()
    assert home.stat().st_uid == 65534
    roots = clients(home).wait_until_ready()
    mine.leave()
    assert roots.ask("SELECT 1") == "1"
    roots.leave()
    assert clients(home, uid=65534).wait_until_ready().ask("SELECT 1") == "1"


@root_only
def test_the_folder_of_another_user_is_refused_in_a_sentence(place, clients):
    home = place / "postgres"
    home.mkdir(mode=0o755)
    refused = clients(home, uid=65534).leave()
    assert "Set COLOPHON_VAR to a folder of yours" in refused
    assert "Traceback" not in refused


def test_a_server_that_cannot_start_says_why(home, clients):
    (home / "data").mkdir(parents=True, mode=0o700)
    (home / "data" / "PG_VERSION").write_text("15\n")
    if os.geteuid() == 0:
        os.chown(home / "data", 65534, 65534)
    said = clients(home).leave()
    assert "did not start" in said
    assert str(home) in said


def test_without_its_programs_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(private, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"Set DATABASE_URL, or install requirements\.txt"):
        private.embedded(tmp_path)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, "DATABASE_URL and SECRET_KEY"),
        ({"DATABASE_URL": "postgres://db/colophon"}, "SECRET_KEY"),
        ({"SECRET_KEY": "x" * 50}, "DATABASE_URL"),
    ],
)
def test_production_never_falls_back_to_it(given, wanted, tmp_path):
    clean = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    mode = {"COLOPHON_MODE": "production", "COLOPHON_VAR": str(tmp_path)}
    code = textwrap.dedent("""
        from django.core.exceptions import ImproperlyConfigured
        try:
            import config.settings
        except ImproperlyConfigured as problem:
            print(problem)
    """)
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env=clean | mode | {"DATABASE_URL": "", "SECRET_KEY": ""} | given,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout
    assert f"please set {wanted} in" in said
    assert not (tmp_path / "postgres").exists()
