"""Taking a live page off: by those who look after it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from config.delivery import also_posts
from config.errors import Refused
from config.web import kept_post, reads_only
from reading.text import quoted
from review import services
from review.forms import TakeDownForm
from review.queues import may_take_down
from review.views.finding import kind_or_404


@also_posts
@reads_only
def take_down(request, kind, pk):
    kind = kind_or_404(kind)
    live = kind.publication.model.objects.filter(pk=pk).first()
    if live is None or not may_take_down(request.user, kind, live):
        raise Http404
    form = TakeDownForm(request.POST if request.method == "POST" else kept_post(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.take_down(kind, live, by=request.user, **form.cleaned_data)
            messages.success(request, f"{quoted(live)} is taken down. Its owner has been told.")
            return redirect("review-queue")
        except Refused as refused:  # it went a moment ago: what was written to its owner is still on the page
            form.add_error(None, str(refused))
    context = {"kind": kind, "live": live, "owner": getattr(live, kind.publication.owner), "form": form}
    return render(request, "review/take_down.html", context, status=422 if request.method == "POST" else 200)
