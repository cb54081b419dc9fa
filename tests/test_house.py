"""The rules of the house: what the code may do where, whoever writes it."""

import ast
import re
from graphlib import TopologicalSorter
from importlib.util import find_spec
from pathlib import Path
from weakref import ReferenceType

import allauth
import django
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.backends.postgresql import psycopg_any
from django.db.migrations.loader import MigrationLoader
from django.db.models import signals
from django.dispatch import Signal
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from config.components import CARDS
from tests.tree import MARKUP, OWN_CODE, ROOMS, ROOT, TEMPLATES, name_of, parsed

GROUND = {"config", "postgres", "reading"}
MAY_IMPORT = {  # what each room may use, besides itself
    "reading": set(),
    "skos": {"reading"},
    "postgres": {"reading"},
    "config": {"postgres", "reading"},
    "machines": GROUND,
    "pictures": GROUND,
    "people": GROUND | {"pictures"},
    "managing": GROUND | {"people", "pictures"},
    "accounts": GROUND | {"people", "pictures"},
    "drafting": GROUND | {"people", "pictures"},
    "bitmaps": GROUND | {"people"},
    "search": GROUND | {"bitmaps"},
    "review": GROUND | {"search", "bitmaps", "drafting", "people", "pictures"},
    "skills": GROUND | {"review", "search", "bitmaps", "drafting", "people", "pictures", "skos"},
    "vocabulary": GROUND | {"skills", "review", "search", "bitmaps", "drafting", "people", "pictures", "skos"},
    "scope_notes": GROUND | {"skills", "review", "search", "bitmaps", "drafting", "people"},
    "profiles": GROUND | {"skills", "review", "search", "bitmaps", "drafting", "people", "pictures"},
    "commitment": GROUND | {"profiles", "skills", "review", "search", "bitmaps", "drafting", "people", "pictures"},
    "finding": GROUND
    | {"commitment", "profiles", "skills", "review", "search", "bitmaps", "people", "skos"},  # as the next
    "discovery": GROUND
    | {
        "finding",
        "commitment",
        "profiles",
        "scope_notes",
        "vocabulary",
        "skills",
        "review",
        "search",
        "bitmaps",
        "people",
        "skos",
    },  # complete: no drafts
    "demo": GROUND
    | {
        "discovery",
        "finding",
        "commitment",
        "profiles",
        "scope_notes",
        "vocabulary",
        "skills",
        "review",
        "search",
        "bitmaps",
        "drafting",
        "accounts",
        "managing",
        "people",
        "pictures",
        "skos",
    },
}
FLOORS = tuple(
    room for room in ROOMS if room not in {"config", "machines", "postgres", "reading", "skos"}
)  # that have tables to speak of
ENTRANCES = {"settings", "urls", "wsgi", "asgi"}  # of config: what puts the house together


def imports_of(path):
    """Top-level packages that a module imports, wherever in it."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports by dots"
            yield node.module.split(".")[0]


# -- imports -----------------------------------------------------------------------------------------------


def test_every_room_is_in_the_table():
    assert set(ROOMS) == set(MAY_IMPORT)


def test_the_table_itself_goes_one_way():
    TopologicalSorter(MAY_IMPORT).prepare()


@pytest.mark.parametrize("room", ROOMS)
def test_imports_go_along_the_table(room):
    strangers = {*ROOMS, "tests"} - MAY_IMPORT[room] - {room}
    for path in OWN_CODE:
        if path.relative_to(ROOT).parts[0] == room and not (room == "config" and path.stem in ENTRANCES):
            assert not strangers & set(imports_of(path)), name_of(path)


# -- the database ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", FLOORS)
def test_migrations_go_along_the_table_too(room):
    """Through a table of a room above, the schema would be a circle that the imports are not."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for (app, name), migration in loader.disk_migrations.items():
        if app == room:
            needed = {to if to != "__setting__" else "people" for to, _ in migration.dependencies}
            assert not (needed & set(ROOMS)) - MAY_IMPORT[room] - {room}, f"{app}.{name}"


def test_foreign_keys_go_along_the_table():
    for room in FLOORS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.get_fields():
                if field.is_relation and not field.auto_created and field.related_model is not None:
                    to = field.related_model._meta.app_label
                    assert to not in ROOMS or to in MAY_IMPORT[room] | {room}, f"{model.__name__}.{field.name}"


@pytest.mark.parametrize("app", FLOORS)
def test_migrations_have_numbers_of_their_own(app):
    numbers = [path.name[:4] for path in (ROOT / app / "migrations").glob("[0-9]*.py")]
    assert len(numbers) == len(set(numbers))


def test_django_finds_nothing_wrong():
    call_command("check", fail_level="WARNING")


def test_there_is_one_driver():
    """Psycopg 2: with version 3 installed beside it Django would silently take that."""
    assert not psycopg_any.is_psycopg3
    assert find_spec("psycopg") is None


# -- work is done where one looks for it -------------------------------------------------------------------


