"""What a link that answers without an account leads to: a page that says what it is for, with one button."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from config import limits
from config.delivery import also_posts
from config.errors import Refused
from config.web import reads_only
from people import links

UNKNOWN_A_MINUTE = 60  # from one network; then it is told nothing for the rest of the minute
HEADERS = {
    "Referrer-Policy": "no-referrer",  # the address is the secret
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


def keeps_its_secret(view):
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return wrapper


def limits_guessing(view):
    """Links that are not there are counted. One that is there opens whatever others of its network try."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code != 404:
            return response
        known = limits.allowed(("unknown link", limits.network_of(request)), UNKNOWN_A_MINUTE, 60)
        return response if known else render(request, "429.html", status=429)

    return wrapper


@login_not_required
@csrf_exempt  # by the middleware, whose refusal would lack the headers; csrf_protect does the same within them
@keeps_its_secret
@limits_guessing
@csrf_protect
@also_posts
@reads_only
def link(request, token):
    found = links.find(token)
    purpose = found and links.purpose_of(found)
    if purpose is None:
        return render(request, "404.html", status=404)
    if request.method == "POST" and not found.has_ended:
        try:
            return purpose.act(found, request)
        except Refused as refused:
            if found.is_open:
                messages.error(request, str(refused))
                return redirect("link", token)
    return _page(request, purpose, found, token)


def _page(request, purpose, found, token):
    template, context = purpose.page(found, request)
    return render(request, template, {"link": found} | context, status=200 if found.is_open else 410)
