"""Static files where they are served: a script is one file, and names what it fetches later as that is stored."""

import re

from django.contrib.staticfiles.storage import staticfiles_storage

from tests.tree import ROOT

IMPORT = re.compile(r"""^import\b(?!\()|\bfrom\s*["']\.""", re.MULTILINE)
PAGE_SCRIPTS = [f"js/{path.name}" for path in sorted((ROOT / "static/js").glob("*.js"))]


def test_the_script_of_a_page_imports_nothing(served, collected):
    assert len(PAGE_SCRIPTS) >= 5
    for name in PAGE_SCRIPTS:
        assert not IMPORT.search((collected / staticfiles_storage.stored_name(name)).read_text()), name


def test_scripts_fetch_others_under_the_names_that_change_with_them(served, collected):
    addresses = set()
    for name in PAGE_SCRIPTS:
        script = collected / staticfiles_storage.stored_name(name)
        for address in re.findall(r"""\bimport\(["'](.+?)["']\)""", script.read_text()):
            assert (script.parent / address).exists(), f"{name} fetches {address}"
            assert re.search(r"\.[0-9a-f]{12}\.js$", address)
            addresses.add(address)
    assert addresses


def test_nothing_is_served_under_a_name_that_stays(served, collected):
    names = [path for path in collected.rglob("*") if path.is_file() and path.name != "staticfiles.json"]
    assert len(names) > 100
    for path in names:
        assert re.search(r"\.[0-9a-f]{12}\.\w+(\.gz|\.br)?$|/LICENSE", str(path)), path
