"""One's own memberships: asking to join, taking it back, leaving."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from config.errors import Refused
from config.web import form_of, kept_post, reads_only
from managing.forms.institutions import AskForm
from managing.views.finding import still_there
from managing.views.institutions import institution_or_404
from people import services
from people.powers import powers_of


@reads_only
def join(request):
    """Where somebody belongs, where they have asked to, and where they could."""
    return _page(request, AskForm(kept_post(request, reverse("join-ask")), by=request.user))


def _page(request, form, status=200):
    user = request.user
    context = {
        "memberships": powers_of(user).memberships,
        "past": user.memberships.ended().select_related("institution").order_by("-until"),
        "waiting": user.join_requests.waiting().select_related("institution"),
        "form": form,
    }
    return render(request, "managing/join.html", context, status=status)


@form_of("join")
def ask(request):
    form = AskForm(request.POST, by=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    institution = form.cleaned_data["institution"]
    try:
        asked = services.ask_to_join(request.user, institution, message=form.cleaned_data["message"])
    except Refused as refused:
        form.add_error("institution", str(refused))
        return _page(request, form, status=422)
    told = "" if asked.told else " Its managers had a mail of this within the last hour, so no other was sent."
    messages.success(request, f"You have asked to join {institution}. We send you its answer by e-mail.{told}")
    return redirect("join")


@form_of("join")
def leave(request, slug):
    institution = institution_or_404(slug)
    services.leave(institution, by=request.user)
    messages.success(request, f"You have left {institution}. What you published there stays.")
    return redirect("join")


@form_of("join")
def take_back(request, slug):
    asked = still_there(request.user.join_requests.waiting(), "This request", institution=institution_or_404(slug))
    services.take_back_request(asked, by=request.user)
    messages.success(request, f"You have taken back your request to join {asked.institution}.")
    return redirect("join")
