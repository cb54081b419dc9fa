"""What becomes of all that points at an account when it is closed, decided for each table by the app that has it.

>>> closing.closes("people.Membership.user", closing.DELETED)  # in AppConfig.ready

The verb is `people.services.close_account`. The row of the account stays, empty: a number that history may go on
pointing at. Names on others' pages stay.
"""

DELETED = "deleted"  # the row goes with the account
EMPTIED = "emptied"  # the row stays and points at nobody
KEPT = "kept"  # the row goes on pointing at the empty account, and names nobody
_fates, _work = {}, []


def closes(field, fate):
    """Say what becomes of the rows whose `field` (“people.Membership.user”) is the account. Once a field."""
    if field in _fates:
        raise ValueError(f"{field} is decided already.")
    _fates[field] = fate


def before(work):
    """`work(user)` is done first, in the same transaction, while the account still has its name and its powers."""
    _work.append(work)


def fates():
    """{field: what becomes of its rows}."""
    return dict(_fates)


def work():
    """What is done first, in the order it was registered."""
    return list(_work)
