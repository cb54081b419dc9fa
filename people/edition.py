"""Which state of the public pages this is: what is kept of them anywhere hangs on it."""

from datetime import datetime
from typing import NamedTuple

from django.db import InterfaceError, OperationalError, connections

from config.drawing import edition_at_hand
from config.replica import reads_from, reads_from_after
from people.models import Edition

ASKED = "SELECT id, number, changed_at FROM people_edition WHERE id = 1"


class Identity(NamedTuple):
    """The number alone is not enough: a restored backup counts the same numbers again."""

    number: int = 0
    changed_at: datetime | None = None

    def __str__(self):
        return f"{self.number}-{self.changed_at:%Y%m%d%H%M%S%f}" if self.changed_at else f"{self.number}"


def edition():
    """The `Identity` of what is public: while a public page is drawn, the one that it will be kept under; else as it is
    now, in one statement by the primary key, of the database that this request reads from.

    Ask before you read what you keep under it: it turns in the transaction that changes the pages, so what is read
    after it is never older than it says.
    """
    if at_hand := edition_at_hand():
        return at_hand
    connection = connections[reads_from()]
    connection.health_check_done = True  # it is the first that most requests ask: this asks whether anybody answers too
    try:
        return _read(connection)
    except (InterfaceError, OperationalError) as problem:
        if connection.in_atomic_block:
            raise
        connection.close()
        return _read(connections[reads_from_after(problem)])


def _read(connection):
    """In plain SQL, which costs a fifth of the same put together: a kept page costs little else."""
    found = next(iter(Edition.objects.using(connection.alias).raw(ASKED)), None)
    return Identity(found.number, found.changed_at) if found else Identity()
