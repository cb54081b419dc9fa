"""People who everybody's tests are about, and a clean place for each test."""

import gc
import itertools
from io import StringIO
from unittest.mock import ANY

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext

from people import portal
from review import emails, kinds
from tests import factories
from tests.factories import InstitutionFactory, UserFactory
from tests.public import Watch
from tests.toy.kind import RecipeKind


def pytest_collection_modifyitems(items):
    """Those that need the demo come first, so that one process runs them all and loads it alone."""
    items.sort(key=lambda item: "demo_database" not in item.fixturenames)


def pytest_collection_finish():
    """What was imported and collected stays to the end: looking through it for garbage takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _deleting(ops, style, tables, **options):
    """SQL that empties tables of few rows: to truncate seventy of them writes as many new files, each time."""
    return [f"DELETE FROM {ops.quote_name(table)}" for table in tables]  # noqa: S608


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """As pytest-django has it, with an empty twin for the demo, made before a browser or a thread holds the database.

    At the end nobody holds it any more, such as a browser's last request.
    """
    type(connection.ops).sql_flush = _deleting
    twin = f"{connection.settings_dict['NAME']}_demo"
    with django_db_blocker.unblock():
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {twin}")
            cursor.execute(f"CREATE DATABASE {twin} TEMPLATE {connection.settings_dict['NAME']}")
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {twin}")
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.close()


@pytest.fixture(autouse=True)
def _own_place(request, settings, tmp_path, monkeypatch):
    """No file, no rate limit and no text of the portal is left over from another test; mail goes its whole way."""
    settings.EMAIL_BACKEND = "config.mail.QueuedBackend"
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    if "mailoutbox" not in request.fixturenames:  # nobody reads what a situation sends
        monkeypatch.setattr(emails, "announce", factories.quiet(emails.announce))
    portal.remember({}, seconds=3600, edition=ANY)  # no page asks for them, so that counts of queries stay the same


@pytest.fixture(autouse=True)
def _no_public_change_goes_unsaid(monkeypatch):
    """Every request that changes what visitors see is one of the deeds in review/deeds.py."""
    answer = ClientHandler.get_response

    def watched(handler, request):
        watch = Watch()
        with connection.execute_wrapper(watch):
            response = answer(handler, request)
        if request.method == "POST" and response.status_code < 400:  # a preview is undone, and so is what was refused
            assert not watch.unannounced, f"{request.path} changed {watch.unannounced}: no deed of review/deeds.py"
        return response

    monkeypatch.setattr(ClientHandler, "get_response", watched)


@pytest.fixture
def library(db):
    return InstitutionFactory(name="Inverlathe University Library", slug="inverlathe")


@pytest.fixture
def author(library):
    return UserFactory(name="Mairi Tolland", email="mairi@inverlathe.example", staff=library)


@pytest.fixture
def colleague(library):
    return UserFactory(name="Ewan Strand", email="ewan@inverlathe.example", staff=library)


@pytest.fixture
def manager(library):
    return UserFactory(name="Una Calder", email="una@inverlathe.example", manager=library)


@pytest.fixture
def second_manager(library):
    return UserFactory(name="Piers Holm", email="piers@inverlathe.example", manager=library)


@pytest.fixture
def manager_elsewhere(db):
    return UserFactory(name="Greta Foss", email="greta@elsewhere.example", manager=True)


@pytest.fixture
def outsider(db):
    """Somebody with an account and no institution."""
    return UserFactory(name="Odd Nilsen", email="odd@nowhere.example")


@pytest.fixture
def editor(db):
    return UserFactory(name="Edith Rowan", email="edith@consortium.example", editor=True)


@pytest.fixture
def recipe():
    """A third kind (tests/toy): its queue is the editors’. Its pages want pytest.mark.urls("tests.toy.urls")."""
    kinds.register(kind := RecipeKind())
    yield kind
    kinds.unregister("recipe")


@pytest.fixture
def browse():
    """browse(user) is a client that is logged in as `user`; browse() one that nobody is logged in with."""

    def client(user=None):
        made = Client()
        if user:
            made.force_login(user)
        return made

    return client


def queries(client, url):
    """What a page asks the database; the page must be there."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


# -- vocabulary files ----------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path):
    """file(text) writes a Turtle file and returns its path."""
    numbers = itertools.count(1)

    def write(text):
        path = tmp_path / f"file-{next(numbers)}.ttl"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def load(db, file):
    """load(text, ...) runs the command on these texts and returns what it says."""

    def run(*texts, **options):
        out = StringIO()
        call_command("load_vocabulary", *(file(text) for text in texts), stdout=out, **options)
        return out.getvalue()

    return run