def test_the_status_of_a_submission_changes_in_one_function():
    found = []
    for path in OWN_CODE:
        for function in [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)]:
            for node in ast.walk(function):
                targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
                if any(isinstance(t, ast.Attribute) and t.attr == "status" for t in targets):
                    found.append(f"{name_of(path)} {function.name}")
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("update", "create", "Submission"):
                    given = [ast.unparse(keyword.value) for keyword in node.keywords if keyword.arg == "status"]
                    ours = [value for value in given if not value.startswith("TaskResultStatus.")]
                    assert {"skills", "vocabulary"} & set(path.parts) or not ours, f"{name_of(path)} {function.name}"
    assert found == ["review/services.py move"]


def test_no_signal_does_work_of_ours():
    for name, signal in vars(signals).items():
        if isinstance(signal, Signal):
            for _, kept, *_ in signal.receivers:
                receiver = kept() if isinstance(kept, ReferenceType) else kept
                assert receiver.__module__.split(".")[0] not in {*FLOORS, "config"}, f"{receiver} listens to {name}"
    for path in OWN_CODE:
        for node in ast.walk(parsed(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            origin = getattr(node, "module", None) or ""
            heard = [name for name in (origin, *names) if name.endswith("signals") or name == "django.dispatch"]
            assert not heard, f"{name_of(path)} imports {heard}"


def test_saving_a_model_only_saves_it():
    for app in FLOORS:
        for model in apps.get_app_config(app).get_models():
            for name in ("save", "delete", "full_clean"):
                assert name not in vars(model), f"{model.__name__}.{name}"


# -- templates ---------------------------------------------------------------------------------------------


def test_every_template_is_used():
    words = "\n".join(path.read_text() for path in (*OWN_CODE, *MARKUP))
    words += "".join(f'"components/{kind}_card.html"' for kind in CARDS)
    patterns = [pattern for path in OWN_CODE for pattern in spoken_names(path)]
    foreign = [Path(django.__file__).parent, Path(allauth.__file__).parent]
    overridden = {
        str(path.relative_to(folder))
        for base in foreign
        for folder in base.rglob("templates")
        for path in folder.rglob("*")
    }
    unused = []
    for path in TEMPLATES:
        name = str(path.relative_to(ROOT / "templates"))
        mail = re.sub(r"^emails/|(_subject|_message)?\.txt$", "", name)
        if name in overridden or f'"{name}"' in words or re.fullmatch(r"(400|403|403_csrf|404|429|500)\.html", name):
            continue
        if mail != name and (f'"{mail}"' in words or any(re.fullmatch(pattern, mail) for pattern in patterns)):
            continue
        unused.append(name)
    assert unused == []


def spoken_names(path):
    """Patterns of the names that a module of mails puts together: f"{verb}_author"."""
    if path.name == "emails.py":
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(p.value) if isinstance(p, ast.Constant) else r"\w+" for p in node.values]
                yield "".join(parts)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_is_sound_and_takes_in_what_is_there(path):
    get_template(str(path.relative_to(ROOT / "templates")))
    for name in re.findall(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""", path.read_text()):
        try:
            get_template(name)
        except TemplateDoesNotExist:
            pytest.fail(f"{name_of(path)} wants {name}")


def test_what_people_have_written_is_put_between_marks_by_one_function():
    """It may have marks of its own: `reading.text.quoted`, and the filter of that name."""
    ours = {"pictures/sorts.py", "review/kinds.py", "reading/text.py"}  # endings of files, slugs, and the function
    rooms = [path for path in OWN_CODE if path.relative_to(ROOT).parts[0] not in ("config", "demo")]
    for path in (*TEMPLATES, *rooms):
        assert name_of(path) in ours or "“{" not in path.read_text(), name_of(path)


FORBIDDEN = {
    "an inline script": r"""<script(?![^>]*\s(?:src=|type="application/json"))""",
    "an inline style sheet": r"<style\b",
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "an event handler": r"<[^>]*\son[a-z]+\s*=",
    "a script for an address": r"javascript:",
    "something from elsewhere": r"""<(?:script|link|img|source|iframe)\b[^>]*(?:src|href)=["'](?:https?:)?//""",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_breaks_the_content_security_policy(what):
    for path in MARKUP:
        found = re.search(FORBIDDEN[what], path.read_text(), re.IGNORECASE)
        assert not found, f"{what} in {name_of(path)}: {found[0] if found else ''}"


# -- the whole tree ----------------------------------------------------------------------------------------


def test_nothing_points_out_of_the_tree():
    outside = ["..{}shared".format("/"), "{}work{}".format("/", "/")]
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if any(part.startswith(".") or part in ("var", "__pycache__", "node_modules") for part in parts):
            continue
        if path.is_file() and path.suffix in {
            ".py",
            ".html",
            ".txt",
            ".md",
            ".toml",
            ".css",
            ".js",
            ".ttl",
            ".in",
            ".yml",
            "",
        }:
            text = path.read_text(errors="replace")
            assert not [place for place in outside if place in text], name_of(path)
