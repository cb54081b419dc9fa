"""Queues of those who would meet at one thing: the rows that a lock could hold are not there yet, or are too many."""

from django.db import connection


def wait_for_turn(name, *, shared=False):
    """Whoever calls this with the same name in another transaction waits until this one has ended.

    Those who call it `shared` do not wait for each other, only for the others.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{'_shared' * shared}(hashtext(%s))", [name])
