"""What holds of every answer, whoever asks for what: its methods, how long it may be kept, whose address it tells."""

from functools import partial
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed

READS, FORM = ("GET", "HEAD"), ("GET", "HEAD", "POST")
ACCOUNTS = "/accounts/"  # where passwords, codes and addresses are typed in by people who are not logged in yet


def leave(response, name, value, *, lasts, is_read=False):
    """Set a cookie of ours for `lasts` seconds, or with None until the browser ends; `is_read`: by scripts."""
    safe = {"secure": settings.SESSION_COOKIE_SECURE, "httponly": not is_read, "samesite": "Lax"}
    response.set_cookie(name, value, max_age=lasts, **safe)


def posts_only(view):
    """Marks a view that is one verb: it has no page."""
    view.methods = ("POST",)
    return view


def also_posts(view):
    """Marks a page that reads only, and takes its own form."""
    view.methods = FORM
    return view


def methods_of(view):
    """The methods that a view knows, as its mark says; without one a page of ours is only read."""
    if hasattr(view, "methods"):
        return view.methods
    if hasattr(view, "view_class"):
        reads, takes = (hasattr(view.view_class, name) for name in ("get", "post"))
        return (*(READS if reads else ()), *(("POST",) if takes else ()))
    is_ours = hasattr(view, "reads_only") or hasattr(view, "writes_because")
    return READS if is_ours else FORM


class MethodsMiddleware:
    """405 with `Allow` for a method that a view does not know, before anything else is asked of who sent it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        known = methods_of(view)
        if request.method == "OPTIONS":
            return HttpResponse(headers={"Allow": ", ".join([*known, "OPTIONS"])})
        return None if request.method in known else HttpResponseNotAllowed(known)


class CachingMiddleware:
    """Nobody keeps a page of who is logged in, so that it does not come back after they have logged out.

    What is public is kept by nobody in between, and asked for anew each time; what may be kept longer says so itself.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "Cache-Control" not in response.headers:
            given, made = (jar.get(settings.SESSION_COOKIE_NAME) for jar in (request.COOKIES, response.cookies))
            private = given or (made and made.value) or request.path.startswith(ACCOUNTS)
            response.headers["Cache-Control"] = "no-store, private" if private else "no-cache, private"
        return response


class OneAddressMiddleware:
    """Whole addresses begin with SITE_URL, whatever host and port a request names: they go into mails and redirects."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.build_absolute_uri = partial(self._absolute, request)
        return self.get_response(request)

    @staticmethod
    def _absolute(request, location=None):
        return urljoin(f"{settings.SITE_URL}{request.path}", str(location or request.get_full_path()))
