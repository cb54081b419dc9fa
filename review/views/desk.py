"""What staff see of their own: pages, submissions, and where these stand."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from config.web import reads_only
from review import kinds, services
from review.content import bound_steps, check
from review.errors import Incomplete, Refused
from review.models import OPEN, Status, Submission
from review.preview import preview_html
from review.status import standing, timeline


def kind_or_404(slug):
    kind = kinds.find(slug)
    if kind is None:
        raise Http404
    return kind


def own_or_404(request, pk):
    mine = Submission.objects.by(request.user).select_related("institution", "author", "decided_by")
    return get_object_or_404(mine, pk=pk)


@reads_only
def desk(request):
    mine = list(
        Submission.objects.by(request.user)
        .select_related("institution", "author", "decided_by")
        .prefetch_related("events__actor")
        .defer("content")
    )
    shelves = []
    for kind in sorted(kinds.every(), key=lambda kind: not kind.one_each):  # the profile first
        pages = list(kind.live_of(request.user))
        waiting = {s.target_id: s for s in mine if s.kind == kind.slug and s.status in OPEN and s.target_id}
        for page in pages:
            page.open_change = waiting.get(page.pk)
        begun = next((s for s in mine if s.kind == kind.slug and s.status in OPEN), None) if kind.one_each else None
        shelves.append({"kind": kind, "pages": pages, "begun": begun, "may_start": kind.may_start(request.user)})
    reviewers = {}
    for one in mine:
        if one.institution_id not in reviewers:
            reviewers[one.institution_id] = one.institution.reviewers(besides=request.user)
        one.standing = standing(one, reviewers[one.institution_id])
        one.kind_name = kinds.get(one.kind).name
    context = {
        "shelves": shelves,
        "open_submissions": [s for s in mine if s.status in OPEN],
        "closed_submissions": [s for s in mine if s.status not in OPEN],
        "memberships": request.user.membership_list,
    }
    return render(request, "review/desk.html", context)


def new(request, kind):
    kind = kind_or_404(kind)
    memberships = request.user.membership_list
    institutions = [membership.institution for membership in memberships]
    if not kind.may_start(request.user):
        return join_first(request)
    if request.method == "POST":
        wanted = request.POST.get("institution", "")
        chosen = next((i for i in institutions if str(i.pk) == wanted), None)
        chosen = chosen or (institutions[0] if len(institutions) == 1 else None)
        if chosen:
            draft = services.start(kind, by=request.user, institution=chosen, live=single_live(kind, request.user))
            return redirect("submission-step", draft.pk, kind.steps[0].slug)
        messages.error(request, "Choose the institution that will review it.")
    context = {"kind": kind, "institutions": institutions, "live": single_live(kind, request.user)}
    return render(request, kind.intro_template, context)


def join_first(request):
    messages.info(request, "Join an institution first: its managers review what you send.")
    return redirect("join")


def place_of(user, institution):
    """`institution`, or where they are now if they have left it; None if they belong nowhere."""
    places = [membership.institution for membership in user.membership_list]
    return institution if institution in places else next(iter(places), None)


def single_live(kind, user):
    """For kinds of which a person has one: the live page that a new submission would change."""
    return kind.live_of(user).first() if kind.one_each else None


def steps_of(submission, current=None):
    """For components/steps.html: every step and what it lacks."""
    shown, fresh = [], kinds.get(submission.kind).start(submission.author, submission.institution)
    for bound in bound_steps(submission):
        count, started = len(bound.problems), bound.is_started(fresh)
        state = ("missing" if started else "todo") if count else ("done" if started else "optional")
        shown.append(
            {
                "title": bound.step.title,
                "url": reverse("submission-step", args=[submission.pk, bound.step.slug]),
                "current": bound.step.slug == current,
                "state": state,
                "note": f"{count} left to do" if state == "missing" else "",
            }
        )
    return shown


def returned_with(submission):
    """The event whose note says what to change, while that is asked."""
    return submission.events.filter(verb="return").last() if submission.status == Status.RETURNED else None


def problem_links(submission, problems):
    """[(message, href)] for components/error_summary.html on another page than the step's own."""
    return [
        (
            f"{p.step.title}: {p.message}",
            f"{reverse('submission-step', args=[submission.pk, p.step.slug])}?check=1#{p.href}",
        )
        for p in problems
    ]


@reads_only
def submission(request, pk, problems=None, status=200):
    one = own_or_404(request, pk)
    kind = kinds.get(one.kind)
    if problems is None and request.GET.get("check") and one.is_editable:
        problems = check(one)
    live = kind.model.objects.filter(pk=one.target_id).first() if one.target_id else None
    context = {
        "submission": one,
        "kind": kind,
        "steps": steps_of(one) if one.is_editable else [],
        "errors": problem_links(one, problems or []),
        "standing": standing(one),
        "events": timeline(one),
        "returned": returned_with(one),
        "live": live,
        "is_stale": bool(live and one.is_open and live.version != one.base_version),
    }
    return render(request, "review/submission.html", context, status=status)


@require_POST
def send(request, pk):
    one = own_or_404(request, pk)
    try:
        services.move(one, "submit", by=request.user)
    except Incomplete as refused:
        messages.error(request, f"Not sent yet. {refused}")
        return submission(request, pk, problems=refused.problems, status=422)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("submission", pk)
    messages.success(request, "Sent for review. You get a mail when there is a decision.")
    return redirect("submission", pk)


def _verb(request, pk, verb, done):
    one = own_or_404(request, pk)
    try:
        services.move(one, verb, by=request.user)
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("submission", pk)


@require_POST
def recall(request, pk):
    return _verb(request, pk, "recall", "You have it back. Nobody reviews it until you send it again.")


@require_POST
def withdraw(request, pk):
    return _verb(request, pk, "withdraw", "Withdrawn. The text is kept, and you can start again from it.")


@require_POST
def again(request, pk):
    """A new draft with the content of one that is closed."""
    one = own_or_404(request, pk)
    if one.is_open:
        return redirect("submission", pk)
    place = place_of(request.user, one.institution)
    if place is None:
        return join_first(request)
    kind = kinds.get(one.kind)
    live = kind.live_of(request.user).filter(pk=one.target_id).first() if one.target_id else None
    live = live or single_live(kind, request.user)
    draft = services.start(kind, by=request.user, institution=place, live=live, content=one.content)
    if draft.content != one.content:
        messages.info(request, "You have an open draft of this already; here it is.")
    return redirect("submission", draft.pk)


def preview(request, pk):
    """The page as it will look. Not `reads_only`: it publishes inside a savepoint and rolls back."""
    one = own_or_404(request, pk)
    html = preview_html(one, request)
    if html is None:
        messages.info(request, "The preview shows when nothing is missing any more.")
        return redirect(f"{reverse('submission', args=[pk])}?check=1")
    context = {"submission": one, "kind": kinds.get(one.kind), "html": html}
    return render(request, "review/preview.html", context)
