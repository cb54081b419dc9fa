"""Which database is read from: the primary, or for visitors its replica, where DATABASE_REPLICA_URL names one.

Everything that is read for one request comes from one of the two, the edition too, by which pages are kept: a page that
is drawn from a replica is never taken for newer than the replica was. What is written goes to the primary.
"""

from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS

PRIMARY, REPLICA = DEFAULT_DB_ALIAS, "replica"
# Books that are kept while others read: sessions, what is counted and cached, tasks.
BOOKS = {"sessions", "django_cache", "config", "django_tasks_database"}

choice = ContextVar("choice", default=None)  # of the request that is answered: `machines.replication`


def reads_from():
    """The alias of the database that is read from just now, for statements that no model routes."""
    made = choice.get()
    return made.alias() if made else PRIMARY


def reads_from_after(problem):
    """The alias to read from once more, after a statement met `problem`: a replica is left alone then."""
    if made := choice.get():
        made.leave_replica(problem)
    return reads_from()


class Router:
    """Reads as the request's choice says, but for the books; writes and migrations on the primary."""

    def db_for_read(self, model, **hints):
        return PRIMARY if model._meta.app_label in BOOKS else reads_from()

    def db_for_write(self, model, **hints):
        return PRIMARY

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == PRIMARY
