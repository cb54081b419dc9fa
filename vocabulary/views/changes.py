"""The forms of single changes, each within a set."""

import dataclasses

from django.contrib import messages
from django.shortcuts import redirect, render

from config.components import error_links
from config.delivery import also_posts
from config.errors import Refused
from config.web import kept_post, reads_only
from skos import changes
from skos.concepts import LENGTHS
from skos.edits import applied
from vocabulary.forms.concept import ConceptForm, ReasonForm, SuccessorsForm, as_shown, sealed
from vocabulary.looks import look_at
from vocabulary.services.change_sets import Unfit, add_change
from vocabulary.views.finding import concept_in, proposals_of, set_or_404

MEANWHILE = "Somebody changed that after you opened this page. To have it as you typed it, put it in once more."


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
    return _concept(request, found, look.after, form, "New skill", proposals)


@also_posts
@reads_only
def skill(request, pk, slug):
    """Everything that may be said of a skill. What others said of it since the page was opened stays."""
    found = set_or_404(request, pk)
    look, concept = concept_in(found, slug)
    proposals = proposals_of(request)
    initial = {}
    if proposals and proposals[0].sort == "label":
        there = ConceptForm(look.after, concept).initial["alternative"]
        initial = {"alternative": "\n".join(filter(None, (there, proposals[0].words)))}
    typed = _typed(request)
    was = as_shown(concept, typed.get("was", "")) if typed else concept
    form = ConceptForm(look.after | {was.uri: was}, was, typed, initial=initial)
    return _concept(request, found, look.after, form, str(concept), proposals)


def _typed(request):
    return request.POST if request.method == "POST" else kept_post(request)


def _concept(request, found, concepts, form, title, proposals):
    was = form.concept
    if request.method == "POST" and form.is_valid():
        concept = form.made(found.scheme)
        edits = changes.rewritten(concepts | {was.uri: was} if was else concepts, concept)
        if _added(request, found, form, concept.uri, edits, proposals):
            return redirect(found)
        if was and (facts := _changed_meanwhile(concepts, was.uri, edits)):
            was = dataclasses.replace(was, **{fact: getattr(concepts[was.uri], fact) for fact in facts})
            form.add_error(None, MEANWHILE)
    context = {"title": title, "set": found, "form": form, "proposals": proposals, "options": form.called.options()}
    context |= {"was": sealed(was) if was else "", "errors": error_links(form)}
    return render(request, "vocabulary/concept_form.html", context, status=422 if form.errors else 200)


def _changed_meanwhile(concepts, uri, edits):
    """The facts that were typed, and that others gave another value since the page was opened."""
    return {edit["fact"] for edit, _ in applied(concepts, edits)[1] if edit["uri"] == uri and "fact" in edit}


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
