"""One change set: its changes, what it would do, and its end."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse

from config.components import error_links
from config.errors import Refused
from config.web import form_of, kept_post, reads_only
from skos.changes import heirs_in
from vocabulary.forms.concept import WhichForm
from vocabulary.forms.fields import Called
from vocabulary.forms.sets import DescribeForm
from vocabulary.looks import look_at
from vocabulary.services import change_sets
from vocabulary.services.telling import concerns_anybody
from vocabulary.touching import touches
from vocabulary.views.finding import set_or_404

MOST_TOLD = 300  # concepts of a preview


@reads_only
def change_set(request, pk):
    found = set_or_404(request, pk)
    if typed := kept_post(request, *_addresses(found)):
        return show(request, found, DescribeForm(typed, initial=_said(found)), seen=_seen(typed))
    return show(request, found, DescribeForm(initial=_said(found)))


def _addresses(found):
    """Where the buttons of a set's form send it."""
    yield from (reverse(verb, args=[found.pk]) for verb in ("change-set-describe", "change-set-publish"))
    for number in found.changes.values_list("pk", flat=True):
        yield from (reverse(verb, args=[found.pk, number]) for verb in ("change-remove", "change-renew"))


def _said(found):
    return {"title": found.title, "notes": found.notes}


def _to_the_skill(request, found):
    which, called = WhichForm(request.POST), Called(look_at(found).after)
    if which.is_valid():
        try:
            uri = called.one(which.cleaned_data["skill"])
        except ValidationError as fault:
            which.add_error("skill", fault)
        else:
            return redirect("change-skill", pk=found.pk, slug=called.concepts[uri].slug)
    return show(request, found, DescribeForm(initial=_said(found)), which=which, status=422)


def _seen(sent):
    """The revision of the set that somebody looked at who sent this."""
    seen = sent.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else 0


def _not_kept(request, found):
    """Keep what was typed of the version, whichever button was pressed; the page again where that is not possible."""
    form = DescribeForm(request.POST)
    if not form.has_changed():
        return None
    if not form.is_valid():
        return show(request, found, form, seen=_seen(request.POST), status=422)
    try:
        change_sets.describe(found, by=request.user, seen=_seen(request.POST), **form.typed)
    except Refused as refused:
        form.add_error(None, str(refused))
        return show(request, set_or_404(request, found.pk), form, status=422)
    return None


def show(request, found, form, *, which=None, seen=None, status=200):
    """The page of a set, with a form as it was typed.

    `seen` is the revision that the form was typed for, where nobody has said yet that there is a newer one.
    """
    changes = list(found.changes.prefetch_related("proposals"))
    look = look_at(found, changes) if found.is_open else None
    after = look.after if look else {}
    for change in changes:
        change.trouble = look.trouble.get(change.pk) if look else None
        concept = after.get(change.uri)
        change.slug = concept.slug if concept else ""
        change.heirs = [str(after[uri]) for uri in heirs_in(change.edits, change.uri) if uri in after]
    told = look.told() if look else []
    which = which or WhichForm(initial={"skill": request.POST.get("skill", "")})
    context = {
        "set": found,
        "changes": changes,
        "look": look,
        "told": told[:MOST_TOLD],
        "more": max(0, len(told) - MOST_TOLD),
        "touches": touches(look.before, look.after) if look and not found.is_framework else [],
        "form": form,
        "seen": found.revision if seen is None else seen,
        "which": which,
        "options": Called(look.after).options() if look and not found.is_framework else [],
        "errors": [*error_links(form), *error_links(which)],
    }
    return render(request, "vocabulary/set.html", context, status=status)


@form_of("change-set", "pk")
def describe(request, pk):
    found = set_or_404(request, pk)
    if refused := _not_kept(request, found):
        return refused
    found.refresh_from_db()
    if not found.is_open:
        raise Refused("Somebody published or dropped this set meanwhile. Begin another one for what you have in mind.")
    then = request.POST.get("then")
    if then == "new":
        return redirect("change-new", pk=pk)
    if then == "choose" or request.POST.get("skill"):  # or Enter was pressed in that field
        return _to_the_skill(request, found)
    messages.success(request, "Saved.")
    return redirect(found)


@form_of("change-set", "pk")
def publish(request, pk):
    found = set_or_404(request, pk)
    form = DescribeForm(request.POST)
    if not form.is_valid():
        return show(request, found, form, seen=_seen(request.POST), status=422)
    try:
        version = change_sets.publish(found, by=request.user, seen=_seen(request.POST), **form.typed)
    except Refused as refused:
        form.add_error(None, str(refused))
        return show(request, set_or_404(request, pk), form, status=422)
    if version is None:
        messages.success(request, f"{found} is loaded.")
        return redirect("vocabulary")
    told = " Those whose pages it touches are told." if concerns_anybody(version) else ""
    messages.success(request, f"Version {version} is published.{told}")
    return redirect(version)


@form_of("change-set", "pk")
def drop(request, pk):
    found = set_or_404(request, pk)
    change_sets.drop(found, by=request.user)
    messages.success(request, "The set is dropped. Proposals that it took up wait again.")
    return redirect("vocabulary")


@form_of("change-set", "pk")
def remove(request, pk, number):
    found = set_or_404(request, pk)
    if refused := _not_kept(request, found):
        return refused
    change_sets.remove_change(change_sets.change_in(found, number), by=request.user)
    messages.success(request, "The change is taken out.")
    return redirect(found)


@form_of("change-set", "pk")
def renew(request, pk, number):
    found = set_or_404(request, pk)
    if refused := _not_kept(request, found):
        return refused
    change_sets.renew_change(change_sets.change_in(found, number), by=request.user)
    messages.success(request, "It is to be changed to what stands here.")
    return redirect(found)
