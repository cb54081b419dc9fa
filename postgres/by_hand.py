"""Statements written by hand, where a query of Django's would cost a multiple."""

from contextlib import contextmanager

from django.db import connection, connections, transaction

from postgres.replica import reads_from
from postgres.statements import AS_USUAL, BY_INDEX


def rows(sql, given, using=None):
    """What a statement that reads finds, as a list of tuples; pages and tests see it as they see all others.

    It asks the database that this request reads from, or the one with the alias `using`.
    """
    with connections[using or reads_from()].cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def changed(sql, given):
    """How many rows a statement that writes has changed."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.rowcount


@contextmanager
def by_index():
    """What is asked inside is answered by an index where there is one.

    PostgreSQL does not reckon what it costs to unpack a long search row: for a common word it would rather read the
    whole table, which takes ten times as long.
    """
    alias = reads_from()
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(BY_INDEX)
        yield
        cursor.execute(AS_USUAL)  # within another transaction, what follows is not concerned
