"""The page as it will look: published inside a savepoint that is rolled back."""

from django.db import transaction
from django.template.loader import render_to_string

from review import kinds
from review.services import lock_addresses, lock_live, write_live


class _Undo(Exception):
    pass


def preview_html(submission, checked, request):
    """HTML of the live page's body as approval would make it; None while something is missing."""
    if checked.problems:
        return None
    kind, html = kinds.get(submission.kind), None
    try:
        with transaction.atomic():
            lock_addresses(kind)
            live = write_live(kind, submission, checked, lock_live(submission), reviewer=request.user)
            context = kind.publication.page_context(live) | {
                "is_preview": True,
                "is_own": submission.author == request.user,  # it will be reviewed by somebody else
                "is_new": submission.target_id is None,  # it has no shelf mark yet: that of the preview is gone with it
            }
            html = render_to_string(kind.publication.template, context, request)
            raise _Undo
    except _Undo:
        return html
