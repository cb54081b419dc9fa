"""The page as it will look: published inside a savepoint that is rolled back."""

from django.db import transaction
from django.template.loader import render_to_string

from review import kinds
from review.content import check
from review.services import lock_addresses, lock_live, write_live


class _Undo(Exception):
    pass


def preview_html(submission, request):
    """HTML of the live page's body as approval would make it; None while something is missing."""
    if check(submission):
        return None
    kind, html = kinds.get(submission.kind), None
    try:
        with transaction.atomic():
            lock_addresses(kind)
            live = write_live(kind, submission, lock_live(submission), reviewer=request.user)
            context = kind.page_context(live, request) | {
                "is_preview": True,
                "is_own": submission.author == request.user,  # it will be reviewed by somebody else
                "is_new": submission.target_id is None,  # it has no shelf mark yet: that of the preview is gone with it
            }
            html = render_to_string(kind.page_template, context, request)
            raise _Undo
    except _Undo:
        return html
