import re
from html import unescape
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from finding.address import FACETS
from finding.lists import People, Showcases
from tests.factories import SkillFactory

LISTS = {"/showcases/": Showcases, "/people/": People}


@pytest.fixture(autouse=True)
def words_learnt():
    """Each test here may look for them."""


@pytest.fixture
def get(client, db):
    """get(path, **parameters) is the response to a visitor; lists go as repeated parameters."""

    def fetch(path, **parameters):
        return client.get(path, parameters)

    return fetch


@pytest.fixture
def found(db):
    """found(path, **parameters) is what a page of a list shows: titles or names, in order."""

    def titles(path, **parameters):
        return [str(live) for live in LISTS[path](QueryDict(urlencode(parameters, doseq=True))).page]

    return titles


@pytest.fixture
def facets(get):
    """facets(path, **parameters) is {title: facet}, as they stand on a list page."""

    def of(path, **parameters):
        return {facet["title"]: facet for facet in get(path, **parameters).context["facets"]}

    return of


@pytest.fixture
def whole(facets):
    """The same, each with all of its options."""

    def of(path, **parameters):
        return facets(path, **parameters, all=FACETS)

    return of


def options_of(facet):
    """All options of a facet at every depth, as they stand."""
    roots = [root for part in facet["parts"] for root in part["options"]]
    return [option for root in roots for option, _ in root.walk()]


@pytest.fixture
def counts(whole):
    """counts(path, **parameters) is {facet: {option: how many}}."""

    def of(path, **parameters):
        found = whole(path, **parameters).items()
        return {title: {option.label: option.count for option in options_of(facet)} for title, facet in found}

    return of


@pytest.fixture
def words():
    """words(response) is what a page says, without its markup."""

    def of(response):
        text = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())

    return of


@pytest.fixture
def vocabulary(db):
    """Conservation takes in paper and book conservation; digitisation stands beside it."""
    conservation = SkillFactory(slug="conservation", labels=["Remedial conservation"])
    return SimpleNamespace(
        conservation=conservation,
        paper=SkillFactory(slug="paper-conservation", broader=[conservation], labels=["Mending of paper"]),
        book=SkillFactory(slug="book-conservation", broader=[conservation]),
        digitisation=SkillFactory(slug="digitisation", labels=["Digitization"]),
    )
