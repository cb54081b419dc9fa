"""A file in, and the last version back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from config.components import error_links
from config.delivery import also_posts
from config.errors import Refused
from config.web import kept_post, reads_only
from reading.addresses import slug_of
from skills.exporting import turtle_of
from skills.states import labels_of, present
from skos.changes import taken_back
from skos.edits import told
from skos.findings import VocabularyError
from skos.reader import read_bytes
from vocabulary.forms.sets import FileForm, UndoForm
from vocabulary.models import Version
from vocabulary.services.change_sets import Unfit, own_scheme, undo
from vocabulary.services.files import change_set_of
from vocabulary.touching import touches
from vocabulary.views.finding import editors_only


@also_posts
@reads_only
def load(request):
    """A file becomes a set of what it would change."""
    editors_only(request)
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    faults = []
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            vocabulary = read_bytes(file.read(), file.name, as_framework=form.cleaned_data["as_framework"])
            title = form.cleaned_data["title"] or (vocabulary.is_framework and vocabulary.title) or file.name
            made = change_set_of(vocabulary, by=request.user, title=title[:120])
        except VocabularyError as error:
            faults = error.faults
        except Refused as refused:
            form.add_error(None, str(refused))  # nothing is wrong with the file
        else:
            for remark in vocabulary.remarks[:20]:
                messages.info(request, remark)
            return redirect(made)
    context = {"form": form, "faults": faults, "errors": error_links(form)}
    return render(request, "vocabulary/load.html", context, status=422 if faults or form.errors else 200)


@reads_only
def export(request):
    """The whole vocabulary as a file that loads again without a difference."""
    editors_only(request)
    scheme = own_scheme()
    if scheme is None:
        raise Http404("There is no vocabulary yet.")
    name = f"{scheme.slug}-{scheme.version}.ttl"
    disposition = {"Content-Disposition": f'attachment; filename="{slug_of(name.removesuffix(".ttl"))}.ttl"'}
    return HttpResponse(turtle_of(scheme), content_type="text/turtle; charset=utf-8", headers=disposition)


@also_posts
@reads_only
def take_back(request, number):
    """Publish a next version that reverses the last one."""
    editors_only(request)
    version = get_object_or_404(Version.objects.filter(scheme__is_framework=False), number=number)
    form = UndoForm(request.POST if request.method == "POST" else kept_post(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = undo(version, by=request.user, reason=form.cleaned_data["reason"])
        except Unfit as unfit:
            form.add_error(None, unfit.faults)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Version {made} takes back {version}.")
            return redirect(made)
    before = present(version.scheme)
    after, _ = taken_back(before, version.edits)
    names = labels_of(before | after)
    context = {
        "version": version,
        "form": form,
        "errors": error_links(form),
        "told": [(one, told(before[uri], one, names), False) for uri, one in after.items() if before.get(uri) != one],
        "touches": touches(before, after),
    }
    return render(request, "vocabulary/undo.html", context, status=422 if form.errors else 200)
