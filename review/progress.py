"""Where a submission stands, in honest words: who has it, since when, what comes next."""

from config.components import nice_date as day
from reading.text import named
from review.history import deeds_of, find_pages
from review.models import Status
from review.moves import PAST
from review.queues import reviewers


def standings(submissions):
    """{submission id: two sentences for its author}; the queries do not grow with the list, but with the queues."""
    deeds, known, said = deeds_of(*submissions), {}, {}
    find_pages(one for one in submissions if one.is_open)
    for one in submissions:
        queue = one.queue, one.queue_institution_id, one.author_id
        if one.status == Status.SUBMITTED and queue not in known:
            known[queue] = reviewers(one, besides=one.author)
        last = deeds[one.pk][-1] if deeds[one.pk] else None
        said[one.pk] = _standing(one, known.get(queue, ()), last)
        if one.is_open and one.is_stale:
            said[one.pk] = f"{said[one.pk].partition('. ')[0]}. It cannot be published any more: {_moved_on(one)}."
    return said


def _moved_on(one):
    return f"the page was {one.gone_as} meanwhile" if one.gone_as else "a newer version of the page went live"


def _standing(submission, people, last):
    if submission.status == Status.DRAFT:
        return f"With you, saved on {day(submission.saved_at)}. Nobody else sees it until you send it for review."
    if submission.status == Status.SUBMITTED:
        since = f"since {day(submission.submitted_at)}"
        if not people and submission.queue_institution is None:
            return f"Waiting {since}, but nobody is among {submission.queue_name} yet who could review it."
        if not people:
            return (
                f"Waiting {since}, but {submission.queue_name} has nobody who can "
                "review it yet. The portal’s editors have to appoint a manager."
            )
        who = named(str(person) for person in people)
        return f"With {who} {since}. Next: they approve it, return it to you with a note, or decline it with a reason."
    if submission.status == Status.RETURNED:
        who, since = (last.who, day(last.at)) if last else ("a reviewer", "")
        return f"With you since {since}: {who} asks for changes. Put them in and send it again."
    if submission.status == Status.APPROVED:
        decided = f"Approved by {submission.decided_by} on {day(submission.decided_at)}"
        return f"{decided}; it was published as version {submission.published_version}."
    if submission.status == Status.DECLINED:
        return f"Declined by {submission.decided_by} on {day(submission.decided_at)}. You can start again from it."
    return f"Withdrawn by you{f' on {day(last.at)}' if last else ''}. You can start again from it."


def timeline(submission):
    """What happened to a submission, for components/timeline.html."""
    return told(deeds_of(submission)[submission.pk])


def told(deeds):
    """Deeds in words, newest first."""
    return [{"when": d.at, "what": f"{d.who} {PAST[d.verb]}", "note": d.note} for d in reversed(deeds)]
