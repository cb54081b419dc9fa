"""Behind PgBouncer in transaction mode the next statement may meet another server: nothing hangs on a session."""

import ast
import re

import pytest

from tests.tree import OWN_CODE, name_of, parsed

OF_A_SESSION = re.compile(
    r"\bpg_(try_)?advisory_(lock|unlock)|\bSET\s+(?!LOCAL\b)(SESSION\s+)?\w+\s*(=|TO\b)\s*[^%\s(]*$|\bset_config\([^)]*false"
    r"|^\s*(LISTEN|NOTIFY|PREPARE|LOAD|DISCARD)\s|\bCREATE\s+(LOCAL\s+|GLOBAL\s+)?TEMP|\bWITH\s+HOLD\b|\bpg_notify\b",
)


def statements(path):
    return [node.value for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant) and type(node.value) is str]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_lock(hashtext(%s))",
        "SET enable_seqscan = off",
        "SET statement_timeout TO 5000",
        "SET SESSION work_mem = '8MB'",
        "LISTEN things",
        "CREATE TEMP TABLE some (id int)",
        "PREPARE one AS SELECT 1",
    ],
)
def test_what_hangs_on_a_session_is_known(statement):
    assert OF_A_SESSION.search(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT pg_advisory_xact_lock(1)",
        "SET LOCAL enable_seqscan = off",
        "UPDATE t AS live SET search = made.v FROM x",
    ],
)
def test_what_ends_with_its_transaction_is_let_through(statement):
    assert not OF_A_SESSION.search(statement)


def test_no_statement_leaves_something_in_its_session():
    for path in OWN_CODE:
        if name_of(path) == "postgres/ready.py":  # not behind a pooler: tests/config/test_ready.py
            continue
        for statement in statements(path):
            assert not OF_A_SESSION.search(statement), f"{name_of(path)}: {statement}"


def test_no_cursor_has_a_name():
    """It would live on the server; those of `iterator()` are switched off by PGBOUNCER=true."""
    for path in OWN_CODE:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("cursor", "chunked_cursor"):
                assert not node.args, name_of(path)
                assert not node.keywords, name_of(path)
