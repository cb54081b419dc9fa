"""Words that were looked for among skills and found nothing: counted without who typed them, read by editors.

A word is listed only when it was typed on several days, and forgotten after three months.
"""

import re
from bisect import bisect_left
from datetime import timedelta
from itertools import zip_longest

from django.db import transaction
from django.db.models import Count, F, Max, Sum
from django.utils import timezone

from people.naming import parts_of_names, words_of
from reading.text import fold, one_line
from vocabulary.models import MissedWord

DAYS, ON_DAYS = 90, 3  # how long they are kept; on how many of these days one has to be typed to be listed
SHORTEST, LONGEST, MOST_WORDS = 3, 60, 6
ADDRESS = re.compile(r"@|http|www|\w\.\w")
AROUND = " \"'`´“”‘’«».,;:!?()[]{}<>*/\\-–…"


def clean(text):
    """What of a text is counted: folded; "" for what may be an address or a number, or is no word that is missed."""
    word = fold(one_line(text))
    if any(letter.isnumeric() for letter in word) or ADDRESS.search(word):
        return ""
    word = " ".join(filter(None, (part.strip(AROUND) for part in word.split())))
    fits = SHORTEST <= len(word) <= LONGEST and len(word.split()) <= MOST_WORDS
    return word if fits and any(letter.isalpha() for letter in word) else ""


def write_searched(batch):
    """Keep {(word, day): times} of a search, without those that have a part of the name of anybody here."""
    names = parts_of_names()
    _keep({key: times for key, times in batch.items() if not words_of(key[0]) & names})


def write_picked(batch):
    """The same of a field that looks while one types: what only leads to a longer word, or to a name, is no word."""
    names, in_order = parts_of_names(), sorted(batch, key=lambda key: (key[1], key[0]))
    sorted_names = sorted(names)
    kept = {}
    for (word, day), following in zip_longest(in_order, in_order[1:]):
        leads_on = following is not None and following[1] == day and following[0].startswith(word)
        if not leads_on and not words_of(word) & names and not _begins_one(word.split()[-1], sorted_names):
            kept[word, day] = batch[word, day]
    _keep(kept)


def _begins_one(word, names):
    """Whether a name begins with a word; `names` are sorted."""
    at = bisect_left(names, word)
    return at < len(names) and names[at].startswith(word)


@transaction.atomic
def _keep(batch):
    for (word, day), times in sorted(batch.items()):  # in one order, so that processes do not wait for each other
        MissedWord.objects.get_or_create(word=word, day=day)
        MissedWord.objects.filter(word=word, day=day).update(times=F("times") + times)


def missed_words():
    """[{word, days, times, last}] for editors, those that were typed on most days first."""
    since = timezone.localdate() - timedelta(days=DAYS)
    rows = MissedWord.objects.filter(day__gt=since).order_by().values("word")
    counted = rows.annotate(days=Count("day"), times_in_all=Sum("times"), last=Max("day"))
    return counted.filter(days__gte=ON_DAYS).order_by("-days", "-times_in_all", "word")


def drop_old():
    """What has had its time; returns how many."""
    since = timezone.localdate() - timedelta(days=DAYS)
    return MissedWord.objects.filter(day__lte=since).delete()[0]
