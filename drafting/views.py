"""Filling in a draft, one step a page. Everything typed is saved, right or wrong."""

import re

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import time_format
from django.views import View

from config.delivery import leave, posts_only
from config.errors import Refused
from config.web import reads_only, take_kept_post
from drafting import services
from drafting.content import step_list
from drafting.differences import differences
from drafting.errors import Closed, MovedOn, TooLong
from drafting.problems import left_to_do
from drafting.steps import BoundStep, read_post
from pictures.services import store_picture
from reading.markdown import to_html


def seen_revision(post):
    """The revision that a page showed, or None."""
    revision = post.get("revision", "")
    return int(revision) if revision.isdecimal() and len(revision) < 9 else None


def row_after(raw, group, number):
    """The id of what stands where row `number` was: the next row, or the last, or the group when none is left."""
    last = len(raw[group]) - 1
    is_one = number.isdecimal() and len(number) < 9 and last >= 0
    return f"rows-{group}-{min(int(number), last)}" if is_one else f"rows-{group}"


def row_about(raw, group, field, value):
    """The id of the row with this, "" for none. Rows move up where blank ones were left out."""
    told = ((place, row.get(field)) for place, row in enumerate(raw.get(group, ())))
    places = (place for place, its in told if its == value or (isinstance(its, list) and value in its))
    return next((f"rows-{group}-{place}" for place in places), "")


def tell_arrival(request, response):
    """Tell the script of the next page that what it keeps of this sending was saved, however a button changed it."""
    if re.fullmatch("[0-9a-f-]{8,40}", sending := request.POST.get("sending", "")):
        leave(response, "arrived", sending, lasts=120, is_read=True)
    return response


