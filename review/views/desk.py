"""What staff see of their own: pages, submissions, and where these stand."""

from django.shortcuts import render

from config.web import reads_only
from people.powers import powers_of
from review import kinds
from review.models import OPEN, Removal, Submission
from review.progress import standings
from review.views.finding import WITH


@reads_only
def desk(request):
    powers = powers_of(request.user)
    mine = list(Submission.objects.by(request.user).known().select_related(*WITH).defer("content"))
    shelves = [_shelf(kind, request.user, mine) for kind in sorted(kinds.every(), key=_first)]
    said = standings(mine)
    for one in mine:
        one.standing, one.kind_name = said[one.pk], kinds.get(one.kind).name
    context = {
        "shelves": [s for s in shelves if s["pages"] or s["begun"] or not s["kind"].words.aside],
        "open_submissions": [s for s in mine if s.status in OPEN],
        "closed_submissions": [s for s in mine if s.status not in OPEN],
        "memberships": powers.memberships,
        "looks_after": powers.is_editor or bool(powers.managed_ids),  # a curator alone reviews, and manages nothing
        "join_requests": request.user.join_requests.waiting().select_related("institution"),
    }
    return render(request, "review/desk.html", context)


def _first(kind):
    return not kind.words.first


def _shelf(kind, user, mine):
    """One's live pages of a kind, with the change to each that is under way, and what is to be the first."""
    opened = [s for s in mine if s.kind == kind.slug and s.status in OPEN]
    pages = list(kind.live_of(user))
    changes = {s.target_id: s for s in opened if s.target_id}
    gone = Removal.objects.latest_of(kind, [page for page in pages if page.withdrawn_at])
    for page in pages:
        page.open_change, page.removal = changes.get(page.pk), gone.get(page.pk)
    return {
        "kind": kind,
        "pages": pages,
        "begun": opened,
        "may_start": kind.may_start(user),
        "may_add": kind.may_start(user) and not kind.one_each and bool(pages or opened),
    }
