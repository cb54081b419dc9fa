"""Where a name stands for somebody besides their account: each app that keeps it there changes it there.

>>> naming.changes(work)  # in AppConfig.ready

The verb is `people.services.rename`. `work(user, keeps_address)` is called in its transaction, with the new name on
`user`, in the order registered. It leaves no trace of the former one; an address made of that may go on leading to the
page only where `keeps_address` says so.
"""

_work = []


def changes(work):
    _work.append(work)


def work():
    """What is to be done, in the order it was registered."""
    return list(_work)
