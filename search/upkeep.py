"""Housekeeping of the list of words: those that stood in texts alone are forgotten some time after the last page."""

from time import time

from django.db import transaction

from config.locks import wait_for_turn
from search import services
from search.models import Word

BATCH = 500  # words that are looked through at a time
EVERY = 60  # seconds, about


def forget_some():
    """Look through a part of the list, another one at each call of housekeeping; returns how many words went."""
    last = Word.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    after = int(time() / EVERY) % (last // BATCH + 1) * BATCH
    some = Word.objects.filter(pk__gt=after, pk__lte=after + BATCH)
    with transaction.atomic():
        wait_for_turn(services.TURN)  # a word that is found nowhere is not learnt meanwhile
        return services.forget_words(some.values_list("text", flat=True))
