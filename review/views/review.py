"""The managers' side: the queue, and one page to read, compare and decide."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from config.delivery import also_posts
from config.errors import Refused
from config.moments import days_since
from config.paging import part_of
from config.web import reads_only, take_kept_post, writes_because
from drafting.differences import differences
from drafting.errors import Incomplete, MovedOn
from drafting.services import checked
from drafting.views import seen_revision
from people.powers import powers_of
from review import kinds, services
from review.errors import IllegalMove
from review.history import find_pages
from review.models import NOTE_LENGTH, Status, Submission
from review.preview import preview_html
from review.progress import timeline
from review.queues import may_decide, may_take_down
from review.views.finding import LISTED, WITH

DECISIONS = ("approve", "return", "decline")
DONE = {
    "approve": "Approved: it is live now, and its author has been told.",
    "return": "Returned to its author with your note.",
    "decline": "Declined; its author has been told why.",
}


@reads_only
def queue(request):
    if not powers_of(request.user).is_reviewer:
        raise PermissionDenied("Only managers, editors and curators review.")
    theirs = Submission.objects.reviewable_by(request.user).known().select_related(*WITH)
    theirs = theirs.only(*LISTED, "author__name")
    page = part_of(request, theirs.waiting().order_by("submitted_at", "pk"))
    request.waiting_count = page.paginator.count  # so that nobody counts them again
    find_pages(page)
    for one in page:
        one.kind_name = kinds.get(one.kind).name
        one.days = days_since(one.submitted_at)
    own = Submission.objects.by(request.user).waiting().count()
    recent = theirs.answered().order_by("-saved_at")
    return render(request, "review/queue.html", {"page": page, "recent": recent[:10], "own_waiting": own})


@also_posts
@writes_because("It shows the page as it will look: published inside a savepoint, and rolled back.")
def review(request, pk):
    if request.method == "POST":
        return decide(request, pk)
    submission = get_object_or_404(_seen_by(request.user), pk=pk)
    note = ""
    if kept := take_kept_post(request):
        note = kept.get("note", "")
        messages.warning(
            request, "You were logged out before you had decided. Your note is below: please decide again."
        )
    return show(request, submission, note=note)


def _seen_by(user):
    return Submission.objects.visible_to(user).select_related(*WITH)


def show(request, submission, *, note="", verb="", errors=(), status=200):
    if not may_decide(request.user, submission):
        raise PermissionDenied("Somebody else has to review what you wrote yourself.")
    kind = kinds.get(submission.kind)
    live, waiting = submission.live, submission.status == Status.SUBMITTED
    content = checked(submission) if submission.status in (Status.SUBMITTED, Status.DECLINED) else None
    differs = None
    if live and waiting:
        before = kind.publication.content_of(live, kind.content)
        differs = differences(kind.content, before, submission.content, context=content.context)
    context = {
        "submission": submission,
        "kind": kind,
        "live": live,
        "waiting": waiting,
        "looks_after": bool(live) and may_take_down(request.user, kind, live),
        "is_stale": waiting and submission.is_stale,
        "html": preview_html(submission, content, request) if content else None,
        "problems": content.problems if waiting else [],
        "differences": differs,
        "events": timeline(submission),
        "note": note,
        "note_length": NOTE_LENGTH,
        "verb": verb,
        "errors": errors if waiting else _without_form(errors),
    }
    return render(request, "review/review.html", context, status=status)


def _without_form(errors):
    """The same for a page on which there is nothing to decide any more."""
    return [(message, "#main") for message, _ in errors]


def _gone(request, pk, note):
    """Who reviews, and wrote a note, gets it back; all others find nothing, as ever."""
    if not powers_of(request.user).is_reviewer or Submission.objects.filter(pk=pk).exists():
        raise Http404
    context = {"errors": [("It is not there any more.", "#main")], "note": note, "gone": True}
    return render(request, "review/moved_on.html", context, status=410)


def decide(request, pk):
    """One decision. Refused, it shows the page again with the note that was written."""
    verb, note = request.POST.get("verb", ""), request.POST.get("note", "")
    # Also one that its author took back a second ago: the answer is a sentence, not a missing page.
    sent = Submission.objects.filter(submitted_at__isnull=False).select_related(*WITH)
    submission = sent.filter(pk=pk).first()
    if submission is None:
        return _gone(request, pk, note)
    if not may_decide(request.user, submission):
        get_object_or_404(_seen_by(request.user), pk=pk)
        raise PermissionDenied("Somebody else has to review what you wrote yourself.")
    errors, status = [], 422
    if verb not in DECISIONS:
        errors = [("Choose a decision.", "#decision")]
    else:
        try:
            services.move(
                submission, verb, by=request.user, note=note,
                seen=seen_revision(request.POST) or 0,  # who does not say what they read has not read the latest
            )  # fmt: skip
        except Incomplete as refused:
            errors = [(f"It cannot be published as it is. {refused} Return it with a note.", "#decision")]
        except (MovedOn, IllegalMove) as refused:
            errors, status = [(str(refused), "#decision")], 409
        except Refused as refused:
            errors = [(str(refused), "#id_note")]
    if not errors:
        messages.success(request, DONE[verb])
        return redirect("review-queue")
    current = _seen_by(request.user).filter(pk=pk).first()
    if current is None:
        context = {"errors": _without_form(errors), "note": note, "gone": False}
        return render(request, "review/moved_on.html", context, status=409)
    return show(request, current, note=note, verb=verb, errors=errors, status=status)