@method_decorator(reads_only, name="dispatch")
class StepView(View):
    """The page of one step. A subclass says which draft it is and where its pages are.

    Without script every button is an ordinary form; a script may save as one types (`X-Autosave`, answered in
    JSON) and use the preview of Markdown texts.
    """

    # -- what a subclass says ------------------------------------------------------------------------------
    def find_draft(self, pk):
        """The draft of the person who asks, or Http404."""
        raise NotImplementedError

    def step_url(self, draft, slug):
        raise NotImplementedError

    def home_url(self, draft):
        """The page of the whole draft."""
        raise NotImplementedError

    def done_url(self, draft):
        """Where “Save and continue” leads after the last step."""
        return f"{self.home_url(draft)}?check=1"

    def fresh(self, draft):
        """The content that such a draft begins with."""
        return draft.shape.start(draft.writer, None)

    def extra_context(self, draft):
        return {}

    # -- the page ------------------------------------------------------------------------------------------
    def dispatch(self, request, pk, slug):
        self.draft = self.find_draft(pk)
        self.step = self.draft.shape.step(slug)
        if self.step is None:
            raise Http404
        self.context = self.draft.context()
        return super().dispatch(request)

    def get(self, request):
        if not self.draft.is_editable:
            messages.info(request, "This is not a draft any more, so it cannot be edited.")
            return redirect(self.home_url(self.draft))
        content, mode = self.draft.content, "show"
        if request.GET.get("check"):
            mode = "loose" if request.GET["check"] == "typed" else "strict"
        if kept := take_kept_post(request):
            posted = self.draft.shape.pressed(self.step, kept, content).post
            raw, _ = read_post(self.step, posted, None, self.context, None)
            content = {**content, **raw}
            self.draft.revision = seen_revision(kept) or self.draft.revision  # as they saw it: who was quicker is told
            messages.warning(
                request, "You were logged out before this was saved. Here is what you had typed: please save it now."
            )
        extra = {rows.name: 1 for rows in self.step.rows if rows.name == request.GET.get("add")}
        bound = BoundStep(self.step, content, mode=mode, context=self.context, extra=extra)
        checked = services.checked(self.draft, self.context)
        if mode == "strict":
            bound.faults = checked.crossed(self.step)
        return self.show(bound, checked=checked)

    def post(self, request):
        is_autosave = bool(request.headers.get("X-Autosave"))
        shape, content = self.draft.shape, self.draft.content
        pressed = shape.pressed(self.step, request.POST, content, is_autosave=is_autosave)
        raw, faults = read_post(self.step, pressed.post, request.FILES, self.context, self._keep)
        try:
            self.draft = services.save_content(self.draft, raw, by=request.user, seen=seen_revision(request.POST))
        except TooLong as refused:
            return self.refuse_length(raw, refused)
        except Refused as refused:
            return self.refuse(raw, refused)
        if is_autosave:
            at = time_format(timezone.localtime(self.draft.saved_at), "H:i")
            return JsonResponse({"revision": self.draft.revision, "saved": f"Saved at {at}"})
        bound = BoundStep(self.step, self.draft.content, mode="loose", context=self.context)
        bound.faults = faults
        answer = self.show(bound, status=422) if faults else redirect(self.next_url(raw, bound, pressed))
        return tell_arrival(request, answer)

    def _keep(self, file):
        return store_picture(file, by=self.request.user).pk

    def next_url(self, raw, bound, pressed):
        """Where a saved page leads: to the row that was added, to what is wrong, or on."""
        post, here = self.request.POST, self.step_url(self.draft, self.step.slug)
        group, colon, number = post.get("remove", "").partition(":")
        if colon and group in raw:
            return f"{here}#{row_after(raw, group, number)}"
        if adding := next((r.name for r in self.step.rows if r.name == post.get("add")), None):
            return f"{here}?add={adding}#rows-{adding}-{len(raw[adding])}"
        for sentence in pressed.said:
            messages.info(self.request, sentence)
        if pressed.landing:
            query = QueryDict(mutable=True)
            query.update(dict(pressed.query) | ({"check": "typed"} if bound.problems else {}))
            landing = row_about(raw, *pressed.row) if pressed.row else ""
            return f"{here}{'?' if query else ''}{query.urlencode()}#{landing or pressed.landing}"
        if bound.problems:
            messages.warning(self.request, "Saved, but there is something to put right before you send it.")
            return f"{here}?check=typed"
        if "stay" in post:
            messages.success(self.request, "Saved.")
            return here
        _, following = self._neighbours()
        return self.step_url(self.draft, following.slug) if following else self.done_url(self.draft)

    def _neighbours(self):
        steps = list(self.draft.shape.steps)
        number = steps.index(self.step)
        return steps[number - 1] if number else None, next(iter(steps[number + 1 :]), None)

    def refuse(self, raw, refused):
        """Another tab was quicker, or it was sent meanwhile: show what was typed here, and what is saved."""
        if self.request.headers.get("X-Autosave"):
            answer = {"refused": str(refused), "is_closed": isinstance(refused, Closed)}
            return JsonResponse(answer, status=409)
        self.draft = self.find_draft(self.draft.pk)
        typed = {**self.draft.content, **raw}
        messages.error(self.request, f"Not saved. {refused}")
        differs = differences(self.draft.shape, self.draft.content, typed, context=self.context, only=self.step)
        conflict = {"differences": differs, "can_overwrite": isinstance(refused, MovedOn)}
        return self.show(BoundStep(self.step, typed, context=self.context), status=409, conflict=conflict)

    def refuse_length(self, raw, refused):
        """Something typed is longer than its field: all of it is shown again, and nothing of it saved."""
        if self.request.headers.get("X-Autosave"):
            return JsonResponse({"refused": str(refused)}, status=422)
        messages.error(self.request, "Not saved: something is too long. What you typed is still on this page.")
        bound = BoundStep(self.step, {**self.draft.content, **raw}, mode="loose", context=self.context)
        bound.faults = refused.faults
        return self.show(bound, status=422, unsaved=True)

    def show(self, bound, *, status=200, conflict=None, checked=None, unsaved=False):
        draft, steps = self.draft, list(self.draft.shape.steps)
        previous, _ = self._neighbours()

        def url_of(slug):
            return self.step_url(draft, slug)

        context = {
            "draft": draft,
            "home_url": self.home_url(draft),
            "step_url": url_of(self.step.slug),
            "bound": bound,
            "step": self.step,
            "number": steps.index(self.step) + 1,
            "count": len(steps),
            "previous": previous,
            "previous_url": url_of(previous.slug) if previous else "",
            "steps": step_list(
                checked or services.checked(draft, self.context),
                self.fresh(draft),
                url_of,
                current=self.step.slug,
                here=bound.problems,
            ),
            "errors": [(problem.said, f"#{problem.href}") for problem in bound.problems],
            "left": left_to_do(bound.problems),
            "conflict": conflict,
            "unsaved": unsaved,
            "options": draft.shape.options(),
            "aids": draft.shape.aids(self.step, bound.content, self.request.GET),
        }
        return render(self.request, "drafting/step.html", context | self.extra_context(draft), status=status)


@posts_only
def markdown(request):
    """HTML of a text, for the editor's preview."""
    return HttpResponse(to_html(request.POST.get("text", "")[:20_000]))
