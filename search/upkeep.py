"""Housekeeping of the list of words: those that stood in texts alone are forgotten some time after the last page."""

from secrets import randbelow

from django.db import transaction

from config.pages import turn
from postgres.locks import wait_for_turn
from search import services
from search.models import Word

BATCH = 500  # words that are looked through at a time


def forget_some():
    """Look through a part of the list, any one, however often housekeeping is called; returns how many words went."""
    last = Word.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    after = randbelow(last + BATCH) - BATCH  # so that the first are as likely as the others
    some = Word.objects.filter(pk__gt=after).order_by("pk")[:BATCH]
    with transaction.atomic():
        wait_for_turn(services.TURN)  # a word that is found nowhere is not learnt meanwhile
        gone = services.forget_words(some.values_list("text", flat=True))
    if gone:
        turn()
    return gone
