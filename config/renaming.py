"""Names that stand in the search rows of other things: where one changes, those rows are rebuilt by the worker.

A person’s is not among them: `people.naming` changes it, and those rows with it, at once.

>>> renaming.rebuild(index_again)  # in AppConfig.ready: index_again("institution", [numbers]) returns how many
>>> renaming.renamed("institution", [library.pk])  # in the transaction that renames it
"""

from django_tasks import task

WHATS = ("institution", "skill")
_rebuilders = []


def rebuild(work):
    """`work(what, numbers)` rebuilds the rows in which these stand by name; it may be done twice. `what`: see WHATS."""
    _rebuilders.append(work)


def renamed(what, numbers):
    """Queue the rebuilding: it is done once the transaction of today is."""
    if what not in WHATS:
        raise ValueError(f"Nobody rebuilds anything for “{what}”.")
    if numbers := sorted(numbers):
        bring_up_to_date.enqueue(what, numbers)


@task()
def bring_up_to_date(what, numbers):
    for work in _rebuilders:
        work(what, numbers)
