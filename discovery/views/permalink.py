"""Shelf marks: the addresses that hold for ever."""

from django.http import Http404

from config.pages import public_page
from discovery.moved import redirect_for_good, tombstone
from finding.everything.marks import live_with


@public_page
def shelf_mark(request, mark):
    """To the page with this mark, wherever it is today; one that was withdrawn says so there."""
    found = live_with(mark)
    if found is None:
        raise Http404(f"No page has the shelf mark {mark}.")
    kind, live = found
    if live.withdrawn_at and not kind.publication.own_page:
        return tombstone(request, kind, live)
    return redirect_for_good(live.get_absolute_url())
