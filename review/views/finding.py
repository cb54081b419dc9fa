"""What the pages of `review` find the same way: one's own submission, a kind, a live page, a place to write from."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from people.powers import powers_of
from review import kinds
from review.models import Submission

WITH = ("queue_institution", "author", "decided_by")
LISTED = (  # what lists of submissions show, with WITH
    *("title", "sent_title", "kind", "status", "queue", "saved_at", "submitted_at", "decided_at", "target_id"),
    *("base_version", "published_version", "author", "queue_institution__name"),
    *("queue_institution__parent", "decided_by__name"),
)


def kind_or_404(slug):
    kind = kinds.find(slug)
    if kind is None:
        raise Http404
    return kind


def own_or_404(request, pk):
    """A submission of the person who asks."""
    return get_object_or_404(Submission.objects.by(request.user).select_related(*WITH), pk=pk)


def live_or_404(request, kind, pk):
    """A live page of the person who asks."""
    return get_object_or_404(kind.live_of(request.user), pk=pk)


def changeable_or_404(request, kind, pk):
    """A live page that the person who asks may propose changes to."""
    return get_object_or_404(kind.changeable_by(request.user), pk=pk)


def single_live(kind, user):
    """For kinds of which a person has one: the live page that a new submission would change."""
    return kind.live_of(user).first() if kind.one_each else None


def place_of(user, institution):
    """`institution` if they belong there, or where they do; None if nowhere: who decides on what they write."""
    places = powers_of(user).institutions
    return institution if institution in places else next(iter(places), None)


def join_first(request):
    messages.info(request, "Join an institution first: what is published here comes from its members.")
    return redirect("join")


def tell_news(request, draft):
    """Say what is not as it was in the content that a new draft began from."""
    for sentence in draft.news:
        messages.info(request, sentence)
