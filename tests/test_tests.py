"""Rules for the tests themselves."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
MODULES = sorted(TESTS.rglob("*.py"))


def imported(path):
    """Full names of the modules, and of what may be modules, that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(TESTS)))
def test_nobody_imports_a_test_module(path):
    """What several need stands in helpers.py, pages.py, factories.py, content.py or a conftest.py."""
    for name in imported(path):
        if name.startswith("tests."):
            assert not any(part.startswith("test_") for part in name.split(".")), name


def test_every_test_stands_where_it_is_found():
    """pytest reads test_*.py alone: a test in any other file would never run."""
    for path in MODULES:
        if not path.name.startswith("test_"):
            names = [n.name for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef)]
            assert not [name for name in names if name.startswith("test_")], path
