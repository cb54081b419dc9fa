"""Which state of the public pages this is: what is kept of them anywhere hangs on it."""

from datetime import datetime
from typing import NamedTuple

from people.models import Edition


class Identity(NamedTuple):
    """The number alone is not enough: a restored backup counts the same numbers again."""

    number: int = 0
    changed_at: datetime | None = None

    def __str__(self):
        return f"{self.number}-{self.changed_at:%Y%m%d%H%M%S%f}" if self.changed_at else f"{self.number}"


def edition():
    """The `Identity` of what is public now, in one statement by the primary key.

    Ask before you read what you keep under it: it turns in the transaction that changes the pages, so what is read
    after it is never older than it says.
    """
    found = Edition.objects.filter(pk=1).values_list("number", "changed_at").first()
    return Identity(*found) if found else Identity()
