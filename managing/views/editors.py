"""The editors of the portal: who they are, appointed and released by one another."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from config.web import form_of, kept_post, reads_only
from managing.forms.institutions import EditorForm
from managing.views.finding import NO_MAIL, still_there
from people import queries, services
from people.powers import only_editors
from reading.names import by_surname


@reads_only
def editors(request):
    only_editors("appoint editors", by=request.user)
    return _page(request, EditorForm(kept_post(request, reverse("editor-appoint"))))


def _page(request, form, status=200):
    context = {"editors": sorted(queries.editors(), key=lambda editor: by_surname(editor.name)), "form": form}
    return render(request, "managing/editors.html", context, status=status)


@form_of("editors")
def appoint(request):
    only_editors("appoint editors", by=request.user)
    form = EditorForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    made = services.set_editor(form.user, True, by=request.user)
    said = "We have told them." if made.told else NO_MAIL
    messages.success(request, f"{form.user} is an editor now. {said}")
    return redirect("editors")


@form_of("editors")
def release(request, pk):
    only_editors("appoint editors", by=request.user)
    person = still_there(queries.editors(), "This editor", pk=pk)
    services.set_editor(person, False, by=request.user)
    messages.success(request, f"{person} is not an editor any more.")
    return redirect("desk" if person == request.user else "editors")
