"""Where the rules of the house look: the rooms, their modules and templates."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = tuple(
    sorted(path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name not in {"tests", "bench"})
)
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
OWN_CODE = [path for path in MODULES if "migrations" not in path.parts]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
MARKUP = [path for path in TEMPLATES if path.suffix == ".html"]
SHEETS = sorted((ROOT / "static/css").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static/js").rglob("*.js"))


def name_of(path):
    return str(path.relative_to(ROOT))


@cache
def text_of(path):
    return path.read_text()


@cache
def parsed(path):
    return ast.parse(text_of(path))
