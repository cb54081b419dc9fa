"""Words that stand in no page any more go from the list: it may hold the names of people who have gone."""

from time import time

from django.db import transaction
from django_tasks import task

from config.locks import wait_for_turn
from search.lookups import Lexemes
from search.models import Word
from search.words import EXACT

WORDS = "the words that pages have"  # whose turn it is
BATCH = 500  # words that are looked through while nobody can publish
EVERY = 300  # seconds
_kinds = []


def kind(live):
    """Register `live()`: the queryset of a kind's pages that may be seen, with their search rows."""
    _kinds.append(live)


def forget_words():
    """Look through a part of the list, another one at each call of housekeeping; returns how many words went."""
    last = Word.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    turn = int(time() / EVERY) % (last // BATCH + 1)
    return _look_through(turn * BATCH)


def _look_through(after):
    with transaction.atomic():
        wait_for_turn(WORDS)
        batch = Word.objects.filter(pk__gt=after, pk__lte=after + BATCH)
        return Word.objects.filter(pk__in=[word.pk for word in batch if not _stands(word)]).delete()[0]


def _stands(word):
    query = Lexemes(f"'{word.stem}' | '{EXACT}{word.text}'")
    return any(live().filter(search=query).exists() for live in _kinds)


@task()
def forget_all_words():
    """Look through the whole list: a name may have gone."""
    last = Word.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    for after in range(0, last + 1, BATCH):
        _look_through(after)
