"""What its owner can do about a live page: propose a change, go back to a version, withdraw it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from config.delivery import also_posts, posts_only
from config.errors import Refused
from config.paging import part_of
from config.web import reads_only
from reading.text import quoted
from review import services
from review.forms import WithdrawForm
from review.history import versions_of
from review.models import Submission
from review.views.finding import changeable_or_404, join_first, kind_or_404, live_or_404, place_of, tell_news


@reads_only
def history(request, kind, pk):
    """Every version: who proposed it, who approved it, when; and when the page was gone, and why."""
    kind = kind_or_404(kind)
    live = changeable_or_404(request, kind, pk)
    about = Submission.objects.of(kind, live).select_related("author", "decided_by")
    versions = versions_of(kind, live)
    context = {
        "kind": kind,
        "live": live,
        "versions": part_of(request, versions, at="versions-title"),
        "removal": versions[0].removed if live.withdrawn_at else None,
        "open_change": about.open().filter(author=request.user).first(),
        "is_own": kind.live_of(request.user).filter(pk=pk).exists(),
    }
    return render(request, "review/live.html", context)


@posts_only
def change(request, kind, pk):
    """A draft that starts from the live page, or from one of its versions (?version=)."""
    kind = kind_or_404(kind)
    live = changeable_or_404(request, kind, pk)
    version, content = request.POST.get("version", ""), None
    if version.isdecimal() and len(version) < 9:
        versions = Submission.objects.of(kind, live).approved()
        earlier = get_object_or_404(versions, published_version=int(version))
        content = earlier.content
    place = place_of(request.user, kind.publication.concerned(live))
    if place is None:
        return join_first(request)
    draft = services.start(kind, by=request.user, institution=place, live=live, content=content)
    tell_news(request, draft)
    if content is not None and draft.was_open and draft.content != content:
        messages.info(request, "You have an open draft of this already; here it is.")
    return redirect("submission", draft.pk)


@also_posts
@reads_only
def withdraw(request, kind, pk):
    kind = kind_or_404(kind)
    live = live_or_404(request, kind, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_live(kind, live, by=request.user, **form.cleaned_data)
            messages.success(request, f"{quoted(live)} is withdrawn. Its address now says so.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("desk")
    open_change = Submission.objects.of(kind, live).open().filter(author=request.user).first()
    context = {"kind": kind, "live": live, "open_change": open_change, "form": form}
    return render(request, "review/live_withdraw.html", context)
