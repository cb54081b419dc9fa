from functools import wraps

from allauth.account.views import ConfirmEmailVerificationCodeView
from allauth.socialaccount.models import SocialApp
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.generic import FormView

from accounts.forms import NameForm
from config.errors import Refused
from config.web import kept_post, reads_only, writes_because
from people import services


@method_decorator([login_not_required, writes_because("allauth decides what a visit does.")], name="dispatch")
class ConfirmEmailView(ConfirmEmailVerificationCodeView):
    """allauth's, with a method that it calls and does not have (65.21): what to do with a wrong new address."""

    def _change_form_invalid(self, form):
        return FormView.form_invalid(self, form)


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
