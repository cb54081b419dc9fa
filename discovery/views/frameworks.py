"""Frameworks of others: which of their competences skills answer to, as a page and as files."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from config.pages import public_page
from finding.words import amount
from reading.tables import as_csv
from reading.text import fold
from skills.crosswalk import Crosswalk
from skills.models import Scheme


def _known():
    return Scheme.objects.filter(is_framework=True)


@public_page
def frameworks(request):
    """All that are loaded, A to Z, with how much of each is covered."""
    rows = [
        {"scheme": scheme, "said": _said(Crosswalk(scheme))}
        for scheme in sorted(_known(), key=lambda scheme: fold(scheme.title))
    ]
    return render(request, "discovery/frameworks.html", {"rows": rows, "crumbs": [("Skills", reverse("skills"))]})


@public_page
def framework(request, slug):
    """Its competences below their areas, the skills that answer to each, and those that none does."""
    scheme = get_object_or_404(_known(), slug=slug)
    crosswalk = Crosswalk(scheme)
    context = {
        "scheme": scheme,
        "crosswalk": crosswalk,
        "said": _said(crosswalk),
        "crumbs": [("Skills", reverse("skills")), ("Frameworks", reverse("frameworks"))],
    }
    return render(request, "discovery/framework.html", context)


def _said(crosswalk):
    if not crosswalk.skills:
        return "No skill is matched to it yet."
    covered = f"{crosswalk.covered} of {amount(crosswalk.total, 'competence', 'competences')}"
    is_or_are = "is" if crosswalk.covered == 1 else "are"
    return f"{covered} {is_or_are} covered by {amount(crosswalk.skills, 'skill', 'skills')}."


@public_page
def as_table(request, slug):
    """The crosswalk as CSV, what is uncovered included."""
    crosswalk = Crosswalk(get_object_or_404(_known(), slug=slug))
    return _file(as_csv(crosswalk.rows()), "text/csv", f"{slug}.csv")


@public_page
def as_turtle(request, slug):
    """The crosswalk as SKOS."""
    crosswalk = Crosswalk(get_object_or_404(_known(), slug=slug))
    return _file(crosswalk.turtle(), "text/turtle", f"{slug}.ttl")


def _file(text, sort, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=f"{sort}; charset=utf-8", headers=headers)
