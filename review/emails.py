"""The messages about submissions: one template a verb and reader. Queued with the caller's transaction."""

from config.mail import send
from review import kinds
from review.models import Queue
from review.queues import people_behind, reviewers


def announce(submission, deed, *, by, live=None):
    """Tell those concerned by a move: the author always, reviewers when there is something for them.

    `live` is the page that an approval made.
    """
    theirs = reviewers(submission, besides=submission.author)
    author, verb = submission.author, deed.verb
    if verb == "submit":
        _tell("submitted_author", [author], submission, deed)
        _tell("submitted_reviewer", theirs, submission, deed)
    elif verb in ("return", "approve", "decline"):
        _tell(f"{verb}_author", [author], submission, deed, live)
        _tell("decided_reviewer", [by], submission, deed)
    elif deed.was == "submitted":  # recalled, or withdrawn while it waited
        _tell("recalled_reviewer", theirs, submission, deed)


def announce_withdrawal(kind, live, by):
    """Tell those who would decide on it today that a live page is gone: it is no secret to whom it was entrusted."""
    queue, institution = kind.queue(by, kind.publication.concerned(live))
    if queue == Queue.INSTITUTION and institution is None:
        return
    for person in people_behind(queue, institution, besides=by):
        send("withdrawn_reviewer", person.email, person=person, live=live, by=by, words=kind.words)


def announce_take_down(kind, live, *, reason, text, by):
    """Tell its owner, with the reason that stands there now and what `by` wrote to them."""
    owner = getattr(live, kind.publication.owner)
    if owner.is_active:
        send(
            "taken_down_author", owner.email, person=owner, live=live, by=by, reason=reason.label, text=text, kind=kind
        )


def _tell(name, people, submission, deed, live=None):
    words = kinds.get(submission.kind).words
    for person in people:
        if person.is_active:
            send(name, person.email, person=person, submission=submission, deed=deed, live=live, words=words)
