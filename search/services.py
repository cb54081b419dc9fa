"""Search rows and names of pages, kept in the transaction that changes them, and the list of words that stand in pages.

The worker learns words once a page is out. One that stood in a name goes in the transaction that takes the name away;
any other when housekeeping comes to it (`search.upkeep`).
"""

from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django_tasks import task

from config.pages import turn
from postgres.locks import wait_for_turn
from search import kinds, topics
from search.models import Name, Topic, Word
from search.names import lexemes_of, words_of
from search.topics import Named
from search.words import EXACT, places_of, vector, written

BATCH = 100  # pages that are held at a time: for a second, if they are long
TURN = "words are learnt"

ROWS = """
    UPDATE {table} AS live SET search = made.vector::tsvector
    FROM UNNEST(%s::bigint[], %s::text[]) AS made(id, vector) WHERE live.id = made.id
"""
IN_NAMES = """
    SELECT DISTINCT lexeme FROM {table}, UNNEST(tsvector_to_array(search)) AS lexeme
    WHERE id = ANY(%s) AND lexeme ~ '^[=%%]'
"""
NAMES = """
    INSERT INTO search_name AS known (kind, number, text, words, begins)
    SELECT kind, number, text, words, begins::tsvector
    FROM UNNEST(%s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[])
        AS made (kind, number, text, words, begins)
    ON CONFLICT (kind, number) DO UPDATE SET text = excluded.text, words = excluded.words, begins = excluded.begins
    WHERE (known.text, known.begins) <> (excluded.text, excluded.begins)
"""


class Batch(NamedTuple):
    """How many pages a batch wrote, and the lowest number of them."""

    size: int
    lowest: int


class Page(NamedTuple):
    """What a page is found by: its name, its texts as [Field], the name among them, and the topics that it names."""

    name: str
    fields: list
    topics: Named = Named([], topics.WAYS)


def write(kind, rows, *, texts_are_known=False):
    """Make the search rows of the queryset `rows`, of a registered kind, anew; returns how many. See `in_batches`."""
    return sum(batch.size for batch in in_batches(kind, rows, texts_are_known=texts_are_known))


def in_batches(kind, rows, *, below=None, texts_are_known=False):
    """The same a batch at a time, by number downwards, those `below` one; yields a Batch once it is written.

    Those of a batch are held while they are read, so that none is written that is older than its page: whoever
    publishes one of them waits for that long. Where only names have changed, `texts_are_known`: the worker learns the
    words of names that are new, and reads no more.
    """
    following = rows.order_by("-pk").values_list("pk", flat=True)
    while numbers := list((following if below is None else following.filter(pk__lt=below))[:BATCH]):
        below = numbers[-1]
        yield Batch(_write_batch(kind, rows.model, numbers, texts_are_known), below)
        if len(numbers) < BATCH:
            return


def _write_batch(kind, model, numbers, texts_are_known):
    with transaction.atomic():
        held = model.objects.filter(pk__in=numbers).order_by("pk").select_for_update(no_key=True)
        there = dict(held.values_list("pk", Q(search=None)))
        pages = kinds.get(kind).pages(list(there))
        if pages:
            names_of_one = _write(kind, model, pages)
            unread = [number for number in pages if there[number] or not texts_are_known]
            teaching = sorted({*unread, *names_of_one.values()})
            if teaching:
                learn.enqueue(kind, teaching)
        return len(pages)


def _write(kind, model, pages):
    """Write the rows and names of these pages. Returns {word of a name that is new: a page that has it}."""
    live = set(kinds.get(kind).live().filter(pk__in=pages).values_list("pk", flat=True))
    names = [(kind, number, pages[number].name, words_of(pages[number].name)) for number in live]
    rows = [(*name, " ".join(f"'{lexeme}'" for lexeme in lexemes_of(kind, name[2]))) for name in names]
    before, named = _names_in(model, pages)
    made = {number: places_of(page.fields) for number, page in pages.items()}
    after = {
        lexeme.removeprefix(EXACT): number
        for number, places in made.items()
        for lexeme in places
        if lexeme.startswith(EXACT)
    }
    for number, page in pages.items():
        topics.add_to(made[number], page.topics)
        named -= set(page.topics.numbers)
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(table=model._meta.db_table), [list(made), list(map(vector, made.values()))])
        if rows:
            cursor.execute(NAMES, [list(column) for column in zip(*rows, strict=True)])
    if gone := (before - after.keys()) | _words_of(named).keys():
        forget_words(gone)
    return {word: number for word, number in after.items() if word not in before}


