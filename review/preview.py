"""The page as it will look: published inside a savepoint that is rolled back before the page is drawn."""

from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string

from config.errors import Refused
from review import kinds
from review.services import lock_live, write_live


class NotFetched(RuntimeError):
    """A page's template asked the database for something that `Publication.for_page` had not fetched."""


def preview_html(submission, checked, request):
    """HTML of the live page's body as approval would make it; None while something is missing.

    Nobody waits for it: it takes an address that cannot clash, and holds no lock any more while it is drawn.
    """
    if checked.problems:
        return None
    kind = kinds.get(submission.kind)
    try:
        context = _page_context(kind, submission, checked, request.user)
    except (IntegrityError, Refused):  # it went live this very moment
        return None
    context |= {
        "is_preview": True,
        "is_waiting": True,  # nobody knows the day yet
        "is_own": submission.author == request.user,  # it will be reviewed by somebody else
        "is_new": submission.target_id is None,  # it has no shelf mark yet: that of the preview is gone with it
    }
    with connection.execute_wrapper(_refuse):
        return render_to_string(kind.publication.template, context)


def _page_context(kind, submission, checked, reviewer):
    with transaction.atomic():
        live = write_live(kind, submission, checked, lock_live(submission), reviewer=reviewer, is_preview=True)
        context = kind.publication.page_context(live)
        transaction.set_rollback(True)
    return context


def _refuse(execute, sql, params, many, context):
    raise NotFetched(f"The preview has been rolled back, and its page wanted more: {sql[:120]}")
