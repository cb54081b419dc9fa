"""Who decides: the three sorts of queue, and the people behind them."""

from people.powers import powers_of
from people.queries import curators, editors, those_who_look_after
from review.models import Queue


def reviewers(submission, besides=None):
    """The people who may decide, a list, without `besides`."""
    return people_behind(submission.queue, submission.queue_institution, besides)


def people_behind(queue, institution, besides=None):
    """Those who review a queue. Where curators lack, editors stand in."""
    if queue == Queue.INSTITUTION:
        return those_who_look_after(institution, besides)
    without = besides.pk if besides else None
    if queue == Queue.CURATORS and (found := list(curators().exclude(pk=without))):
        return found
    return list(editors().exclude(pk=without))


def may_decide(user, submission):
    """Whoever reviews its queue, and editors on every one; never the author (the two-person rule)."""
    powers = powers_of(user)
    if submission.author_id == user.pk:
        return False
    if powers.is_editor:
        return True
    if submission.queue == Queue.CURATORS:
        return powers.is_curator
    return submission.queue == Queue.INSTITUTION and submission.queue_institution_id in powers.managed_ids


def may_take_down(user, kind, live):
    """Whoever looks after the institution of a live page; editors on every one. Its owner withdraws it instead."""
    powers, institution = powers_of(user), kind.publication.concerned(live)
    if kind.live_of(user).filter(pk=live.pk).exists():
        return False
    return powers.is_editor or (institution is not None and powers.manages(institution))
