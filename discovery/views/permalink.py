"""Shelf marks: the addresses that hold for ever."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404

from config.web import reads_only
from discovery.moved import redirect_for_good, tombstone
from review import kinds

MISREAD = str.maketrans("OIL", "011")  # the marks have no such letters


@login_not_required
@reads_only
def shelf_mark(request, mark):
    """To the page with this mark, wherever it is today; one that was withdrawn says so there."""
    letter, _, rest = mark.upper().partition("-")
    for kind in kinds.every():
        if kind.publication.mark == letter:
            wanted = f"{letter}-{rest.translate(MISREAD)}"
            live = kind.publication.model.objects.filter(shelf_mark=wanted).first()
            if live and live.withdrawn_at and not kind.publication.own_page:
                return tombstone(request, kind, live)
            if live:
                return redirect_for_good(live.get_absolute_url())
    raise Http404(f"No page has the shelf mark {mark}.")
