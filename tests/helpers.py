"""What tests ask of submissions, pages and people in a word."""

import os
import random
import threading
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase
from hypothesis import settings as examples

from drafting.services import checked
from review import kinds
from review.history import deeds_of

SHORT = examples(  # of hypothesis, for what goes to the database: the same examples each time, not made smaller
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


SOAK = int(os.environ.get("COLOPHON_SOAK", "1"))  # how many times the examples of `make test`


def often(number):
    """Settings of hypothesis for as many examples; `make soak` draws new ones, many times as many."""
    phases = [Phase.generate] if SOAK == 1 else [Phase.generate, Phase.shrink]
    return examples(SHORT, max_examples=number * SOAK, derandomize=SOAK == 1, phases=phases)


def many(number):
    """The same for a loop."""
    return number * SOAK


def seed():
    """For chance in a loop: the same each time, in `make soak` anew. To be told with what fails."""
    return 7 if SOAK == 1 else random.randrange(1_000_000)


def check(submission):
    """Problems that keep it from being sent."""
    return checked(submission).problems


def cleaned(submission):
    """Its Python values, checked strictly."""
    return checked(submission).cleaned


def deeds(submission):
    """Its moves so far, oldest first."""
    return deeds_of(submission)[submission.pk]


def content_of(live):
    """A live page read back as content."""
    kind = next(kind for kind in kinds.every() if isinstance(live, kind.publication.model))
    return kind.publication.content_of(live, kind.content)


def lose_log_in(client):
    """As when the session ran out or was ended in another tab; `client.logout()` would be another browser."""
    del client.cookies[settings.SESSION_COOKIE_NAME]


def cut_off(client, user):
    """Log somebody in whose session runs out while they look at a page."""
    client.force_login(user)
    client.get("/desk/join/")
    lose_log_in(client)


@contextmanager
def as_if():
    """What is done inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def at_once(*deeds):
    """Do these in threads that start together; returns what each returned or raised, in order."""
    gate, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(index, deed):
        try:
            gate.wait(timeout=20)
            results[index] = deed()
        except Exception as raised:
            results[index] = raised
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results
