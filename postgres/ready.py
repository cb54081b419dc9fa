"""Statements that PostgreSQL keeps ready, where it takes as long to plan one as to run it.

Once a connection is asked for one again, PostgreSQL plans it for whatever it is asked about. Not behind a pooler, which
may lead to another server each time; nor in a transaction, which could not go on if the tables had changed.
"""

import logging
from hashlib import blake2b
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import NotSupportedError, OperationalError, connections
from psycopg2 import ProgrammingError, errors
from psycopg2.extensions import AsIs

from postgres import by_hand
from postgres.replica import reads_from
from postgres.statements import only_reads

GIVEN = object()  # stands for what a statement is about, among its values
MOST = 40  # names that a connection knows, or one more: those of a day are a dozen
GONE = errors.InvalidSqlStatementName, errors.FeatureNotSupported  # dropped; or columns are of another type now
GENERIC = "SET plan_cache_mode = force_generic_plan"

log = logging.getLogger(__name__)
_kept = WeakKeyDictionary()  # {connection of the driver: {name: is it ready; None where it cannot be}}


class Ready:
    """A statement that reads, with its `values` in their order or by name: GIVEN among them is what `rows` gets."""

    def __init__(self, sql, values):
        if not only_reads(sql):
            raise ValueError(f"A statement that is kept ready must only read: {sql[:120]}")
        self._sql, self._values = sql, values
        # By what it says, so that none of that name can be another's, even where a pooler was not told of.
        self._name = f"ready_{blake2b(repr((sql, self._with(...))).encode(), digest_size=8).hexdigest()}"

    def rows(self, given):
        """What it finds about this, as tuples of what the database gives."""
        connection = connections[reads_from()]
        if not (settings.PGBOUNCER or connection.in_atomic_block) and self._is_ready(connection):
            try:
                return by_hand.rows(f"EXECUTE {self._name} (%s)", [given], connection.alias)
            except (NotSupportedError, OperationalError) as problem:
                if not isinstance(problem.__cause__, GONE):
                    raise
                _forget(connection)
        return by_hand.rows(self._sql, self._with(given), connection.alias)

    def _with(self, given):
        if isinstance(self._values, dict):
            return {name: given if value is GIVEN else value for name, value in self._values.items()}
        return [given if value is GIVEN else value for value in self._values]

    def _is_ready(self, connection):
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        kept = _kept.setdefault(connection.connection, {})
        if self._name not in kept:
            if len(kept) > MOST:
                _forget(connection)
            kept[self._name] = False  # many are asked for once in the life of a connection
            return False
        if kept[self._name] is False:
            kept[self._name] = self._made_ready(connection)
        return bool(kept[self._name])

    def _made_ready(self, connection):
        """True; or None of what PostgreSQL cannot prepare, as it does not see of which type is what is given."""
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute(GENERIC)
            try:
                cursor.execute(f"PREPARE {self._name} AS {self._sql}", self._with(AsIs("$1")))
            except errors.DuplicatePreparedStatement:
                return True
            except ProgrammingError:
                log.exception("Not kept ready: %s", self._sql[:200])
                return None
        return True


def _forget(connection):
    """All that a connection keeps ready."""
    _kept[connection.connection].clear()
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
