"""How make installs: the list as it is and nothing else, and what went wrong in pip's own words."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKED = "--no-deps --require-hashes"
PYTHON = """#!/bin/sh
echo "$*" >> "$0.asked"
case "$*" in "-m pip {failing}"*) echo "ERROR: the reason of pip" >&2; exit 1;; esac
"""


@pytest.fixture
def install(tmp_path):
    """install() has make install a list with a Python that only pretends to: (exit code, what was said, asked)."""

    def make(name=".runtime", failing="nothing"):
        python = tmp_path / "bin" / "python"
        python.parent.mkdir()
        python.write_text(PYTHON.format(failing=failing))
        python.chmod(0o755)
        outer = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")  # of the make that runs these tests
        done = subprocess.run(
            ["make", f"VENV={tmp_path}", tmp_path / name],
            cwd=ROOT,
            env={key: value for key, value in os.environ.items() if key not in outer},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return done.returncode, done.stdout, Path(f"{python}.asked").read_text()

    return make


def test_both_lists_are_installed_without_a_look_for_dependencies_and_checked(install, tmp_path):
    code, said, asked = install(".dev")
    assert code == 0, said
    runtime, checked, dev, checked_again = re.findall(r"^-m pip (.+)", asked, re.MULTILINE)
    assert runtime.endswith(f"{LOCKED} --requirement requirements.txt")
    assert dev.endswith(f"{LOCKED} --requirement requirements-dev.txt")
    assert checked == checked_again == "check"
    assert (tmp_path / ".runtime").exists()
    assert (tmp_path / ".dev").exists()


@pytest.mark.parametrize("failing", ["install", "check"])
def test_a_failure_is_told_as_pip_tells_it_and_tried_again_the_next_time(install, tmp_path, failing):
    code, said, _ = install(failing=failing)
    assert code != 0
    assert "ERROR: the reason of pip" in said
    assert "network" not in said
    assert not (tmp_path / ".runtime").exists()


def test_tools_that_are_renewed_next_do_not_stop_the_runtime_list(install, tmp_path):
    (tmp_path / ".dev").touch()
    code, said, _ = install(failing="check")
    assert code == 0, said


def test_tools_that_do_not_fit_are_told(install, tmp_path):
    (tmp_path / ".dev").touch()
    os.utime(tmp_path / ".dev", (0, 0))
    code, said, _ = install(".dev", failing="check")
    assert code != 0
    assert "ERROR: the reason of pip" in said


def test_operators_are_told_the_same_command():
    told = re.findall(r"^.*pip install.*$\n.*$", (ROOT / "docs" / "install.md").read_text(), re.MULTILINE)
    assert len(told) == 3  # on a machine, in a container, at an upgrade
    for lines in told:
        assert f"{LOCKED} -r requirements.txt" in lines
        assert "pip check" in lines
