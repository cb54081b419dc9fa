import itertools
from io import StringIO

import pytest
from django.core.management import call_command


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
