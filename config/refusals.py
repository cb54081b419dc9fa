"""What is too much for one request, and the page that says so."""

import json
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import Error
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

LONGEST_QUERY = 4000  # characters behind the question mark of an address
DRAINED = (
    64 * 1024 * 1024
)  # bytes of a body that are read though it is refused: a browser that is cut off shows nothing


class LimitsMiddleware:
    """Refuses addresses without end, and what no parser and no database takes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            said = f"The address is longer than {LONGEST_QUERY} characters. Ask for less at once."
            return _refused(request, 414, said)
        if any("\x00" in cookie for cookie in request.COOKIES.values()):
            return _refused(request, 400)  # forms and searches are cleaned later, by the gate
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """What a browser says of a passkey is read by a form that does not expect nesting or numbers without end.

        No page has an address with NUL in it; that of a secret link says in its own words that there is none.
        """
        if "\x00" in request.path and not hasattr(view, "reads_only") and not hasattr(view, "writes_because"):
            raise Http404("No address has NUL in it.")
        if request.method == "POST" and (said := request.POST.get("credential")):
            try:
                json.loads(said)
            except json.JSONDecodeError:
                return None  # the form says so
            except (RecursionError, ValueError) as error:
                raise BadRequest("This is no passkey.") from error
        return None


def bad_request(request, exception):
    """The answer to what Django refuses: where there was too much of something, it says of what."""
    said = _too_much(exception)
    if not said:
        return _refused(request, 400)
    with suppress(OSError):
        for _ in range(DRAINED // 65_536):
            if not request.read(65_536):
                break
    if request.headers.get("X-Autosave"):
        return JsonResponse({"refused": said}, status=413)
    return _refused(request, 413, said)


def _refused(request, status, said=""):
    """The page, with what editors say on every page; while the database is away without, as the fault is not ours."""
    try:
        return render(request, "413.html" if said else "400.html", {"said": said, "status": status}, status=status)
    except Error:
        _, title, usual = OUTRIGHT[status]
        page = render_to_string("431.html", {"status": status, "title": title, "said": said or usual})
        return HttpResponse(page, status=status)


OUTRIGHT = {  # status: what it is called, the title of its page, what that says
    400: (
        "Bad Request",
        "That request did not make sense to us",
        "Something in the address or the form was not as expected, and nothing was changed.",
    ),
    413: ("Content Too Large", "That was too much at once", ""),
    414: ("URI Too Long", "The address is too long", "Ask for less at once, or begin at the front page."),
    431: (
        "Request Header Fields Too Large",
        "Your browser sends too much along",
        "Most likely these are cookies that have gathered. Delete those of this site in your browser’s settings, and "
        "try again.",
    ),
}


def refused_outright(status):
    """The bytes of an answer to what is no request yet, and so passes no middleware: 414 or 431."""
    reason, title, said = OUTRIGHT[status]
    page = render_to_string("431.html", {"status": status, "title": title, "said": said}).encode()
    headers = (
        f"HTTP/1.1 {status} {reason}",
        "Connection: close",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(page)}",
        "Cache-Control: no-store",
        "Content-Security-Policy: default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'",
        "X-Content-Type-Options: nosniff",
    )
    return "\r\n".join((*headers, "", "")).encode() + page


def _too_much(exception):
    if isinstance(exception, RequestDataTooBig):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024
        return (
            f"What you sent has more than {limit} MB of text. Shorten it, or put a part of it elsewhere and link to it."
        )
    if isinstance(exception, TooManyFieldsSent):
        limit = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        return f"What you sent has more than {limit} fields. Take out some rows, and send the rest in another go."
    if isinstance(exception, TooManyFilesSent):
        limit = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        return f"What you sent has more than {limit} files. Send them in several goes."
    return ""
