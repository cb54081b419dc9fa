"""Names of institutions stand in the search rows of other things: where one changes, those are rebuilt by the worker.

A person’s is not among them: `people.naming` changes it, and those rows with it, at once; nor is that of a skill, which
stands in no row of others (`search.topics`).

>>> renaming.rebuild(rows, index)  # in AppConfig.ready: index(some of rows([numbers]))
>>> renaming.renamed([library.pk])  # in the transaction that renames it
"""

from django_tasks import task

from config.pages import turn

BATCH = 500  # rows of one task
_rebuilders = []


def rebuild(rows, index):
    """`rows(numbers)` is the queryset of those in which these stand by name, and `index(queryset)` rebuilds some of
    them; it may be done twice.
    """
    _rebuilders.append((rows, index))


def renamed(numbers):
    """Queue the rebuilding: it is done once the transaction of today is."""
    if numbers := sorted(numbers):
        bring_up_to_date.enqueue(numbers)


@task()
def bring_up_to_date(numbers, only=None, before=None):
    """A batch of the rows of each rebuilder, or of the one in place `only`, the newest first and with numbers below
    `before`; what is left is queued, so that no task takes so long that it is taken for stuck, and one that is killed
    is done again alone.
    """
    for place, (rows, index) in enumerate(_rebuilders):
        if only in (None, place):
            following = rows(numbers).order_by("-pk")
            following = following if before is None else following.filter(pk__lt=before)
            batch = list(following.values_list("pk", flat=True)[:BATCH])
            index(rows(numbers).model.objects.filter(pk__in=batch))
            if batch:
                turn()
            if len(batch) == BATCH:
                bring_up_to_date.enqueue(numbers, only=place, before=batch[-1])
