"""The forms of single changes, each within a set."""

from django.contrib import messages
from django.shortcuts import redirect, render

from config.components import error_links
from config.delivery import also_posts
from config.errors import Refused
from config.web import kept_post, reads_only
from skos import changes
from skos.concepts import LENGTHS
from vocabulary.forms.concept import ConceptForm, ReasonForm, SuccessorsForm
from vocabulary.looks import look_at
from vocabulary.services.change_sets import Unfit, add_change
from vocabulary.views.finding import concept_in, proposals_of, set_or_404


@also_posts
@reads_only
def new(request, pk):
    """A new skill."""
    found = set_or_404(request, pk)
    look, proposals = look_at(found), proposals_of(request)
    initial = {}
    if words := proposals[0].words if proposals else request.GET.get("word", "").strip()[: LENGTHS["label"]]:
        # whoever looked for it goes on finding it by their word where an editor gives it another name
        initial = {"name": words[:1].upper() + words[1:], "hidden": words}
    form = ConceptForm(look.after, None, _typed(request), initial=initial)
    return _concept(request, found, look, form, "New skill", proposals)


@also_posts
@reads_only
def skill(request, pk, slug):
    """Everything that may be said of a skill."""
    found = set_or_404(request, pk)
    look, concept = concept_in(found, slug)
    proposals = proposals_of(request)
    initial = {}
    if proposals and proposals[0].sort == "label":
        there = ConceptForm(look.after, concept).initial["alternative"]
        initial = {"alternative": "\n".join(filter(None, (there, proposals[0].words)))}
    form = ConceptForm(look.after, concept, _typed(request), initial=initial)
    return _concept(request, found, look, form, str(concept), proposals)


def _typed(request):
    return request.POST if request.method == "POST" else kept_post(request)


def _concept(request, found, look, form, title, proposals):
    if request.method == "POST" and form.is_valid():
        concept = form.made(found.scheme)
        edits = changes.rewritten(look.after, concept)
        if _added(request, found, form, concept.uri, edits, proposals):
            return redirect(found)
    context = {"title": title, "set": found, "form": form, "proposals": proposals, "options": form.called.options()}
    context["errors"] = error_links(form)
    return render(request, "vocabulary/concept_form.html", context, status=422 if form.errors else 200)


def _added(request, found, form, uri, edits, proposals):
    """Add a change; what is in the way becomes an error of the form, and what was typed stays."""
    try:
        change = add_change(
            found, by=request.user, uri=uri, edits=edits, reason=form.cleaned_data["reason"], proposals=proposals
        )
    except Unfit as unfit:
        for sentence in unfit.faults:
            form.add_error(form.field_of(sentence) if isinstance(form, ConceptForm) else None, sentence)
    except Refused as refused:
        form.add_error(None, str(refused))
    else:
        messages.success(request, f"{change} is in the set. Nothing is public before it is published.")
        return True
    return False


@also_posts
@reads_only
def replace(request, pk, slug):
    """Merge a skill into another one, or split it."""
    found = set_or_404(request, pk)
    look, concept = concept_in(found, slug)
    proposals = proposals_of(request)
    initial = {"successors": [proposals[0].words]} if proposals and proposals[0].sort == "merge" else None
    form = SuccessorsForm(look.after, concept, _typed(request), initial=initial)

    def edits():
        return changes.replaced(look.after, concept.uri, form.cleaned_data["successors"])

    return _small(request, found, concept, form, edits, "replace", proposals)


@also_posts
@reads_only
def deprecate(request, pk, slug):
    """Take a skill out of use, without a successor."""
    found = set_or_404(request, pk)
    look, concept = concept_in(found, slug)
    form = ReasonForm(_typed(request))
    return _small(request, found, concept, form, lambda: changes.deprecated(look.after, concept.uri), "deprecate")


@also_posts
@reads_only
def restore(request, pk, slug):
    """Take a skill back into use."""
    found = set_or_404(request, pk)
    look, concept = concept_in(found, slug)
    form = ReasonForm(_typed(request))
    return _small(request, found, concept, form, lambda: changes.restored(look.after, concept.uri), "restore")


TITLES = {
    "replace": "Merge or split {}",
    "deprecate": "Take {} out of use",
    "restore": "Take {} back into use",
}


def _small(request, found, concept, form, edits, verb, proposals=()):
    typed = request.method == "POST" and form.is_valid()
    if typed and _added(request, found, form, concept.uri, edits(), list(proposals)):
        return redirect(found)
    context = {
        "title": TITLES[verb].format(concept),
        "set": found,
        "concept": concept,
        "form": form,
        "verb": verb,
        "proposals": proposals,
        "options": form.called.options() if verb == "replace" else [],
        "errors": error_links(form),
    }
    return render(request, "vocabulary/small_form.html", context, status=422 if form.errors else 200)
