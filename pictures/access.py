"""Who may fetch a picture. Public ones everybody; its owner always; else it hangs on what shows it."""

_holders = {}


def holders(sort, may_see):
    """For `AppConfig.ready`: `may_see(user, ids)` says whether `user` sees any of the things of this sort."""
    _holders[sort] = may_see


def is_public(upload):
    return upload.showings.filter(is_public=True).exists()


def may_see(user, upload):
    """Whether `user`, to whom it is not public, may fetch it all the same."""
    if not user.is_authenticated:
        return False
    if upload.owner == user.pk:
        return True
    shown = {}
    for sort, number in upload.showings.values_list("holder", "holder_id"):
        shown.setdefault(sort, []).append(number)
    return any(sort in _holders and _holders[sort](user, ids) for sort, ids in shown.items())
