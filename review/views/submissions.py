"""One's own submission: begun, written step by step, looked at, sent, taken back, started again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from config.delivery import also_posts, posts_only
from config.errors import Refused
from config.web import reads_only, writes_because
from drafting.content import step_list
from drafting.errors import Incomplete
from drafting.problems import left_to_do
from drafting.services import checked
from drafting.views import StepView
from people.powers import powers_of
from review import kinds, services
from review.history import last_deed
from review.models import Queue, Status
from review.preview import preview_html
from review.progress import standings, timeline
from review.views.finding import join_first, kind_or_404, own_or_404, place_of, single_live, tell_news


@also_posts
@reads_only
def new(request, kind):
    kind = kind_or_404(kind)
    institutions = powers_of(request.user).institutions
    if not kind.may_start(request.user):
        return join_first(request)
    if request.method == "POST":
        wanted = request.POST.get("institution", "")
        chosen = next((i for i in institutions if str(i.pk) == wanted), None)
        chosen = chosen or (institutions[0] if len(institutions) == 1 else None)
        if chosen:
            draft = services.start(kind, by=request.user, institution=chosen, live=single_live(kind, request.user))
            tell_news(request, draft)
            return redirect("submission-step", draft.pk, kind.content.steps[0].slug)
        messages.error(request, "Choose the institution that it is for.")
    queue, _ = kind.queue(request.user, next(iter(institutions), None))
    context = {
        "kind": kind,
        "institutions": institutions,
        "live": single_live(kind, request.user),
        "decided_by": "" if queue == Queue.INSTITUTION else Queue(queue).called(None),
    }
    return render(request, "review/new.html", context)


def returned_with(submission):
    """The move whose note says what to change, while that is asked."""
    return last_deed(submission, "return") if submission.status == Status.RETURNED else None


class SubmissionStep(StepView):
    """One step of a submission."""

    def find_draft(self, pk):
        return own_or_404(self.request, pk)

    def step_url(self, draft, slug):
        return reverse("submission-step", args=[draft.pk, slug])

    def home_url(self, draft):
        return draft.get_absolute_url()

    def fresh(self, draft):
        return draft.shape.start(draft.author, draft.queue_institution)

    def extra_context(self, draft):
        return {"returned": returned_with(draft)}


def problem_links(submission, problems):
    """[(message, href)] for components/error_summary.html on another page than the step's own."""
    return [
        (
            f"{p.step.title}: {p.said}",
            f"{reverse('submission-step', args=[submission.pk, p.step.slug])}?check=1#{p.href}",
        )
        for p in problems
    ]


@reads_only
def submission(request, pk, problems=None, status=200):
    one = own_or_404(request, pk)
    kind, steps = kinds.get(one.kind), []
    if one.is_editable:
        content = checked(one)
        fresh = kind.content.start(one.author, one.queue_institution)
        steps = step_list(content, fresh, lambda slug: reverse("submission-step", args=[pk, slug]))
        if problems is None and request.GET.get("check"):
            problems = content.problems
    context = {
        "submission": one,
        "kind": kind,
        "steps": steps,
        "errors": problem_links(one, problems or []),
        "left": left_to_do(problems or []),
        "standing": standings([one])[one.pk],
        "events": timeline(one),
        "returned": returned_with(one),
        "live": one.live,
        "is_stale": one.is_stale,
    }
    return render(request, "review/submission.html", context, status=status)


@posts_only
def send(request, pk):
    one = own_or_404(request, pk)
    try:
        sent = services.move(one, "submit", by=request.user)
    except Incomplete as refused:
        messages.error(request, f"Not sent yet. {refused}")
        return submission(request, pk, problems=refused.problems, status=422)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("submission", pk)
    messages.success(request, "Sent for review. You get a mail when there is a decision.")
    if not sent.told:
        messages.info(request, "Its reviewers had a mail of this within the last hour. They get the next after that.")
    return redirect("submission", pk)


def _verb(request, pk, verb, done):
    one = own_or_404(request, pk)
    try:
        moved = services.move(one, verb, by=request.user)
        messages.success(request, done)
        if not moved.told:
            messages.info(request, "Its reviewers had a mail of this within the last hour, so no other was sent.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("submission", pk)


@posts_only
def recall(request, pk):
    return _verb(request, pk, "recall", "You have it back. Nobody reviews it until you send it again.")


@posts_only
def withdraw(request, pk):
    return _verb(request, pk, "withdraw", "Withdrawn. The text is kept, and you can start again from it.")


@posts_only
def again(request, pk):
    """A new draft with the content of one that is closed."""
    one = own_or_404(request, pk)
    if one.is_open:
        return redirect("submission", pk)
    place = place_of(request.user, one.queue_institution)
    if place is None:
        return join_first(request)
    kind = kinds.get(one.kind)
    live = kind.changeable_by(request.user).filter(pk=one.target_id).first() if one.target_id else None
    live = live or single_live(kind, request.user)
    draft = services.start(kind, by=request.user, institution=place, live=live, content=one.content)
    tell_news(request, draft)
    if draft.was_open and draft.content != one.content:
        messages.info(request, "You have an open draft of this already; here it is.")
    return redirect("submission", draft.pk)


@writes_because("A preview is published inside a savepoint, and rolled back.")
def preview(request, pk):
    """The page as it will look."""
    one = own_or_404(request, pk)
    html = preview_html(one, checked(one), request)
    if html is None:
        messages.info(request, "The preview shows when nothing is missing any more.")
        return redirect(f"{reverse('submission', args=[pk])}?check=1")
    context = {"submission": one, "kind": kinds.get(one.kind), "html": html}
    return render(request, "review/preview.html", context)
