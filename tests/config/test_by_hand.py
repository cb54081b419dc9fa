"""How statements are answered, and that it ends with what was asked."""

import pytest
from django.db import DatabaseError, connection

from postgres.by_hand import by_index, rows

SETTING = "SHOW enable_seqscan"


def test_by_index_holds_inside_and_no_longer(db):
    with by_index():
        assert rows(SETTING, []) == [("off",)]
    assert rows(SETTING, []) == [("on",)]


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_fails_inside_leaves_nothing_behind():
    with pytest.raises(DatabaseError), by_index():
        rows("SELECT 1 / 0", [])
    assert rows(SETTING, []) == [("on",)]
    assert not connection.in_atomic_block
