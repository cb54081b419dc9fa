"""While an upgrade goes from machine to machine: files that were collected after a process had begun."""

import os

import pytest
from django.http import HttpResponseNotFound
from django.test import RequestFactory

from machines.late_files import StaticMiddleware

pytestmark = pytest.mark.django_db  # the end of an answer looks at connections that tests before left open
OLD, NEW = "css/portal.0123456789ab.css", "css/portal.ba9876543210.css"


@pytest.fixture
def ask(settings, tmp_path):
    """Ask a process that began when only the files of the old release were there."""
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = str(tmp_path / "static"), False
    settings.WHITENOISE_USE_FINDERS = False
    write(settings.STATIC_ROOT, OLD)
    process = StaticMiddleware(lambda request: HttpResponseNotFound())
    return lambda path: process(RequestFactory().get(path))


def write(root, name):
    place = os.path.join(root, name)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place, "w") as file:
        file.write(f"/* {name} */")


def test_an_old_process_has_the_new_files_and_a_new_one_the_old(ask, settings):
    assert ask(f"/static/{NEW}").status_code == 404
    write(settings.STATIC_ROOT, NEW)
    for name in (OLD, NEW):
        answer = ask(f"/static/{name}")
        assert (answer.status_code, answer["Content-Type"]) == (200, 'text/css; charset="utf-8"')
        assert b"".join(answer.streaming_content) == f"/* {name} */".encode()
        answer.close()


@pytest.mark.parametrize("name", ["css/portal.css", "../secret.0123456789ab.css", "/etc/secret.0123456789ab.css", ""])
def test_nothing_else_is_looked_for(name, ask, settings):
    write(settings.STATIC_ROOT, "css/portal.css")
    write(settings.STATIC_ROOT, "../secret.0123456789ab.css")
    assert ask(f"/static/{name}").status_code == 404
