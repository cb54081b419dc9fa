from django.contrib import messages

from config.web import take_kept_post


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
