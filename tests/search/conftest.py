import pytest


@pytest.fixture(autouse=True)
def words_learnt():
    """Each test here may look for them."""
