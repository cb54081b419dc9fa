"""The editors' page of the vocabulary: what waits, what is being changed, what there is."""

from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse

from config.web import form_of, kept_post, reads_only
from skills.models import Label, Scheme, Skill
from vocabulary.forms.sets import OpenForm
from vocabulary.missed import missed_words
from vocabulary.models import ChangeSet, Proposal, Version
from vocabulary.services.change_sets import open_change_set, own_scheme
from vocabulary.views.finding import editors_only

MOST = 100  # of a list


@reads_only
def desk(request):
    editors_only(request)
    return _page(request, OpenForm(kept_post(request, reverse("change-set-new"))))


def _page(request, form, status=200):
    scheme = own_scheme()
    context = {
        "form": form,
        "scheme": scheme,
        "figures": {
            "skills": Skill.objects.accepted().count(),
            "labels": Label.objects.filter(skill__in=Skill.objects.accepted()).count(),
        },
        "proposals": Proposal.objects.waiting().select_related("skill")[:MOST],
        "waiting": Proposal.objects.waiting().count(),
        "missed": missed_words()[:MOST],
        "into": ChangeSet.objects.open().filter(is_framework=False).defer("file").first(),
        "sets": ChangeSet.objects.open().annotate(size=Count("changes")).defer("file"),
        "versions": Version.objects.filter(scheme=scheme).select_related("undoes")[:5] if scheme else [],
        "frameworks": Scheme.objects.filter(is_framework=True).order_by("title"),
    }
    return render(request, "vocabulary/desk.html", context, status=status)


@form_of("vocabulary")
def new(request):
    editors_only(request)
    form = OpenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    return redirect(open_change_set(title=form.cleaned_data["title"], by=request.user))
