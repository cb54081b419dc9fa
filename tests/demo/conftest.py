"""Other databases beside the one of all tests, and one with the demo in it, which is loaded once."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db import connection

from tests.demo.loaded import load


def use(name):
    """Make another database of the same server the one that everything uses."""
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()


@pytest.fixture(scope="session")
def demo_database(django_db_setup, django_db_blocker, tmp_path_factory):
    """(name of a database with the demo in it, what loading it said, the messages that it sent)."""
    usual = connection.settings_dict["NAME"]
    name = f"{usual}_demo"
    with django_db_blocker.unblock():
        use(name)
        mail.outbox = []
        try:
            said = load(tmp_path_factory.mktemp("media"))
        finally:
            use(usual)
    return name, said, list(mail.outbox)


@pytest.fixture
def _in_demo_database(demo_database, django_db_blocker):
    usual = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        use(demo_database[0])
        yield
        use(usual)


@pytest.fixture
def demo(_in_demo_database, db):
    """The demo as it was just loaded: what a test does in it is undone."""
