"""What answers at an address where nothing is live any more."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from review import kinds
from review.models import Removal
from review.stamping import moved_to


def redirect_for_good(url):
    """301, but kept for an hour only: a page that gets an old name back must not send anybody in circles."""
    response = HttpResponsePermanentRedirect(url)
    patch_cache_control(response, max_age=3600)
    return response


def gone_or_moved(request, kind_slug, slug):
    """For an address without a live page: its tombstone (410) or its new address (301), else Http404."""
    kind = kinds.get(kind_slug)
    gone = kind.publication.model.objects.withdrawn().filter(slug=slug).first()
    if gone:
        return tombstone(request, kind, gone)
    live = moved_to(kind, slug)
    if live is None:
        raise Http404(f"No {kind.slug} has the address {slug}.")
    return redirect_for_good(live.get_absolute_url())


def tombstone(request, kind, gone):
    """410: what stands in the place of something live that was withdrawn or taken down."""
    removal = Removal.objects.of(kind, gone).first()
    context = {
        "kind": kind,
        "shelf_mark": gone.shelf_mark,
        "withdrawn_at": gone.withdrawn_at,
        "title": str(gone) if removal and removal.says_title else "",
        "reason": removal.get_reason_display() if removal else "",
    }
    return render(request, "410.html", context, status=410)
