from functools import wraps

from allauth.account.views import ConfirmEmailVerificationCodeView
from allauth.socialaccount.models import SocialApp
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.generic import FormView

from config.web import writes_because


@method_decorator([login_not_required, writes_because("allauth decides what a visit does.")], name="dispatch")
class ConfirmEmailView(ConfirmEmailVerificationCodeView):
    """allauth's, with a method that it calls and does not have (65.21): what to do with a wrong new address."""

    def _change_form_invalid(self, form):
        return FormView.form_invalid(self, form)


def where_set_up(view):
    """A way to log in that the operator has not set up is no page; allauth's views break there."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except SocialApp.DoesNotExist as missing:
            raise Http404("This way to log in is not set up.") from missing

    return wrapper
