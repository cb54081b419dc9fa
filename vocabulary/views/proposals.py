"""What members proposed, and what editors make of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from config.components import error_links
from config.errors import Refused
from config.web import form_of, kept_post, reads_only
from skills.queries import suggest
from vocabulary.forms.sets import AnswerForm, TakeForm
from vocabulary.models import Answer, Proposal, Sort
from vocabulary.services.answers import answer
from vocabulary.services.change_sets import open_change_set
from vocabulary.views.finding import editors_only

FORMS = {  # where a proposal of a sort leads in a set
    Sort.NEW: "change-new",
    Sort.MERGE: "change-replace",
    Sort.SPLIT: "change-replace",
}


def _found(request, pk):
    editors_only(request)
    return get_object_or_404(Proposal.objects.select_related("skill__instead", "led_to", "change__change_set"), pk=pk)


def _waiting(request, pk):
    proposal = _found(request, pk)
    if proposal.answer or proposal.change_id:
        raise Refused("Somebody has dealt with this proposal meanwhile. Here is what came of it.")
    return proposal


@reads_only
def proposal(request, pk):
    return _page(request, _found(request, pk), AnswerForm(kept_post(request, reverse("proposal-decline", args=[pk]))))


def _page(request, found, form, status=200):
    context = {
        "proposal": found,
        "like": suggest(found.words, limit=5) if found.sort == Sort.NEW else [],
        "take": TakeForm(),
        "form": form,
        "errors": error_links(form),
    }
    return render(request, "vocabulary/proposal.html", context, status=status)


@form_of("proposal", "pk")
def take(request, pk):
    """Open the form of the change that it asks for, in a set."""
    found = _waiting(request, pk)
    form = TakeForm(request.POST)
    if not form.is_valid():
        raise Refused("That set is not open any more. Choose another.")
    chosen = form.cleaned_data["change_set"] or open_change_set(title=str(found)[:120], by=request.user)
    name = FORMS.get(found.sort, "change-skill")
    where = [chosen.pk] if name == "change-new" else [chosen.pk, found.skill.current().slug]
    return redirect(f"{reverse(name, args=where)}?proposal={found.pk}")


@form_of("proposal", "pk")
def decline(request, pk):
    """Not taken up, or there already: its proposer reads why."""
    found = _waiting(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    there = "there" in request.POST
    said = Answer.THERE if there else Answer.DECLINED
    answer(found, by=request.user, answer=said, text=form.cleaned_data["answer_text"])
    messages.success(request, "Answered. Whoever proposed it is told.")
    return redirect("vocabulary")