def _names_in(model, numbers):
    """The words of all names in the search rows of these pages, and the numbers of topics."""
    with connection.cursor() as cursor:
        cursor.execute(IN_NAMES.format(table=model._meta.db_table), [list(numbers)])
        lexemes = [lexeme for (lexeme,) in cursor]
    words = {lexeme.removeprefix(EXACT) for lexeme in lexemes if lexeme.startswith(EXACT)}
    return words, set(filter(None, map(topics.number_in, lexemes)))


def _words_of(numbers):
    """`written` of all that these topics are called."""
    return written(text for names in topics.called(numbers).values() for text in names.texts) if numbers else {}


def forget(kind, numbers):
    """These pages may not be seen any more: so their names, and words that stand in no other, go.

    It may be said of any kind of page; those of a kind that is not registered have nothing to forget.
    """
    if kinds.is_searched(kind):
        Name.objects.filter(kind=kind, number__in=numbers).delete()
        forget_words(_written(kinds.get(kind).pages(numbers)))


def _written(pages):
    """`written` of these pages, and of what their topics are called."""
    words = written(field.text for page in pages.values() for field in page.fields)
    return _words_of({number for page in pages.values() for number in page.topics.numbers}) | words


@transaction.atomic
def forget_words(words):
    """Take those of `words` off the list that stand in no page which may be seen; returns how many went.

    It waits for nobody: whoever publishes holds pages and goes on to others, and two such would wait for each other. A
    word that another takes off just now is left to that, or to housekeeping.
    """
    rows = list(Word.objects.filter(text__in=list(words)).select_for_update(skip_locked=True, no_key=True))
    known = topics.Topics()
    known.learn(*map(_anyhow, rows))
    return Word.objects.filter(pk__in=[word.pk for word in rows if not _stands(word, known)]).delete()[0]


def _stands(word, known):
    query = known.having(_anyhow(word))
    return any(kind.live().filter(search=query).exists() for kind in kinds.all_kinds())


def _anyhow(word):
    return f"'{word.stem}' | '{EXACT}{word.text}'"


@task()
def learn(kind, numbers):
    """Add the words of these pages, as far as they may be seen, to the list.

    The pages are held meanwhile: what is being changed or withdrawn is read as it will be, or forgotten after this.
    """
    kind = kinds.get(kind)
    with transaction.atomic():
        wait_for_turn(TURN)
        held = kind.live().filter(pk__in=numbers).order_by("pk").select_for_update(no_key=True)
        pages = kind.pages(list(held.values_list("pk", flat=True)))
        made = _add(_written(pages))
    if made:
        turn()  # what is found for a mistyped word


def _add(words):
    known = set(Word.objects.filter(text__in=list(words)).values_list("text", flat=True))
    new = [Word(text=word, stem=words[word][0], shown=words[word][1]) for word in words if word not in known]
    return Word.objects.bulk_create(new, ignore_conflicts=True)


def settle_topics():
    """Let pages be found by what topics are called now, in the transaction that changes that: see `search.topics`."""
    changed, gone = topics.settle()
    if gone:
        forget_words(gone)
    if changed:
        learn_names.enqueue(changed)


@task()
def learn_names(numbers):
    """Add the words of what these topics are called, as far as a page names them, to the list."""
    with transaction.atomic():
        wait_for_turn(TURN)
        naming = topics.Naming(OuterRef("number"))
        named = reduce(or_, (Q(Exists(kind.live().filter(search=naming))) for kind in kinds.all_kinds()))
        made = _add(_words_of(list(Topic.objects.filter(named, number__in=numbers).values_list("number", flat=True))))
    if made:
        turn()
