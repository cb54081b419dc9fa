"""Statements written by hand, where a query of Django's would cost a multiple."""

from django.db import connection


def rows(sql, given):
    """What a statement that reads finds, as a list of tuples; pages and tests see it as they see all others."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
