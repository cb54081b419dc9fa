"""Search rows, names and words of pages, kept in the transaction that changes them."""

from typing import NamedTuple

from django.db import connection, transaction

from config.locks import wait_for_turn
from search.models import Name, Word
from search.names import lexemes_of, words_of
from search.upkeep import WORDS, forget_all_words
from search.words import vector, written

BATCH = 200

ROWS = """
    UPDATE {table} AS live SET search = made.vector::tsvector
    FROM UNNEST(%s::bigint[], %s::text[]) AS made(id, vector) WHERE live.id = made.id
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


def write(kind, rows, pages_of):
    """Make the search rows of the queryset `rows` anew; returns how many.

    `pages_of(numbers)` is {number: Page}. Rows are held while they are read, so that none is written that is older
    than its page.
    """
    done, numbers = 0, list(rows.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(numbers), BATCH):
        held = rows.model.objects.filter(pk__in=numbers[at : at + BATCH]).order_by("pk").select_for_update(no_key=True)
        with transaction.atomic():
            done += _write(kind, rows.model, pages_of(list(held.values_list("pk", flat=True))))
    return done


def _write(kind, model, pages):
    if not pages:
        return 0
    wait_for_turn(WORDS, shared=True)
    vectors = [vector(page.fields) for page in pages.values()]
    names = [(kind, number, page.name, words_of(page.name)) for number, page in pages.items()]
    rows = [(*name, " ".join(f"'{lexeme}'" for lexeme in lexemes_of(kind, name[2]))) for name in names]
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(table=model._meta.db_table), [list(pages), vectors])
        cursor.execute(NAMES, [list(column) for column in zip(*rows, strict=True)])
    _learn(written(field.text for page in pages.values() for field in page.fields))
    return len(pages)


def _learn(words):
    """Add the words that are not known yet; {word: (stem, how it is written)}."""
    known = set(Word.objects.filter(text__in=list(words)).values_list("text", flat=True))
    new = sorted(word for word in words if word not in known)  # in one order, so that no two wait for each other
    Word.objects.bulk_create(
        (Word(text=word, stem=words[word][0], shown=words[word][1]) for word in new), ignore_conflicts=True
    )


def forget(kind, numbers):
    """These pages have gone, and their names and words with them."""
    Name.objects.filter(kind=kind, number__in=numbers).delete()
    forget_all_words.enqueue()
