"""The messages about submissions: one template a verb and reader. Queued with the caller's transaction."""

from config.mail import send
from review import kinds


def announce(submission, event):
    """Tell those concerned by a move: the author always, reviewers when there is something for them."""
    reviewers = submission.institution.reviewers(besides=submission.author)
    author, verb = submission.author, event.verb
    if verb == "submit":
        _tell("submitted_author", [author], submission, event)
        _tell("submitted_reviewer", reviewers, submission, event)
    elif verb in ("return", "approve", "decline"):
        _tell(f"{verb}_author", [author], submission, event)
        _tell("decided_reviewer", [event.actor], submission, event)
    elif event.was == "submitted":  # recalled, or withdrawn while it waited
        _tell("recalled_reviewer", reviewers, submission, event)


def announce_withdrawal(live, by):
    """Tell those who review for its institution that a live page is gone."""
    for person in live.institution.reviewers(besides=by):
        send("withdrawn_reviewer", person.email, person=person, live=live, by=by)


def _tell(name, people, submission, event):
    model = kinds.get(submission.kind).model
    live = model.objects.get(pk=submission.target_id) if event.verb == "approve" else None
    for person in people:
        send(name, person.email, person=person, submission=submission, event=event, live=live)
