"""Words that were looked for among skills and found nothing: counted without who typed them, read by editors.

A word is listed only when it was typed on several days, and forgotten after three months.
"""

import re
from bisect import bisect_left
from datetime import timedelta

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


@transaction.atomic
def write(batch):
    """Keep {(word, day): times}, without what has a part of the name of anybody here, or is the beginning of one.

    Fields and pages ask while somebody types: what only led to a longer word on the same day does not count.
    """
    names = parts_of_names()
    _forget(names)
    in_order, days = sorted(names), {}
    for (word, day), times in batch.items():
        if not words_of(word) & names and not _begins_one(word.split()[-1], in_order):
            days.setdefault(day, {})[word] = times
    for day, typed in sorted(days.items()):
        _keep(day, typed)


def _forget(names):
    """What has become a part of somebody's name since it was typed."""
    kept = MissedWord.objects.order_by().values_list("word", flat=True).distinct()
    MissedWord.objects.filter(word__in=[word for word in kept if words_of(word) & names]).delete()


def _begins_one(word, names):
    """Whether a name begins with a word; `names` are sorted."""
    at = bisect_left(names, word)
    return at < len(names) and names[at].startswith(word)


def _keep(day, typed):
    """From the longest: whoever types a word once has asked for each of its beginnings at most once."""
    here = MissedWord.objects.filter(day=day)
    known = dict(here.values_list("word", "times"))
    for word in sorted(typed, key=lambda word: (-len(word), word)):
        times = typed[word] - sum(n for other, n in known.items() if other != word and other.startswith(word))
        if times <= 0:
            continue
        MissedWord.objects.get_or_create(word=word, day=day)
        here.filter(word=word).update(times=F("times") + times)
        known[word] = known.get(word, 0) + times
        for other in [one for one in known if one != word and word.startswith(one)]:  # from another process
            known[other] -= times
            here.filter(word=other, times__lte=times).delete()
            here.filter(word=other, times__gt=times).update(times=F("times") - times)


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
