"""Nothing is kept that nobody uses, and nothing grows until nobody can read it."""

import ast
import re
from importlib import import_module
from pkgutil import resolve_name

import pytest

from tests.tree import MARKUP, OWN_CODE, ROOMS, ROOT, SCRIPTS, SHEETS, TEMPLATES, name_of, parsed, text_of

# -- sizes -------------------------------------------------------------------------------------------------

LONGEST_MODULE, LARGEST_ROOM, LONGEST_CSS_LINE = 300, 3000, 120


def lines_of(path):
    return text_of(path).count("\n")


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_and_its_modules_stay_small_enough_to_read(room):
    modules = [path for path in OWN_CODE if path.relative_to(ROOT).parts[0] == room]
    assert sum(map(lines_of, modules)) <= LARGEST_ROOM, f"{room} wants to be two"
    for path in modules:
        assert lines_of(path) <= LONGEST_MODULE, f"{name_of(path)} wants to be two"


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_a_line_of_css_can_be_read(path):
    for number, line in enumerate(text_of(path).splitlines(), 1):
        assert len(line) <= LONGEST_CSS_LINE, f"{name_of(path)}:{number} is crammed: one declaration a line"


# -- classes -----------------------------------------------------------------------------------------------

PLAIN = {"notice--info"}  # a block's look when nothing else is said, named all the same


def defined_classes():
    for path in SHEETS:
        bare = re.sub(r'/\*.*?\*/|"[^"]*"', "", text_of(path), flags=re.DOTALL)
        for selector in re.findall(r"([^{};]+)\{", bare):
            if not selector.strip().startswith("@"):
                yield from re.findall(r"\.([A-Za-z_][\w-]*)", selector)


def used_classes(path):
    """Classes that a template writes out; those that it puts together are left out."""
    for names in re.findall(r'\sclass="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)"', text_of(path), flags=re.DOTALL):
        for made in (r"[\w-]*-\{% if .*?endif %\}", r"[\w-]*\{\{.*?\}\}[\w-]*", r"\{%.*?%\}"):
            names = re.sub(made, " ", names)
        yield from names.split()


def test_every_class_of_the_style_sheets_is_used():
    places = [text_of(path) for path in (*MARKUP, *OWN_CODE, *SCRIPTS)]
    words = {word for text in places for word in re.findall(r"[A-Za-z_][\w-]*", text)}
    made = {start for text in places for start in re.findall(r"([A-Za-z_][\w-]*-)(?=\{|\$\{)", text)}
    unused = {name for name in defined_classes() if name not in words and not name.startswith(tuple(made))}
    assert not unused


@pytest.mark.parametrize("path", MARKUP, ids=name_of)
def test_a_class_of_a_template_means_something(path):
    defined = set(defined_classes())
    bases = {name.split("--")[0] for name in defined}
    scripts = "\n".join(map(text_of, SCRIPTS))
    known = defined | bases | PLAIN
    assert not [name for name in used_classes(path) if name not in known and f".{name}" not in scripts]


# -- code --------------------------------------------------------------------------------------------------

