"""Small web helpers: closed-unless-opened, read-only views, context of every page."""

from contextlib import ExitStack
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import connections
from django.http import QueryDict
from django.shortcuts import redirect
from django.utils.encoding import escape_uri_path
from django.utils.http import url_has_allowed_host_and_scheme

from config import hint, kept
from config.delivery import FORM
from config.errors import Refused
from postgres.statements import only_reads

STRANGERS_SECONDS = 3600  # how long what a session knows of somebody who is not logged in is kept


class ClosedUnlessOpenedMiddleware(LoginRequiredMiddleware):
    """Every view needs a log-in unless it says `@login_not_required`.

    What somebody typed into a form after their session ran out is kept, and shown again when they have logged in
    (see `take_kept_post`): the log-in leads back to the page that they were on, as many an address that forms are
    sent to has none.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Django's asks who it is first, and whatever asks that is told to vary by cookie: an open view need not."""
        if getattr(view_func, "login_required", True):
            return super().process_view(request, view_func, view_args, view_kwargs)
        return None

    def process_response(self, request, response):
        if not request.session.accessed:  # nobody asked who it is: a public picture is the same for everybody
            return response
        hint.give(request, response)
        if request.user.is_authenticated:
            kept.mark(request, response)
        elif request.session.modified and request.session.keys() and "_session_expiry" not in request.session:
            request.session.set_expiry(STRANGERS_SECONDS)
        return response

    def handle_no_permission(self, request, view_func):
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        kept.keep(request)
        return redirect_to_login(_page_before(request), self.get_login_url(view_func))


def path_of(request):
    """Its path as `reverse` writes it, with letters of other scripts encoded."""
    return escape_uri_path(request.path)


def _page_before(request):
    """Path of the page that a request was sent from; its own path when the browser does not say, or it is not ours."""
    page = request.headers.get("referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    if not ours or "://" not in page:
        return request.get_full_path()
    _, _, path, query, _ = urlsplit(page)
    return f"{path}?{query}" if query else path


def take_kept_post(request, *addresses):
    """What was typed before the log-in for a form's own address, or one of its buttons' (none: this very page's).

    A QueryDict, or None if nothing. Taken once.
    """
    data = kept.take(request, *(addresses or [path_of(request)]))
    return None if data is None else QueryDict(data)


def kept_post(request, *addresses):
    """What was typed into a form of this page before a log-out came in between, with a word about it.

    None if nothing. `addresses` are where the form is sent, on pages whose forms have addresses of their own.
    """
    typed = take_kept_post(request, *addresses) if request.method == "GET" else None
    if typed is not None:
        messages.warning(
            request, "You were logged out before this was saved. Here is what you had typed: please save it now."
        )
    return typed


def form_of(page, *names):
    """A view that takes what one form of `page` sends, and nothing else: one verb, one address.

    `names` are those of the view's arguments that the page's address has too. What is refused is said on the page.
    Whoever only opens the address (it stands in the browser after a form came back with its faults, and a log-in
    may lead to it) is led to the page.
    """

    def decorate(view):
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            back = redirect(page, *(kwargs[name] for name in names))
            if request.method != "POST":
                return back
            try:
                return view(request, *args, **kwargs)
            except Refused as refused:
                messages.error(request, str(refused))
                return back

        wrapper.form_of, wrapper.methods = page, FORM
        return wrapper

    return decorate


class PermissionsPolicyMiddleware:
    """Switches off what no page uses; passkeys stay allowed for ourselves."""

    POLICY = (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
        "publickey-credentials-get=(self), publickey-credentials-create=(self)"
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.POLICY)
        return response


class WroteOnRead(RuntimeError):
    pass


def _refuse_writes(execute, sql, params, many, context):
    said = sql
    if hasattr(sql, "as_string"):  # put together with psycopg2.sql
        said = sql.as_string(context["connection"].connection)
    elif isinstance(sql, bytes):
        said = sql.decode(errors="replace")
    if not only_reads(said):
        raise WroteOnRead(f"A page that only reads wanted more: {said[:120]}")
    return execute(sql, params, many, context)


def reads_only(view):
    """A GET that writes raises, so that a crawler can never change anything; a POST goes through.

    The mark stays through other decorators and `as_view()`, so that a test can ask every address for it.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.method == "POST":
            return view(request, *args, **kwargs)
        with ExitStack() as guards:
            for connection in connections.all():  # a replica's too, if there is one
                guards.enter_context(connection.execute_wrapper(_refuse_writes))
            return view(request, *args, **kwargs)

    wrapper.reads_only = True
    return wrapper


def writes_because(reason):
    """Marks a view whose GET cannot be `reads_only`, and says why."""

    def mark(view):
        view.writes_because = reason
        return view

    return mark


def is_public_page(request):
    """Whether nothing on the page may hang on who asks. What is refused before anybody asked who it is, is so too."""
    return getattr(request, "is_public_page", True) or not hasattr(request, "user")


def site(request):
    """Context of every page."""
    return {
        "SITE_NAME": settings.SITE_NAME,
        "SITE_URL": settings.SITE_URL,
        "DEMO": settings.DEMO,
        "MODE": settings.MODE,
        "is_public_page": is_public_page(request),
        "canonical": f"{settings.SITE_URL}{path_of(request)}",
    }
