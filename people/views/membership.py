"""One's own memberships: asking to join, leaving, and answering an invitation."""

from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from config.errors import Refused
from config.web import form_of, kept_post, reads_only
from people import services
from people.forms.institutions import AskForm
from people.models import Institution, Invitation, Standing
from people.powers import powers_of


@reads_only
def join(request):
    """Where somebody belongs, where they have asked to, and where they could."""
    return _page(request, AskForm(kept_post(request, reverse("join-ask")), by=request.user))


def _page(request, form, status=200):
    user = request.user
    context = {
        "memberships": powers_of(user).memberships,
        "past": user.memberships.filter(until__lte=timezone.localdate())
        .select_related("institution")
        .order_by("-until"),
        "waiting": user.join_requests.waiting().select_related("institution"),
        "form": form,
    }
    return render(request, "people/join.html", context, status=status)


@form_of("join")
def ask(request):
    form = AskForm(request.POST, by=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    institution = form.cleaned_data["institution"]
    try:
        services.ask_to_join(request.user, institution, message=form.cleaned_data["message"])
    except Refused as refused:
        form.add_error("institution", str(refused))
        return _page(request, form, status=422)
    messages.success(request, f"You have asked to join {institution}. We send you its answer by e-mail.")
    return redirect("join")


@form_of("join")
def leave(request, slug):
    institution = get_object_or_404(Institution, slug=slug)
    services.leave(institution, by=request.user)
    messages.success(request, f"You have left {institution}. What you published there stays.")
    return redirect("join")


@form_of("join")
def take_back(request, slug):
    asked = get_object_or_404(request.user.join_requests.waiting(), institution__slug=slug)
    services.take_back_request(asked, by=request.user)
    messages.success(request, f"You have taken back your request to join {asked.institution}.")
    return redirect("join")


@login_not_required
@never_cache
@reads_only
def invitation(request, token):
    """What an invitation's link leads to; the one button that takes it up is there after logging in."""
    invitations = Invitation.objects.select_related("institution", "invited_by", "accepted_by")
    invited = get_object_or_404(invitations, token=token)
    user = request.user
    if request.method == "POST":
        if not user.is_authenticated:
            return redirect_to_login(request.path)
        try:
            services.accept_invitation(invited, by=user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("invitation", token)
        phrase = Standing(invited.standing).phrase
        messages.success(request, f"Welcome. You are {phrase} of {invited.institution} now.")
        if invited.standing == Standing.MANAGER:
            return redirect("institution-manage", invited.institution.slug)
        return redirect("desk")
    holders = EmailAddress.objects.filter(email__iexact=invited.email, verified=True)
    way = urlencode({"next": request.path, "email": invited.email})
    context = {
        "invitation": invited,
        "is_mine": user.is_authenticated and holders.filter(user=user).exists(),
        "has_account": holders.exists(),
        "login_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        "signup_url": f"{reverse('account_signup')}?{way}",
    }
    return render(request, "people/invitation.html", context, status=200 if invited.is_open else 410)
