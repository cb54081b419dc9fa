"""Filling in a submission, one step a page. Everything typed is saved, right or wrong."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.views.decorators.http import require_POST

from config.markdown import to_html
from config.web import take_kept_post
from review import kinds, services
from review.content import context_of, crossed
from review.differences import differences
from review.errors import MovedOn, Refused
from review.pictures import store_picture
from review.steps import BoundStep, read_post
from review.views.desk import own_or_404, returned_with, steps_of


def step(request, pk, slug):
    submission = own_or_404(request, pk)
    kind = kinds.get(submission.kind)
    this = kind.step(slug)
    if this is None:
        raise Http404
    if request.method == "POST":
        return save(request, submission, kind, this)
    if not submission.is_editable:
        messages.info(request, "This is not a draft any more, so it cannot be edited.")
        return redirect("submission", pk)
    content, mode = submission.content, "show"
    if request.GET.get("check"):
        mode = "loose" if request.GET["check"] == "typed" else "strict"
    if kept := take_kept_post(request):
        raw, _ = read_post(this, kept, None, context_of(submission), None)
        content = {**content, **raw}
        submission.revision = seen_revision(kept) or submission.revision  # as they saw it: who was quicker is told
        messages.warning(
            request, "You were logged out before this was saved. Here is what you had typed: please save it now."
        )
    extra = {rows.name: 1 for rows in this.rows if rows.name == request.GET.get("add")}
    bound = BoundStep(this, content, mode=mode, context=context_of(submission), extra=extra)
    if mode == "strict":
        bound.faults = crossed(submission, this)
    return show(request, submission, kind, bound)


def save(request, submission, kind, this):
    context = context_of(submission)

    def keep(file):
        return store_picture(file, by=request.user, submission=submission).pk

    raw, faults = read_post(this, request.POST, request.FILES, context, keep)
    try:
        submission = services.save_content(submission, raw, by=request.user, seen=seen_revision(request.POST))
    except Refused as refused:
        return refuse(request, submission, kind, this, raw, refused)
    if request.headers.get("X-Autosave"):
        at = time_format(timezone.localtime(submission.saved_at), "H:i")
        return JsonResponse({"revision": submission.revision, "saved": f"Saved at {at}"})
    here = reverse("submission-step", args=[submission.pk, this.slug])
    bound = BoundStep(this, submission.content, mode="loose", context=context)
    bound.faults = faults
    if faults:
        return show(request, submission, kind, bound, status=422)
    group, pressed, _ = request.POST.get("remove", "").partition(":")
    if pressed and group in raw:
        return redirect(f"{here}#rows-{group}")
    if adding := next((r.name for r in this.rows if r.name == request.POST.get("add")), None):
        return redirect(f"{here}?add={adding}#rows-{adding}-{len(raw[adding])}")
    if bound.problems:
        messages.warning(request, "Saved, but there is something to put right before you send it.")
        return redirect(f"{here}?check=typed")
    if "stay" in request.POST:
        messages.success(request, "Saved.")
        return redirect(here)
    return redirect(next_url(submission, kind, this))


def seen_revision(post):
    """The revision that a page showed, or None."""
    revision = post.get("revision", "")
    return int(revision) if revision.isdecimal() and len(revision) < 9 else None


def next_url(submission, kind, this):
    steps = list(kind.steps)
    after = steps[steps.index(this) + 1 :]
    if after:
        return reverse("submission-step", args=[submission.pk, after[0].slug])
    return f"{reverse('submission', args=[submission.pk])}?check=1"


def refuse(request, submission, kind, this, raw, refused):
    """Another tab was quicker, or it was sent meanwhile: show what was typed here, and what is saved."""
    saved = own_or_404(request, submission.pk)
    if request.headers.get("X-Autosave"):
        return JsonResponse({"refused": str(refused)}, status=409)
    context = context_of(saved)
    bound = BoundStep(this, {**saved.content, **raw}, context=context)
    messages.error(request, f"Not saved. {refused}")
    differs = differences(kind, saved.content, {**saved.content, **raw}, context=context, only=this)
    conflict = {"differences": differs, "can_overwrite": isinstance(refused, MovedOn)}
    return show(request, saved, kind, bound, status=409, conflict=conflict)


def show(request, submission, kind, bound, status=200, conflict=None):
    steps = list(kind.steps)
    number = steps.index(bound.step)
    context = {
        "submission": submission,
        "kind": kind,
        "bound": bound,
        "step": bound.step,
        "number": number + 1,
        "count": len(steps),
        "previous": steps[number - 1] if number else None,
        "steps": steps_of(submission, bound.step.slug),
        "errors": [(problem.message, f"#{problem.href}") for problem in bound.problems],
        "conflict": conflict,
        "returned": returned_with(submission),
        "options": kind.skill_options(),
    }
    return render(request, "review/step.html", context, status=status)


@require_POST
def markdown(request):
    """HTML of a text, for the editor's preview."""
    return HttpResponse(to_html(request.POST.get("text", "")[:20_000]))
