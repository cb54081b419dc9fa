"""The list of words that stand in pages: learnt by the worker once a page is out, and forgotten with the last page.

A name that stands nowhere any more is forgotten in the transaction that takes it away.
"""

from time import time

from django.db import transaction
from django_tasks import task

from config.locks import wait_for_turn
from search import kinds
from search.lookups import Lexemes
from search.models import Word
from search.words import EXACT, written

TURN = "the words that pages have"
BATCH = 500  # words that are looked through at a time
EVERY = 300  # seconds, about


@task()
def learn(kind, numbers):
    """Add the words of these pages, as far as they may be seen, to the list."""
    kind = kinds.get(kind)
    pages = kind.pages(list(kind.live().filter(pk__in=numbers).values_list("pk", flat=True)))
    words = written(field.text for page in pages.values() for field in page.fields)
    with transaction.atomic():
        wait_for_turn(TURN)
        known = set(Word.objects.filter(text__in=list(words)).values_list("text", flat=True))
        new = (Word(text=word, stem=words[word][0], shown=words[word][1]) for word in words if word not in known)
        Word.objects.bulk_create(new, ignore_conflicts=True)


@transaction.atomic
def forget(words):
    """Take those of `words` off the list that stand in no page which may be seen; returns how many went."""
    wait_for_turn(TURN)
    rows = Word.objects.filter(text__in=list(words))
    return Word.objects.filter(pk__in=[word.pk for word in rows if not _stands(word)]).delete()[0]


def forget_some():
    """Look through a part of the list, another one at each call of housekeeping; returns how many words went."""
    last = Word.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    after = int(time() / EVERY) % (last // BATCH + 1) * BATCH
    return forget(Word.objects.filter(pk__gt=after, pk__lte=after + BATCH).values_list("text", flat=True))


def _stands(word):
    query = Lexemes(f"'{word.stem}' | '{EXACT}{word.text}'")
    return any(kind.live().filter(search=query).exists() for kind in kinds.all_kinds())
