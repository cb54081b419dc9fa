"""Very many pages in minutes: the database copies those that were made, people and all, under other addresses."""

from django.db import connection, transaction

from bench.making.days import BEGINNING, END
from people.models import Institution, InstitutionDomain

AT_ONCE = 100_000  # so many showcases are made one by one; what is more are copies of them
MOST = 10  # one digit is left to tell copies apart
SHORTER = 3  # characters that this takes
NEVER = {Institution, InstitutionDomain}
MOMENTS = {"first_published_at", "published_at"}


def times_of(showcases):
    """How often those that are made one by one will be there: 1 where none is copied."""
    times, rest = divmod(showcases, AT_ONCE)
    return times if 1 < times <= MOST and not rest else 1


def copy(models, first, times, tell):
    """Copy the rows of `models` until they are there so many times; `first` is {model: number of its first row}.

    Rows point at copies of what they pointed at, where there are any. Foreign keys are not looked at again: what holds
    of rows holds of copies. Wants to be the owner of the server, as in `throwaway`.
    """
    numbered = [model for model in models if model in first and model not in NEVER]
    with connection.cursor() as cursor:
        spans = {}
        for model in numbered:
            cursor.execute(f"SELECT max(id) - %s + 1 FROM {model._meta.db_table}", [first[model]])
            [[spans[model]]] = cursor.fetchall()
        for model in models:
            if model in NEVER:
                continue
            with transaction.atomic():
                cursor.execute("SET LOCAL session_replication_role = replica")
                cursor.execute(*_statement(model, spans, first, times))
            tell(f"{cursor.rowcount:,} copies of {model._meta.verbose_name_plural}")


def _statement(model, spans, first, times):
    """(SQL, parameters) that copies the rows of a model, all at once."""
    table, columns, values = model._meta.db_table, [], []
    for field in model._meta.concrete_fields:
        name = connection.ops.quote_name(field.column)
        whose = model if field.primary_key else field.related_model
        if field.primary_key and model not in spans:
            continue  # it gets one from the table's own sequence
        columns.append(name)
        if whose in spans:
            values.append(f"{name} + of.copy * {spans[whose]}")
        elif field.name == "bit":
            values.append(f"{name} + of.copy * {spans[model]}")  # copies come after all others
        elif field.name in MOMENTS:
            apart = (END - BEGINNING) / (AT_ONCE * times)
            values.append(f"{name} + of.copy * interval '{apart.total_seconds()} s'")
        elif field.name == "email" or (field.unique and field.max_length):
            values.append(f"left({name}, {field.max_length - SHORTER}) || '-c' || of.copy")
        else:
            values.append(name)
    where = f"WHERE id >= {first[model]}" if model in spans else ""
    copies = f"generate_series(1, {times - 1}) of (copy)"
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table}, {copies} {where} "
        f"ORDER BY of.copy, {table}.id",
    )
