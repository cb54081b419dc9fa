"""Words that were looked for among skills and found nothing: counted without who typed them, read by editors.

A word is listed only when it was typed on several days, and forgotten after three months.
"""

import re
from bisect import bisect_left
from datetime import timedelta
from itertools import islice, takewhile

from django.db import transaction
from django.db.models import Count, Max, Sum
from django.utils import timezone

from people.naming import parts_of_names, words_of
from postgres.locks import wait_for_turn
from reading.text import fold, one_line
from search.asking import ask
from vocabulary.models import MissedWord

DAYS, ON_DAYS = 90, 3  # how long they are kept; on how many of these days one has to be typed to be listed
SHORTEST, LONGEST, MOST_WORDS = 3, 60, 6
LEAST_OF_TWO = 3  # letters of each of two names in one word: shorter ones make words by chance
MOST_A_DAY = 1000  # different words: more are typed by a machine, which fills neither the table nor the editors' page
ADDRESS = re.compile(r"@|[(\[{]at[)\]}]|\bat\b.*\bdot\b|mailto|http|www|\w\.\w")
AROUND = " \"'`´“”‘’«».,;:!?()[]{}<>*/\\-–…"


def clean(text):
    """What of a text is counted: folded; "" for what may be an address or a number, or is no word that is missed."""
    word = fold(one_line(text))
    if ask(text).says_nothing or any(letter.isnumeric() for letter in word) or ADDRESS.search(word):
        return ""
    word = " ".join(filter(None, (part.strip(AROUND) for part in word.split())))
    fits = SHORTEST <= len(word) <= LONGEST and len(word.split()) <= MOST_WORDS
    return word if fits and any(letter.isalpha() for letter in word) else ""


@transaction.atomic
def write(batch):
    """Keep {(word, day): times}, without what has a part of the name of anybody here, or is the beginning of one.

    Fields and pages ask while somebody types: what only led to a longer word on the same day does not count.
    """
    wait_for_turn("missed words")  # several processes write
    names = parts_of_names()
    _forget(names)
    in_order, days = sorted(names), {}
    for (word, day), times in batch.items():
        if not _has_one(word, names) and not _begins_one(word.split()[-1], in_order):
            days.setdefault(day, {})[word] = times
    for day, typed in sorted(days.items()):
        _keep(day, typed)


def _forget(names):
    """What has become a part of somebody's name since it was typed."""
    kept = MissedWord.objects.order_by().values_list("word", flat=True).distinct()
    MissedWord.objects.filter(word__in=[word for word in kept if _has_one(word, names)]).delete()


def _has_one(text, names):
    """Whether a text has a name, also as “tollands” or “mairitolland”."""
    for word in words_of(text):
        if word in names or word.removesuffix("s") in names:
            return True
        parts = ((word[:at], word[at:]) for at in range(LEAST_OF_TWO, len(word) - LEAST_OF_TWO + 1))
        if any(one in names and other in names for one, other in parts):
            return True
    return False


def _begins_one(word, names):
    """Whether a name begins with a word; `names` are sorted."""
    at = bisect_left(names, word)
    return at < len(names) and names[at].startswith(word)


def _keep(day, typed):
    """From the longest: whoever types a word once has asked for each of its beginnings at most once."""
    here = MissedWord.objects.filter(day=day)
    was = dict(here.values_list("word", "times"))
    now, in_order = dict(was), sorted(was)
    for word in sorted(typed, key=lambda word: (-len(word), word)):
        at = bisect_left(in_order, word)
        longer = takewhile(lambda other, word=word: other.startswith(word), islice(in_order, at, None))
        times = typed[word] - sum(max(now[other], 0) for other in longer if other != word)
        if times <= 0 or (word not in now and len(now) >= MOST_A_DAY):
            continue
        if word not in now:
            in_order.insert(at, word)
        now[word] = max(now.get(word, 0), 0) + times
        for other in {word[:end] for end in range(1, len(word))} & now.keys():  # from another process
            now[other] -= times
    changed = [(word, times) for word, times in now.items() if times > 0 and times != was.get(word)]
    rows = [MissedWord(word=word, day=day, times=times) for word, times in changed]
    MissedWord.objects.bulk_create(rows, update_conflicts=True, update_fields=["times"], unique_fields=["word", "day"])
    here.filter(word__in=[word for word, times in now.items() if times <= 0]).delete()


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
