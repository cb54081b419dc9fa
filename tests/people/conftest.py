import pytest

from tests.factories import InstitutionFactory, UserFactory


@pytest.fixture
def library(db):
    return InstitutionFactory(name="Cove University Library", slug="cove", domains=["cove.example"])


@pytest.fixture
def manager(library):
    return UserFactory(name="Morven Hale", email="morven@cove.example", manager=library)


@pytest.fixture
def colleague(library):
    return UserFactory(name="Tomasz Brandl", email="tomasz@cove.example", staff=library)


@pytest.fixture
def editor(db):
    return UserFactory(name="Edith Rowan", email="edith@consortium.example", editor=True)


@pytest.fixture
def stranger(db):
    return UserFactory(name="Sam Orrin", email="sam@elsewhere.example")
