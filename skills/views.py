from django.shortcuts import render

from config.web import reads_only
from skills.queries import suggest


@reads_only
def suggestions(request):
    """Matches for the skill picker: a list of options."""
    found = suggest(request.GET.get("q", "").strip()[:100])
    return render(request, "skills/_suggestions.html", {"skills": found})
