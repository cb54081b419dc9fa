import pytest

from tests.factories import InstitutionFactory, UserFactory


@pytest.fixture
def library(db):
    """A library whose e-mail domain makes members."""
    return InstitutionFactory(name="Cove University Library", slug="cove", domains=["cove.example"])


@pytest.fixture
def stranger(db):
    return UserFactory(name="Sam Orrin", email="sam@elsewhere.example")
