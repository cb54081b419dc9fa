"""How statements are answered, and that it ends with what was asked."""

from unittest.mock import patch

import pytest
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.db import DatabaseError, connection

from postgres.by_hand import by_index, rows
from postgres.caches import drop_ended

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


def test_entries_of_a_table_go_when_they_have_ended(db):
    kept = DatabaseCache("kept_things", {})
    with connection.schema_editor() as editor:
        editor.execute("CREATE TABLE kept_things (cache_key text PRIMARY KEY, value text, expires timestamptz)")
    kept.set("ended", 1, timeout=600)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kept_things SET expires = expires - interval '700 s'")
    kept.set("lasting", 1, timeout=600)
    with patch.object(type(caches), "all", lambda self: [kept, LocMemCache("other", {})]):
        assert drop_ended() == 1
        assert drop_ended() == 0
    assert kept.get("lasting") == 1
