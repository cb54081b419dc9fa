"""What members propose for the vocabulary: from a skill's page, for a skill that is missing, and what came of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from config.delivery import also_posts
from config.paging import part_of
from config.web import form_of, kept_post, reads_only
from review.views.finding import join_first
from skills.models import Skill
from skills.queries import options
from vocabulary.forms.proposing import AboutForm, MissingForm
from vocabulary.models import Proposal
from vocabulary.services.proposals import LONGEST_WORDS, may_propose, take_back


@also_posts
@reads_only
def about_skill(request, slug):
    """“Something is missing or wrong”, of one skill."""
    return _page(request, AboutForm, get_object_or_404(Skill, slug=slug))


@also_posts
@reads_only
def new_skill(request):
    """A skill that is missing; ?word= is what somebody looked for."""
    return _page(request, MissingForm, None)


def _page(request, form_class, skill):
    if not may_propose(request.user):
        return join_first(request)
    begun = {"words": request.GET.get("word", "").strip()[:LONGEST_WORDS]}
    is_sent = request.method == "POST"
    form = form_class(request.POST if is_sent else kept_post(request), initial=begun)
    if is_sent and form.is_valid() and (made := form.save(by=request.user, skill=skill)):
        was = " You had proposed it before, and nobody has answered it yet." if made.was_made else ""
        messages.success(request, f"Thank you. The editors of the vocabulary have it.{was}")
        return redirect("my-proposals")
    context = {"form": form, "skill": skill, "options": options() if skill else []}
    return render(request, "vocabulary/propose.html", context, status=422 if is_sent else 200)


@reads_only
def mine(request):
    """What one has proposed, the newest first, and what came of it."""
    proposals = Proposal.objects.filter(made_by=request.user).order_by("-made_at", "-pk")
    proposals = proposals.select_related("skill", "led_to", "change__change_set__version")
    context = {"proposals": part_of(request, proposals), "may_propose": may_propose(request.user)}
    return render(request, "vocabulary/my_proposals.html", context)


@form_of("my-proposals")
def withdraw(request, pk):
    """Take back what nobody has answered yet."""
    take_back(get_object_or_404(Proposal.objects.filter(made_by=request.user), pk=pk), by=request.user)
    messages.success(request, "Taken back.")
    return redirect("my-proposals")
