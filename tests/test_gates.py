"""The rules of the house about the database: who reads only, who locks and how, and which module owns which gate."""

import ast

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from config.delivery import methods_of
from tests.tree import OWN_CODE, ROOMS, name_of, parsed, text_of

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)

# -- reading -----------------------------------------------------------------------------------------------


def addresses(resolver, prefix=""):
    """(address, view) of everything that the portal answers to."""
    for pattern in resolver.url_patterns:
        address = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, address)
        else:
            yield address, pattern.callback


VIEWS = [(at, view) for at, view in addresses(get_resolver()) if view.__module__.split(".")[0] in ROOMS]
STRANGERS = {"allauth", "django", "taggit"}  # account pages and the operator's pages answer for themselves


def takes_posts_only(view):
    """Whether `posts_only` or `form_of` stands around it, on whatever layer."""
    return bool(getattr(view, "form_of", "")) or methods_of(view) == ("POST",)


@pytest.mark.parametrize(("address", "view"), VIEWS, ids=[at for at, _ in VIEWS])
def test_a_page_reads_only_or_says_why_it_cannot(address, view):
    reads = getattr(view, "reads_only", False) is True
    reason = getattr(view, "writes_because", "")
    assert reads or reason or takes_posts_only(view)
    assert not (reads and reason), "it says both"


def test_every_page_is_ours_or_a_known_strangers():
    others = {view.__module__.split(".")[0] for _, view in addresses(get_resolver())} - set(ROOMS)
    assert others <= STRANGERS


def test_few_pages_are_excused_from_reading_only():
    excused = {at: view.writes_because for at, view in VIEWS if getattr(view, "writes_because", "")}
    assert sorted(excused) == ["accounts/confirm-email/", "desk/submissions/<int:pk>/preview/", "review/<int:pk>/"]
    assert all(reason.endswith(".") and len(reason.split()) > 4 for reason in excused.values())


def test_sql_by_hand_stands_in_services_alone():
    """Such a statement is not seen by the tests that count and refuse queries, if it goes round the wrapper."""
    for path in OWN_CODE:
        if (
            path.stem != "services"
            and path.parent.name != "services"
            and name_of(path) not in ("demo/dumps.py", "postgres/locks.py", "postgres/by_hand.py", "postgres/ready.py")
        ):
            words = {getattr(node, "attr", "") for node in ast.walk(parsed(path))}
            assert not words & {"callproc", "copy_expert", "copy_from", "copy_to", "executemany"}, name_of(path)
            assert not ({"cursor"} & words and "connection" in text_of(path)), name_of(path)


# -- locks -------------------------------------------------------------------------------------------------


def calls(node):
    return [found for found in ast.walk(node) if isinstance(found, ast.Call)]


def called(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


LOCKS = [(path, call) for path in OWN_CODE for call in calls(parsed(path)) if called(call) == "select_for_update"]


def test_a_lock_says_which_row_it_is_about():
    """Without `of`, whatever is joined is locked too, and two such statements can wait for each other for ever."""
    for path, call in LOCKS:
        said = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        assert said.get("of") == "('self',)" or said.get("no_key") == "True", f"{name_of(path)}:{call.lineno}"


WHOLE_SERVICES = {"people/links.py", "people/portal.py"}  # one module each for all there is to say and do


def test_locks_are_taken_in_services():
    assert LOCKS
    for path, call in LOCKS:
        services = path.stem == "services" or path.parent.name == "services" or name_of(path) in WHOLE_SERVICES
        assert services, f"{name_of(path)}:{call.lineno}"


def is_held(function, call):
    """Whether `function` is atomic, or makes this call inside an atomic block."""
    blocks = [node for node in ast.walk(function) if isinstance(node, ast.With)]
    atomic = [b for b in blocks if any(ast.unparse(item.context_expr) == "transaction.atomic()" for item in b.items)]
    decorators = [ast.unparse(decorator) for decorator in function.decorator_list]
    return "transaction.atomic" in decorators or any(call in calls(block) for block in atomic)


def takes_lock(call):
    return called(call) == "select_for_update" or any("pg_advisory" in ast.unparse(arg) for arg in call.args)


def test_a_lock_is_held_to_the_end_of_a_transaction():
    """A function that locks is atomic, or is called from atomic ones alone, over however many steps."""
    functions = [(path, node) for path in OWN_CODE for node in ast.walk(parsed(path)) if isinstance(node, FUNCTION)]
    open_ones = {f.name for _, f in functions for c in calls(f) if takes_lock(c) and not is_held(f, c)}
    assert open_ones
    checked = set()
    while open_ones - checked:
        name = (open_ones - checked).pop()
        checked.add(name)
        callers = [(path, f, c) for path, f in functions for c in calls(f) if called(c) == name and f.name != name]
        assert callers, f"{name} locks, is not atomic, and nobody calls it"
        for path, function, call in callers:
            if not is_held(function, call):
                assert "views" not in path.parts, f"{name_of(path)} {function.name}"
                open_ones.add(function.name)


# -- gates -------------------------------------------------------------------------------------------------

GATES = {  # the field that decides, and the only modules that may compare it in a query
    "withdrawn_at": {"review/models/live.py"},
    "status": {"review/models/submission.py", "skills/models.py"},
    "outcome": {"people/models/membership.py"},
    "accepted_at": {"people/models/membership.py"},
    "declined_at": {"people/models/membership.py"},
    "since": {"people/models/membership.py", "skills/models.py"},  # a skill came with a version
    "until": {"people/models/membership.py"},
    "expires_at": {"people/models/membership.py", "people/models/link.py"},
    "revoked_at": {"people/models/link.py"},
}
QUERIES = {"filter", "exclude", "get", "Q", "get_object_or_404", "get_list_or_404", "When"}


def test_what_decides_who_sees_a_thing_is_asked_through_its_gate():
    """`published()`, `waiting()`, `current()`: a copy of the condition elsewhere is forgotten when the gate changes."""
    copies = []
    for path in OWN_CODE:
        found = calls(parsed(path))
        rules = [rule for call in found if called(call).endswith(("Constraint", "Index")) for rule in calls(call)]
        for call in found:
            if call in rules:
                continue
            for keyword in call.keywords if called(call) in QUERIES else ():
                for field in GATES.keys() & set((keyword.arg or "").split("__")):
                    if name_of(path) not in GATES[field]:
                        copies.append(f"{name_of(path)}:{call.lineno} {ast.unparse(keyword)}")
    assert copies == []
