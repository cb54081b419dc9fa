"""Search rows, names and words of pages, kept in the transaction that changes them."""

from typing import NamedTuple

from django.db import connection, transaction

from search import kinds, upkeep
from search.models import Name
from search.names import lexemes_of, words_of
from search.words import EXACT, vector

BATCH = 200

ROWS = """
    UPDATE {table} AS live SET search = made.vector::tsvector
    FROM UNNEST(%s::bigint[], %s::text[]) AS made(id, vector) WHERE live.id = made.id
"""
IN_NAMES = """
    SELECT DISTINCT lexeme FROM {table}, UNNEST(tsvector_to_array(search)) AS lexeme
    WHERE id = ANY(%s) AND lexeme LIKE '=%%'
"""
NAMES = """
    INSERT INTO search_name AS known (kind, number, text, words, begins)
    SELECT kind, number, text, words, begins::tsvector
    FROM UNNEST(%s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[])
        AS made (kind, number, text, words, begins)
    ON CONFLICT (kind, number) DO UPDATE SET text = excluded.text, words = excluded.words, begins = excluded.begins
    WHERE (known.text, known.begins) <> (excluded.text, excluded.begins)
"""


class Page(NamedTuple):
    """What a page is found by: its name, and its texts as [Field], the name among them."""

    name: str
    fields: list


def write(kind, rows):
    """Make the search rows of the queryset `rows`, of a registered kind, anew; returns how many.

    They are held while they are read, so that none is written that is older than its page.
    """
    pages_of = kinds.get(kind).pages
    done, numbers = 0, list(rows.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(numbers), BATCH):
        batch = rows.model.objects.filter(pk__in=numbers[at : at + BATCH]).order_by("pk")
        with transaction.atomic():
            held = batch.select_for_update(no_key=True)
            done += _write(kind, rows.model, pages_of(list(held.values_list("pk", flat=True))))
    return done


def _write(kind, model, pages):
    if not pages:
        return 0
    names = [(kind, number, page.name, words_of(page.name)) for number, page in pages.items()]
    rows = [(*name, " ".join(f"'{lexeme}'" for lexeme in lexemes_of(kind, name[2]))) for name in names]
    before = _names_in(model, pages)
    with connection.cursor() as cursor:
        vectors = [vector(page.fields) for page in pages.values()]
        cursor.execute(ROWS.format(table=model._meta.db_table), [list(pages), vectors])
        cursor.execute(NAMES, [list(column) for column in zip(*rows, strict=True)])
    if gone := before - (_names_in(model, pages) if before else set()):
        upkeep.forget(gone)
    upkeep.learn.enqueue(kind, list(pages))
    return len(pages)


def _names_in(model, numbers):
    """The words of all names in the search rows of these pages."""
    with connection.cursor() as cursor:
        cursor.execute(IN_NAMES.format(table=model._meta.db_table), [list(numbers)])
        return {word.removeprefix(EXACT) for (word,) in cursor}


def forget(kind, numbers):
    """These pages may not be seen any more: so their names, and words that stood in no other, go."""
    Name.objects.filter(kind=kind, number__in=numbers).delete()
    upkeep.forget(_names_in(kinds.get(kind).live().model, numbers))
