"""A database of a script's own, which it drops in the end. Import it first: it sets Django up as tests have it."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection
from django.test.utils import setup_test_environment, teardown_test_environment

from tests.demo.loaded import load
from tests.skills.many import make_many


@contextmanager
def database(name, keep=False):
    """An empty database `name`, or with `keep` the one of that name that is there, migrated; it stays then."""
    connection.settings_dict["TEST"]["NAME"] = name
    setup_test_environment()
    usual = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=keep)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(usual, verbosity=0, keepdb=keep)
        teardown_test_environment()


def tidy_up():
    """What PostgreSQL does by itself after a while: nothing waits to be put into an index, the planner knows all."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def many_skills(name):
    """1,000 skills with 8,000 labels in the database `name`."""
    with database(name):
        make_many()
        tidy_up()
        yield


@contextmanager
def demo(name):
    """The demo in the database `name`."""
    with database(name), TemporaryDirectory() as media:
        load(media)
        tidy_up()
        yield
