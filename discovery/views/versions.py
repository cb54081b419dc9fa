"""The versions of the vocabulary: which there were, and what each changed."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from config.pages import public_page
from discovery.versions import counted, new_by_kind, told, versions_told
from finding.words import amount
from reading.text import quoted

MOST_DEFINED = 40  # new concepts that are shown with their definitions: more are read on their own pages


@public_page
def versions(request):
    """All of them, the latest first, with how much each changed."""
    rows = [
        {"version": version, "counts": [amount(n, words, words) for _, n, words in counted(version.edits)]}
        for version in versions_told().defer("file")
    ]
    context = {"rows": rows, "crumbs": [("Skills", reverse("skills"))]}
    return render(request, "discovery/versions.html", context)


@public_page
def version(request, name):
    """What one version changed, each concept once and with the reason."""
    every = list(versions_told().defer("edits", "file"))
    found = next((one for one in every if one.name.lower() == name.lower()), None)
    if found is None:
        raise Http404(f"There is no version {quoted(name)} of the vocabulary.")
    at = every.index(found)
    groups = told(found)
    new = next((those for sort, _, those in groups if sort == "new"), [])
    context = {
        "version": found,
        "held": len(found.file) if found.number == 0 else 0,
        "groups": [group for group in groups if group[0] != "new"],
        "new": new_by_kind(new),
        "new_count": len(new),
        "defines": len(new) <= MOST_DEFINED,
        "counts": [(amount(n, words, words), sort) for sort, n, words in counted(found.edits)],
        "undone_by": next((one for one in every if one.undoes_id == found.pk), None),
        "undoes": next((one for one in every if one.pk == found.undoes_id), None),
        "later": every[at - 1] if at else None,
        "earlier": every[at + 1] if at + 1 < len(every) else None,
        "crumbs": [("Skills", reverse("skills")), ("Versions", reverse("vocabulary-versions"))],
    }
    return render(request, "discovery/version.html", context)
