"""Small web helpers: closed-unless-opened, read-only views, context of every page."""

from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from config.statements import only_reads

KEPT_POST = "kept_post"
KEPT_POST_MAX = 300_000  # characters


class ClosedUnlessOpenedMiddleware(LoginRequiredMiddleware):
    """Every view needs a log-in unless it says `@login_not_required`.

    What somebody typed into a form after their session ran out is kept in the new session, and shown again
    when they have logged in (see `take_kept_post`): the log-in leads back to the page that they were on, as
    many an address that forms are sent to has none.
    """

    def handle_no_permission(self, request, view_func):
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        if not any("password" in name for name in request.POST):
            typed = request.POST.urlencode()
            if len(typed) <= KEPT_POST_MAX:
                request.session[KEPT_POST] = {"path": request.path, "data": typed}
        return redirect_to_login(_page_before(request), self.get_login_url(view_func))


def _page_before(request):
    """Path of the page that a request was sent from; its own path when the browser does not say, or it is not ours."""
    page = request.headers.get("referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    if not ours or "://" not in page:
        return request.get_full_path()
    _, _, path, query, _ = urlsplit(page)
    return f"{path}?{query}" if query else path


def take_kept_post(request):
    """What was typed for this very page before the log-in, as a QueryDict; None if nothing. Taken once."""
    kept = request.session.get(KEPT_POST)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEPT_POST]
    return QueryDict(kept["data"])


def kept_post(request, do=None):
    """What was typed here before a log-out came in between, with a word about it; None if nothing.

    `do` is the form it must be for, on pages that have more than one.
    """
    kept = take_kept_post(request) if request.method == "GET" else None
    if kept is None or (do and kept.get("do") != do):
        return None
    messages.warning(
        request, "You were logged out before this was saved. Here is what you had typed: please save it now."
    )
    return kept


def typed(request, name):
    """What a form says under `name`, without the null characters that no query takes."""
    return request.POST.get(name, "").replace("\x00", "")


def number(text):
    """A primary key out of a form; one that nothing has for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


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
        with connection.execute_wrapper(_refuse_writes):
            return view(request, *args, **kwargs)

    wrapper.reads_only = True
    return wrapper


def writes_because(reason):
    """Marks a view whose GET cannot be `reads_only`, and says why."""

    def mark(view):
        view.writes_because = reason
        return view

    return mark


def site(request):
    """Context of every page."""
    return {
        "SITE_NAME": settings.SITE_NAME,
        "SITE_URL": settings.SITE_URL,
        "PEOPLE_WORD": settings.PEOPLE_WORD,
        "DEMO": settings.DEMO,
        "MODE": settings.MODE,
        "canonical": f"{settings.SITE_URL}{request.path}",
    }