SETTINGS = {"settings", "settings_accounts", "settings_caches", "settings_security", "environment"}
BY_CUSTOM = {"apps", "admin", "wsgi", "asgi", *SETTINGS}  # modules that Django or a server finds by their names
CALLED_FROM_OUTSIDE = {
    "people.models.user.User.get_full_name": "Django's mails and logs call people so",
    "people.models.user.User.get_short_name": "the operator's pages greet with it",
    "people.models.user.UserManager.create_superuser": "manage.py createsuperuser",
    "accounts.adapters.SignupForm.signup": "allauth asks for it",
    "accounts.views.ConfirmEmailView._change_form_invalid": "allauth calls it, and has it not",
    "config.refusals.LimitsMiddleware.process_view": "Django calls it before every view",
    "config.refusals.refused_outright": "the worker in gunicorn.conf.py answers with it",
    "config.gate.GateMiddleware.process_view": "Django calls it before each view",
    "postgres.replica.Router.allow_migrate": "Django asks its routers",
    "postgres.replica.Router.allow_relation": "Django asks its routers",
    "postgres.replica.Router.db_for_read": "Django asks its routers",
    "postgres.replica.Router.db_for_write": "Django asks its routers",
    "config.urls.handler400": "Django looks for it there",
    "commitment.models.ShowcaseLink": "rows are written through Showcase.links",
    "profiles.models.ProfileLink": "rows are written through Profile.links",
    "demo.dumps.restore": "tests take over what an earlier release left",
    "review.kinds.unregister": "tests of kinds put away what they registered",
}


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def definitions(path):
    """(name, node) of the functions, classes and constants of a module, and of the methods of its classes."""
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        if isinstance(node, ast.Assign):
            yield from ((t.id, node) for t in node.targets if isinstance(t, ast.Name) and t.id != "__all__")
        if isinstance(node, ast.ClassDef):
            methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
            yield from ((f"{node.name}.{each.name}", each) for each in methods if not each.name.startswith("__"))


def mentions():
    """{name: [(path, line)]} of all that code and templates name. Importing is no use, nor is listing in __all__."""
    found = {}

    def note(text, *place):
        for word in re.split(r"\.|__", text):
            found.setdefault(word, []).append(place)

    for path in OWN_CODE:
        lists = [n for n in parsed(path).body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "__all__"]
        listed = {id(node) for each in lists for node in ast.walk(each)}
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                note(node.id, path, node.lineno)
            elif isinstance(node, ast.Attribute):
                note(node.attr, path, node.lineno)
            elif isinstance(node, ast.keyword) and node.arg:
                note(node.arg, path, node.lineno)
            elif (
                isinstance(node, ast.Constant) and id(node) not in listed and re.fullmatch(r"[\w.-]+", str(node.value))
            ):
                note(str(node.value), path, node.lineno)
    for path in TEMPLATES:
        for tag in re.findall(r"\{[{%].*?[}%]\}", text_of(path), flags=re.DOTALL):
            for word in re.findall(r"\w+", tag):
                note(word, path, 0)
    return found


def is_hook(path, name):
    """What others call by its name: a method that a base class has too, clean_<field>, the hooks of a middleware."""
    owner, _, method = name.partition(".")
    bases = getattr(import_module(module_of(path)), owner).__mro__[1:] if method else ()
    by_name = method.startswith("clean_") or (owner.endswith("Middleware") and method.startswith("process_"))
    return by_name or any(method in vars(base) for base in bases)


def test_everything_that_is_written_is_used():
    used, dead = mentions(), []
    for path in OWN_CODE:
        if path.stem in BY_CUSTOM or "commands" in path.parts:
            continue
        for name, node in definitions(path):
            places = used.get(name.rpartition(".")[2], ())
            within = range(node.lineno, node.end_lineno + 1)
            if any(where != path or line not in within for where, line in places):
                continue
            full = f"{module_of(path)}.{name}"
            if full not in CALLED_FROM_OUTSIDE and not is_hook(path, name):
                dead.append(full)
    assert dead == []


def test_every_module_is_imported_by_another():
    imported = set()
    for path in OWN_CODE:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                imported |= {node.value, node.value.rpartition(".")[0]}  # in settings and tables of addresses
    for path in OWN_CODE:
        if path.stem not in BY_CUSTOM | {"__init__"} and "commands" not in path.parts:
            assert module_of(path) in imported, f"nobody imports {name_of(path)}"


NAMED_BUT_ABSENT = {"people.links", "people.links.Purpose", "people.portal", "people.portal.change"}  # to be mended


def test_what_a_comment_names_is_there():
    for path in OWN_CODE:
        for name in re.findall(rf"`((?:{'|'.join(ROOMS)})(?:\.\w+)+)`", text_of(path)):
            if name not in NAMED_BUT_ABSENT:
                assert resolve_name(name), name_of(path)
