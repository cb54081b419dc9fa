"""What the account pages answer when something was tried too often, or wants a proof of who it is first."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render

from accounts import proving
from accounts.limits import TooOften
from config.gate import is_secret

PROOFS = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_prove_elsewhere"}


class TooOftenMiddleware:
    """A form that was sent too often comes back with status 429 and its advice; what is no form, as a page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        seconds = getattr(request, "was_too_often", 0)
        if seconds and response.status_code == 200:
            response.status_code = 429
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", str(seconds or 60))
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, TooOften):
            return render(request, "429.html", {"advice": exception.message}, status=429)
        return None


class ProvingMiddleware:
    """allauth's question “is it you?”; of what was sent before it, the session keeps no password and no address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method == "POST" and request.resolver_match.url_name in PROOFS:
            proving.fill_in_who_sent_it(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, ReauthenticationRequired):
            return None
        ways = get_adapter().get_reauthentication_methods(request.user)
        if not ways or any(map(is_secret, request.POST)):
            return redirect_to_login(request.get_full_path(), ways[0]["url"] if ways else None)
        response = suspend_request(request, ways[0]["url"])
        proving.forget_who_sent_it(request)
        return response
