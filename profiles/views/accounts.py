from allauth.account.views import ConfirmEmailVerificationCodeView
from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import FormView


@method_decorator(login_not_required, name="dispatch")
class ConfirmEmailView(ConfirmEmailVerificationCodeView):
    """allauth's, with a method that it calls and does not have (65.21): what to do with a wrong new address."""

    def _change_form_invalid(self, form):
        return FormView.form_invalid(self, form)
