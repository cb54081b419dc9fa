"""Queues of those who would meet at one thing: the rows that a lock could hold are not there yet, or are too many."""

from django.db import connection


def wait_for_turn(name):
    """Whoever calls this with the same name in another transaction waits until this one has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
