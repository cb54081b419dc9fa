"""What happened to submissions: their events with names and notes, in as many queries for one as for many."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from people import events
from people.models import NOBODY
from people.queries import names_of
from reading.text import quoted
from review import kinds
from review.models import Note, Removal, Status, Submission
from review.models.removal import gone_as
from review.moves import PAST

EVENTS = "submission"  # how the event log calls them


@dataclass(frozen=True)
class Deed:
    """One move: who made it, when, from which status to which, and the note that came with it."""

    verb: str
    was: str
    now: str
    who: str
    at: datetime
    note: str = ""


def deeds_of(*submissions):
    """{submission id: its Deeds, oldest first}; three queries for any number of submissions."""
    logged = events.of(EVENTS, [one.pk for one in submissions])
    names = names_of(event.actor for each in logged.values() for event in each)
    notes = dict(Note.objects.filter(submission__in=logged).values_list("event", "text")) if logged else {}
    return {
        pk: [Deed(e.verb, e.was, e.now, names.get(e.actor, NOBODY), e.at, notes.get(e.pk, "")) for e in each]
        for pk, each in logged.items()
    }


def last_deed(submission, verb=None):
    """The latest move (the latest `verb`), or None."""
    deeds = [deed for deed in deeds_of(submission)[submission.pk] if verb in (None, deed.verb)]
    return deeds[-1] if deeds else None


@dataclass(frozen=True)
class Turn:
    """One number in the life of a live page: the Submission that went live with it, or the Removal."""

    number: int
    published: Submission | None = None
    removed: Removal | None = None


def versions_of(kind, live):
    """The Turns of a live page, the latest first: none of its numbers is left out."""
    approved = Submission.objects.of(kind, live).approved().select_related("author", "decided_by")
    gone = Removal.objects.of(kind, live).select_related("by")
    turns = [Turn(one.published_version, published=one) for one in approved.defer("content")]
    turns += [Turn(one.version, removed=one) for one in gone]
    return sorted(turns, key=lambda turn: turn.number, reverse=True)


def went_as(kind, live):
    """“withdrawn” or “taken down”, of a live page that went."""
    return gone_as(Removal.objects.of(kind, live).first())


def find_pages(submissions):
    """Let these know the live page that each is about, and why it is not public: in two queries a kind."""
    about = defaultdict(list)
    for one in submissions:
        if one.target_id:
            about[one.kind].append(one)
    for slug, those in about.items():
        kind = kinds.get(slug)
        narrow = kind.publication.for_list(kind.publication.model.objects.all())
        pages = narrow.in_bulk({one.target_id for one in those})
        gone = Removal.objects.latest_of(kind, [page for page in pages.values() if page.withdrawn_at])
        for one in those:
            one.live, one.removal = pages.get(one.target_id), gone.get(one.target_id)


def moved_on_text(submission):
    """Why a move cannot be made any more: what happened to the submission meanwhile, in a sentence."""
    deed = last_deed(submission)
    if submission.status == Status.SUBMITTED:
        return f"{quoted(submission)} has already been sent for review."
    if deed is None:
        return "This is a draft; it has not been sent for review."
    # Without its title, which may have changed since: what was taken back is its author's own again.
    return f"This has moved on: {deed.who} {PAST[deed.verb]}. Nothing was changed."
