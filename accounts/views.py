"""allauth's views where they want something put right."""

from functools import wraps

from allauth.account import app_settings
from allauth.account.internal.flows.email_verification_by_code import (
    EMAIL_VERIFICATION_CODE_SESSION_KEY,
    EmailVerificationProcess,
)
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows, resume_request
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import ConfirmEmailVerificationCodeView
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.vary import vary_on_cookie
from django.views.generic import FormView

from accounts import limits, pending, proving
from accounts.forms import NameForm
from config.delivery import also_posts
from config.errors import Refused
from config.web import kept_post, reads_only, writes_because
from people import services
from people.models import User


@login_not_required
@never_cache
@vary_on_cookie
@reads_only
def personal(request):
    """What public pages leave out, as they are the same for everybody: what their head offers to whoever asks, and what
    has to be said to them. A part of a page, for the script.
    """
    return render(request, "accounts/personal.html")


@method_decorator([login_not_required, writes_because("allauth decides what a visit does.")], name="dispatch")
class ConfirmEmailView(ConfirmEmailVerificationCodeView):
    """allauth's, which looks and does the same whether there is an account with the address or not.

    allauth lets a mistyped address be put right only where it made an account.
    """

    def dispatch(self, request, *args, **kwargs):
        begun = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY) or {}
        if begun.get("user_id") and not User.objects.filter(pk=begun["user_id"]).exists():
            EmailVerificationProcess(request, begun).abort()
            pending.forget(request)
            messages.error(request, "This sign-up was not confirmed in time, so it was erased. Please sign up again.")
            return redirect("account_signup")
        return super().dispatch(request, *args, **kwargs)

    @property
    def _can_change(self):
        process = self._process
        if self.request.user.is_authenticated or not pending.is_kept(self.request):
            return process.can_change
        return not process.is_change_quota_reached(app_settings.EMAIL_VERIFICATION_MAX_CHANGE_COUNT)

    @property
    def _action(self):
        asked = self.request.POST.get("action")
        can = {"change": self._can_change, "resend": self._process.can_resend}
        return asked if can.get(asked) else "verify"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"can_change": self._can_change}

    def _resend_form_valid(self, form):
        limits.try_once("code by mail", self.request, self._process.email)
        return super()._resend_form_valid(form)

    def _change_form_valid(self, form):
        address = form.cleaned_data["email"].lower()
        limits.try_once("sign-up", self.request, address)
        if self._process.user:
            form.cleaned_data["email"] = address
            return super()._change_form_valid(form)
        return pending.begin_again(self.request, address, self._process.state["change_count"])

    def _change_form_invalid(self, form):
        """allauth calls it and does not have it (65.21): what to do with a wrong new address."""
        return FormView.form_invalid(self, form)

    def _verify_form_invalid(self, form):
        if self._process.record_invalid_attempt():
            return FormView.form_invalid(self, form)
        if self.request.user.is_authenticated:
            words, page = "These were three wrong codes. Ask for a new one here.", "account_email"
        else:
            words, page = "These were three wrong codes. Log in, and we send you a new one.", "account_login"
        messages.error(self.request, words)
        return redirect(page)


@also_posts
@reads_only
def prove_elsewhere(request):
    """“Is it you?” for who logs in through their institution: the ways there, and back, where one goes on."""
    page, proved = get_next_redirect_url(request), proving.proved_elsewhere(request)
    if get_reauthentication_flows(request.user):
        return redirect_to_login(page or "", reverse("account_reauthenticate"))
    if request.method == "POST" and proved:
        return resume_request(request) or redirect("account_email")
    held = set(SocialAccount.objects.filter(user=request.user).values_list("provider", flat=True))
    ways = [way for way in get_social_adapter().list_providers(request) if {way.id, way.sub_id} & held]
    context = {"proved": proved, "ways": ways, "page": page, "redirect_field_value": page}
    return render(request, "account/prove_elsewhere.html", context)


@also_posts
@reads_only
def name(request):
    """The account's name: the one source of how somebody is called, and the one place to change it."""
    form = NameForm(
        request.POST if request.method == "POST" else kept_post(request), initial={"name": request.user.name}
    )
    if request.method == "POST" and form.is_valid():
        try:
            user = services.rename(request.user, by=request.user, **form.cleaned_data)
            messages.success(request, f"You are called {user.name} now, here and on every page that names you.")
            return redirect("account-name")
        except Refused as refused:
            form.add_error("name", str(refused))
    return render(request, "accounts/name.html", {"form": form}, status=422 if request.method == "POST" else 200)


def where_set_up(view):
    """A way to log in that the operator has not set up is no page; allauth's views break there."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except SocialApp.DoesNotExist as missing:
            raise Http404("This way to log in is not set up.") from missing

    return wrapper


def limited(what, methods=("POST",)):
    """A view that is tried once, for the limit `what`, whenever it is asked by one of these methods."""

    def decorate(view):
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            if request.method in methods:
                limits.try_once(what, request, request.user.pk or "")
            return view(request, *args, **kwargs)

        return wrapper

    return decorate
