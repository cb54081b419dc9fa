"""Where a submission stands, in honest words: who has it, since when, what comes next."""

from django.utils import timezone
from django.utils.formats import date_format

from review.models import Status
from review.states import PAST


def day(moment):
    return date_format(timezone.localtime(moment), "j F Y")


def standing(submission, reviewers=None):
    """Two sentences for its author."""
    if submission.status == Status.DRAFT:
        return f"With you, saved on {day(submission.saved_at)}. Nobody else sees it until you send it for review."
    if submission.status == Status.SUBMITTED:
        people = submission.institution.reviewers(besides=submission.author) if reviewers is None else reviewers
        names = [person.name for person in people]
        if not names:
            return (
                f"Waiting since {day(submission.submitted_at)}, but {submission.institution} has nobody who can "
                "review it yet. The portal’s editors have to appoint a manager."
            )
        who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
        return (
            f"With {who} since {day(submission.submitted_at)}. "
            "Next: they approve it, return it to you with a note, or decline it with a reason."
        )
    events = list(submission.events.all())  # from the prefetch where there is one
    last = events[-1] if events else None
    if submission.status == Status.RETURNED:
        who = last.actor.name if last else "a reviewer"
        since = day(last.at) if last else ""
        return f"With you since {since}: {who} asks for changes. Put them in and send it again."
    if submission.status == Status.APPROVED:
        decided = f"Approved by {submission.decided_by} on {day(submission.decided_at)}"
        return f"{decided}; it was published as version {submission.published_version}."
    if submission.status == Status.DECLINED:
        return f"Declined by {submission.decided_by} on {day(submission.decided_at)}. You can start again from it."
    return f"Withdrawn by you{f' on {day(last.at)}' if last else ''}. You can start again from it."


def timeline(submission):
    """Events for components/timeline.html, newest first."""
    events = submission.events.select_related("actor").order_by("-at", "-pk")
    return [{"when": e.at, "who": "", "what": f"{e.actor.name} {PAST[e.verb]}", "note": e.note} for e in events]
