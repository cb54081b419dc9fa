"""The editors of the portal: who they are, appointed and released by one another."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from config.errors import Refused
from config.web import kept_post, number, reads_only
from people import queries, services
from people.forms.institutions import EditorForm
from people.powers import powers_of


@reads_only
def editors(request):
    if not powers_of(request.user).is_editor:
        raise PermissionDenied("Only editors appoint editors.")
    form = EditorForm(kept_post(request, "appoint"))
    if request.method == "POST":
        do = request.POST.get("do")
        if do == "release":
            return _release(request)
        if do != "appoint":
            raise BadRequest("No such thing to do.")
        form = EditorForm(request.POST)
        if form.is_valid():
            services.set_editor(form.user, True, by=request.user)
            messages.success(request, f"{form.user} is an editor now.")
            return redirect("editors")
    context = {"editors": queries.editors().order_by("name"), "form": form}
    return render(request, "people/editors.html", context)


def _release(request):
    person = get_object_or_404(queries.editors(), pk=number(request.POST.get("user")))
    try:
        services.set_editor(person, False, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{person} is not an editor any more.")
    return redirect("desk" if person == request.user else "editors")
