"""Statements that PostgreSQL keeps ready give what they would give without, whatever has become of a connection."""

import pytest
from django.db import DataError, OperationalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg2.errors import QueryCanceled

from commitment.models import Showcase
from postgres import ready
from postgres.ready import GIVEN, Ready
from review import kinds
from tests.discovery import make
from tests.factories import SkillFactory

VALUES = [GIVEN, "GIVEN"], ["GIVEN", GIVEN]
pytestmark = pytest.mark.django_db(transaction=True)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def table(db):
    run("CREATE TABLE kept_things (id integer PRIMARY KEY, name varchar(20))")
    run("INSERT INTO kept_things VALUES (1, 'one'), (2, 'two'), (3, '100 %')")
    yield
    connection.close()  # with all that was set and made in its session
    run("DROP TABLE kept_things")


@pytest.fixture
def names(table):
    return Ready("SELECT name FROM kept_things WHERE id = ANY(%s) AND id < %s ORDER BY id", [GIVEN, 99])


def sent(what, *given):
    """[(what it found, was it ready)] of each."""
    found = []
    for one in given:
        with CaptureQueriesContext(connection) as asked:
            rows = what.rows(one)
        found.append(([name for (name,) in rows], asked.captured_queries[-1]["sql"].startswith("EXECUTE ready_")))
    return found


def test_from_the_second_time_on_a_connection_has_it_ready(names):
    assert sent(names, [1], [2, 1], [], [3]) == [
        (["one"], False),
        (["one", "two"], True),
        ([], True),
        (["100 %"], True),
    ]
    connection.close()
    assert sent(names, [1], [1]) == [(["one"], False), (["one"], True)]


def test_values_may_have_names_and_what_is_given_may_stand_in_several_places(table):
    both = Ready(
        "SELECT name FROM kept_things WHERE id = %(at)s OR name = %(name)s OR id = %(at)s + 1",
        {"at": GIVEN, "name": "%"},
    )
    assert sent(both, 1, 1, 2) == [(["one", "two"], False), (["one", "two"], True), (["two", "100 %"], True)]


def test_text_is_given_as_it_is(table):
    by_name = Ready("SELECT id FROM kept_things WHERE name = %s", [GIVEN])
    odd = "'; DROP TABLE kept_things; --"
    assert sent(by_name, odd, odd, "100 %", "\\'") == [([], False), ([], True), ([3], True), ([], True)]


def test_in_a_transaction_and_behind_a_pooler_it_is_asked_as_it_is(names, settings):
    with transaction.atomic():
        assert sent(names, [1], [1], [1]) == [(["one"], False)] * 3
    settings.PGBOUNCER = True
    assert sent(names, [1], [1], [1]) == [(["one"], False)] * 3
    assert run("SELECT COUNT(*) FROM pg_prepared_statements") == [(0,)]
    assert run("SHOW plan_cache_mode") == [("auto",)]


def test_columns_may_be_of_another_type_meanwhile(names, table):
    sent(names, [1], [1])
    run("ALTER TABLE kept_things ALTER name TYPE text")
    assert sent(names, [1], [1], [1]) == [(["one"], False), (["one"], False), (["one"], True)]


def test_what_was_dropped_is_made_anew_and_what_is_there_already_is_used(names, table):
    sent(names, [1], [1])
    run("DEALLOCATE ALL")  # as in the connection of a pooler that nobody told of
    assert sent(names, [1], [1], [1]) == [(["one"], False), (["one"], False), (["one"], True)]
    ready._kept.pop(connection.connection)
    assert sent(names, [1], [1]) == [(["one"], False), (["one"], True)]


def test_a_connection_does_not_keep_statements_without_end(names, table, monkeypatch):
    monkeypatch.setattr(ready, "MOST", 3)
    for number in range(9):
        other = Ready("SELECT name FROM kept_things WHERE id = %s AND id < %s", [GIVEN, number])
        assert [found for found, _ in sent(other, 1, 1)] == [["one"] if number > 1 else []] * 2
        assert run("SELECT COUNT(*) FROM pg_prepared_statements")[0][0] <= 4
    assert sent(names, [1], [1]) == [(["one"], False), (["one"], True)]


def test_another_fault_is_told_and_another_value_makes_another_statement(names, table):
    slow = Ready("SELECT id FROM kept_things, generate_series(1, 9 / %s)", [GIVEN])
    assert sent(slow, 10, 10)[-1] == ([], True)
    with pytest.raises(DataError):
        slow.rows(0)
    assert sent(slow, 10) == [([], True)]
    run("SET statement_timeout = 300")
    long = Ready("SELECT a.id FROM kept_things AS a, generate_series(1, %s) AS n", [GIVEN])
    sent(long, 1, 1)
    with pytest.raises(OperationalError) as fault:
        long.rows(10**9)
    assert isinstance(fault.value.__cause__, QueryCanceled)


def test_a_value_that_looks_like_it_is_not_what_is_given(table):
    first, second = (Ready("SELECT %s::text, name FROM kept_things WHERE name <> %s", values) for values in VALUES)
    assert first._name != second._name


def test_what_cannot_be_prepared_is_asked_as_it_is_and_told_once(table, caplog):
    odd = Ready("SELECT name FROM kept_things WHERE %s IS NOT NULL AND id = 1", [GIVEN])
    assert sent(odd, 1, 1, 1) == [(["one"], False)] * 3
    assert [record.getMessage().split(":")[0] for record in caplog.records] == ["Not kept ready"]


def test_pages_are_the_same_when_all_that_they_ask_is_ready(author):
    skill = SkillFactory()
    make.profile("Mairi Tolland", user=author, skills=[skill], hook="I draw maps.")
    for number in range(3):
        make.showcase(f"Maps of peat {number}", skills=[skill], contributors=[author])
    for kind in kinds.every():  # search rows
        kind.publication.index(kind.publication.model.objects.all())
    live = Showcase.objects.first()
    things = [one.get_absolute_url() for one in (live, author.profile, skill)]
    for address in (
        *things,
        "/",
        "/showcases/",
        "/people/",
        "/showcases/?q=peat",
        "/people/?q=maps",
        "/search/?q=maps",
    ):
        told = []
        for _ in range(3):
            with CaptureQueriesContext(connection) as asked:
                told.append(Client().get(address))
        assert [answer.status_code for answer in told] == [200, 200, 200], address
        assert told[0].content == told[2].content, address
        sent_last = [query["sql"] for query in asked.captured_queries]
        assert not [sql for sql in sent_last if "JSONB_AGG" in sql or "LATERAL" in sql], address
        assert any(sql.startswith("EXECUTE ready_") for sql in sent_last), address


def test_what_does_more_than_read_is_refused():
    with pytest.raises(ValueError, match="must only read"):
        Ready("DELETE FROM people_edition WHERE id = %s", [GIVEN])
