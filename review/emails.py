"""The messages about submissions: one template a verb and reader. Queued with the caller's transaction.

Mail programs show all about one submission together. An author who sends and takes back again and again mails each
reviewer once an hour (`people.pauses`); what still waits then is told after all.
"""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from config.mail import in_thread, send
from people import pauses
from review import kinds
from review.history import deeds_of
from review.models import Queue, Submission
from review.queues import people_behind, reviewers

MOST_AN_HOUR = 10  # from one author to one reviewer, about any number of submissions


def announce(submission, deed, *, by, live=None):
    """Tell those concerned by a move: the author always, reviewers when there is something for them.

    `live` is the page that an approval made. Returns whether no reviewer was left out for a pause.
    """
    author, verb = submission.author, deed.verb
    if verb == "submit":
        _tell("submitted_author", [author], submission, deed, opens=_is_first(submission))
        return _tell_reviewers("submitted_reviewer", submission, deed)
    if verb in ("return", "approve", "decline"):
        _tell(f"{verb}_author", [author], submission, deed, live)
        _tell("decided_reviewer", [by], submission, deed)
    elif deed.was == "submitted":  # recalled, or withdrawn while it waited
        return _tell_reviewers("recalled_reviewer", submission, deed)
    return True


def announce_withdrawal(kind, live, by):
    """Tell those who would decide on it today that a live page is gone: it is no secret to whom it was entrusted."""
    queue, institution = kind.queue(by, kind.publication.concerned(live))
    if queue == Queue.INSTITUTION and institution is None:
        return
    headers = _thread_of(kind, live)
    for person in people_behind(queue, institution, besides=by):
        send("withdrawn_reviewer", person.email, headers=headers, person=person, live=live, by=by, words=kind.words)


def announce_take_down(kind, live, *, reason, text, by):
    """Tell its owner, with the reason that stands there now and what `by` wrote to them."""
    owner = getattr(live, kind.publication.owner)
    if owner.is_active:
        page = reverse("live", args=[kind.slug, live.pk])
        context = {"live": live, "by": by, "reason": reason.label, "note": text, "words": kind.words, "page": page}
        send("taken_down_author", owner.email, headers=_thread_of(kind, live), person=owner, **context)


def _thread_of(kind, live):
    """Where the mails are about what went live last."""
    version = Submission.objects.of(kind, live).approved().order_by("published_version").last()
    return in_thread(_thing(version)) if version else None


def _is_first(submission):
    return sum(deed.verb == "submit" for deed in deeds_of(submission)[submission.pk]) == 1


def _thing(submission):
    return f"submission-{submission.pk}"


def _tell_reviewers(name, submission, deed):
    """Whether all were told. Who was left out hears in an hour that it waits, if it does."""
    theirs = reviewers(submission, besides=submission.author)
    place = f"{submission.queue} {submission.queue_institution_id}"
    told = [
        person
        for person in theirs
        if pauses.allowed(name, submission.author_id, _thing(submission), person.pk)
        and pauses.allowed("review-mail", submission.author_id, place, person.pk, most=MOST_AN_HOUR)
    ]
    _tell(name, told, submission, deed)
    if len(told) == len(theirs):
        return True
    defers = tell_what_waits.get_backend().supports_defer  # development does all at once
    if defers and pauses.allowed("reminder", submission.author_id, _thing(submission), None):
        later = timezone.now() + timedelta(seconds=pauses.HOUR)
        tell_what_waits.using(run_after=later).enqueue(submission.pk)
    return False


@task()
def tell_what_waits(number):
    """After a pause: its reviewers hear of a submission that waits for them."""
    submission = Submission.objects.waiting().select_related("author", "queue_institution").filter(pk=number).first()
    if submission:
        deed = deeds_of(submission)[number][-1]
        _tell("submitted_reviewer", reviewers(submission, besides=submission.author), submission, deed)


def _tell(name, people, submission, deed, live=None, *, opens=False):
    words = kinds.get(submission.kind).words
    headers = in_thread(_thing(submission), opens=opens)
    context = {"submission": submission, "deed": deed, "live": live, "words": words}
    for person in people:
        if person.is_active:
            send(name, person.email, headers=headers, person=person, **context)
