"""What staff see of their own: pages, submissions, and where these stand."""

from collections import Counter
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from config.paging import part_of
from config.web import reads_only
from people.powers import powers_of
from review import kinds
from review.models import OPEN, Removal, Submission
from review.progress import standings
from review.views.finding import LISTED

FEW = 10  # of what nobody has to do anything about
MOST_BEGUN = 5  # that a shelf without pages tells of
BY_AGE = "-saved_at", "-pk"


@reads_only
def desk(request):
    powers = powers_of(request.user)
    mine = Submission.objects.by(request.user).known()
    numbers = SimpleLazyObject(lambda: _numbers(mine))
    told = mine.order_by(*BY_AGE).select_related("queue_institution", "decided_by").only(*LISTED)
    going_on = {"at": "open-title", "count": lambda: numbers[True].total()}
    opened = part_of(request, told.open().returned_first(*BY_AGE), "open", **going_on)
    done = {"at": "closed-title", "size": FEW, "count": lambda: numbers[False].total()}
    closed = part_of(request, told.closed(), "earlier", **done)
    shelves = _shelves(
        request, opened, mine.open().order_by(*BY_AGE).only("title", "kind", "status", "target_id"), numbers
    )
    shown = [*opened, *closed]
    for one in shown:
        one.author = request.user
    said = standings(shown)
    for one in shown:
        one.standing, one.kind_name = said[one.pk], kinds.get(one.kind).name
    context = {
        "shelves": [s for s in shelves if s["pages"] or s["begun"] or not s["kind"].words.aside],
        "opened": opened,
        "closed": closed,
        "memberships": powers.memberships,
        "looks_after": powers.is_editor or bool(powers.managed_ids),  # a curator alone reviews, and manages nothing
        "join_requests": request.user.join_requests.waiting().select_related("institution"),
    }
    return render(request, "review/desk.html", context)


def _numbers(mine):
    """{is it open?: Counter of how many of each kind}."""
    numbers = {True: Counter(), False: Counter()}
    for kind, status, number in mine.order_by().values_list("kind", "status").annotate(Count("pk")):
        numbers[status in OPEN][kind] += number
    return numbers


def _first(kind):
    return not kind.words.first


def _shelves(request, shown, opened, numbers):
    """One's live pages of each kind, with the changes that are under way, and what is to be the first of it.

    `shown` is the part of `opened` that stands above, `numbers` how many there are.
    """
    every = sorted(kinds.every(), key=_first)
    pages = {kind.slug: _pages(request, kind) for kind in every}
    if shown.has_other_pages():
        about = [Q(kind=slug, target_id__in=[page.pk for page in those]) for slug, those in pages.items() if those]
        opened = [*(opened.filter(reduce(or_, about)) if about else ()), *_begun(opened, pages, numbers[True])]
    else:  # nobody has to ask again
        opened = list(shown)
    return [_shelf(request.user, kind, pages[kind.slug], [s for s in opened if s.kind == kind.slug]) for kind in every]


def _pages(request, kind):
    live = kind.publication.for_list(kind.live_of(request.user))
    return part_of(request, live, kind.slug, at=f"{kind.slug}-title", size=FEW)


def _begun(opened, pages, numbers):
    """Some of what is open, of each kind without pages."""
    bare = [slug for slug in pages if numbers[slug] and not pages[slug]]
    return [one for slug in bare for one in opened.filter(kind=slug)[: MOST_BEGUN + 1]]


def _shelf(user, kind, pages, opened):
    may_start, changes = kind.may_start(user), {one.target_id: one for one in opened}
    gone = Removal.objects.latest_of(kind, [page for page in pages if page.withdrawn_at])
    for page in pages:
        page.open_change, page.removal = changes.get(page.pk), gone.get(page.pk)
    return {
        "kind": kind,
        "pages": pages,
        "begun": [] if pages else opened[:MOST_BEGUN],
        "more_begun": len(opened) > MOST_BEGUN,
        "may_start": may_start,
        "may_add": may_start and not kind.one_each and bool(pages or opened),
    }
