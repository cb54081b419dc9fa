"""Names that stand in the search rows of other things: where one changes, those rows are rebuilt by the worker.

A person’s is not among them: `people.naming` changes it, and those rows with it, at once.

>>> renaming.rebuild(rows, index)  # in AppConfig.ready: index(some of rows("institution", [numbers]))
>>> renaming.renamed("institution", [library.pk])  # in the transaction that renames it
"""

from django_tasks import task

from config.pages import turn

WHATS = ("institution", "skill")
BATCH = 500
_rebuilders = []


def rebuild(rows, index):
    """`rows(what, numbers)` is the queryset of those in which these stand by name, and `index(queryset)` rebuilds some
    of them; it may be done twice. `what`: see WHATS.
    """
    _rebuilders.append((rows, index))


def renamed(what, numbers):
    """Queue the rebuilding: it is done once the transaction of today is."""
    if what not in WHATS:
        raise ValueError(f"Nobody rebuilds anything for “{what}”.")
    if numbers := sorted(numbers):
        bring_up_to_date.enqueue(what, numbers)


@task()
def bring_up_to_date(what, numbers, only=None, after=0):
    """A batch of the rows of each rebuilder, or of the one in place `only`, whose numbers come `after`; what is left
    is queued: no task takes so long that it is taken for stuck.
    """
    for place, (rows, index) in enumerate(_rebuilders):
        if only in (None, place):
            following = rows(what, numbers).filter(pk__gt=after).order_by("pk")
            batch = list(following.values_list("pk", flat=True)[:BATCH])
            index(rows(what, numbers).model.objects.filter(pk__in=batch))
            if batch:
                turn()
            if len(batch) == BATCH:
                bring_up_to_date.enqueue(what, numbers, only=place, after=batch[-1])
