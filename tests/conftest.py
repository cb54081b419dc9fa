"""People who everybody's tests are about, and a clean place for each test."""

import fcntl
import gc
import itertools
import os
from io import StringIO
from unittest.mock import ANY

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext, override_settings

from bitmaps import index
from bitmaps.models import Snapshot
from commitment import cover_files
from people import portal
from review import emails, kinds
from search import services as search_services
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


STAYING = {"django_content_type", "auth_permission"}  # what models there are, which no test changes


def _deleting(ops, style, tables, **options):
    """SQL that empties tables of few rows: to truncate seventy of them writes as many new files, each time."""
    return [f"DELETE FROM {ops.quote_name(table)}" for table in tables if table not in STAYING]  # noqa: S608


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker, tmp_path_factory):
    """Where several processes test, one makes the tables and each takes a copy: to migrate takes ten seconds."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    shared, own = tmp_path_factory.getbasetemp().parent, connection.settings_dict
    name, base = own["TEST"]["NAME"], f"test_{own['NAME']}_base"
    with (shared / "tables").open("w") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "made").exists():
            usual, own["TEST"]["NAME"] = own["NAME"], base
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            connection.close()
            settings.DATABASES["default"]["NAME"] = own["NAME"] = usual
            (shared / "made").touch()
    own["TEST"] |= {"NAME": name, "TEMPLATE": base}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """As pytest-django has it, with an empty twin for the demo, made before a browser or a thread holds the database.

    At the end nobody holds it any more, such as a browser's last request.
    """
    type(connection.ops).sql_flush = _deleting
    post_migrate.receivers = []  # which write anew what stays
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
    if "words_learnt" not in request.fixturenames:  # nor looks them up
        monkeypatch.setattr(search_services, "learn", factories.QuietTask(search_services.learn))
    if "kept_bitmaps" not in request.fixturenames:  # pages come and go in tests without a word
        monkeypatch.setattr(index, "current", index.made)
    if "covers_drawn" not in request.fixturenames:  # nobody looks at those of a situation, which take long
        monkeypatch.setattr(cover_files, "marble", lambda mark, pillars: f"<svg>{mark}</svg>")
    portal.remember({}, seconds=3600, edition=ANY)  # no page asks for them, so that counts of queries stay the same


@pytest.fixture
def kept_bitmaps(db):
    """Bitmaps are kept from page to page, as where the portal runs; `kept_bitmaps()` has them made anew."""

    def anew():
        Snapshot.objects.all().delete()  # which the migrations wrote, of no pages
        index.forget()

    anew()
    yield anew
    index.forget()


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
def words_learnt():
    """Words of what a factory publishes come to the list of known words, as after every approval."""


@pytest.fixture
def covers_drawn():
    """Marbled covers are drawn as they are for visitors."""


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


SERVED = {"STORAGES": {**settings.STORAGES, "staticfiles": {"BACKEND": "config.storage.StaticStorage"}}}


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    """The folder of static files as they are served, but for the operator’s."""
    folder = tmp_path_factory.mktemp("collected")
    with override_settings(**SERVED, STATIC_ROOT=folder):
        call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["admin"])
    return folder


@pytest.fixture
def served(db, settings, collected):
    """A visitor of the portal as it is served: files collected, with their names and headers."""
    settings.STATIC_ROOT, settings.STORAGES = collected, SERVED["STORAGES"]
    settings.WHITENOISE_AUTOREFRESH = False
    return Client()


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
