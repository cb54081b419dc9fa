from django.shortcuts import render

from config.tallies import tally
from config.web import reads_only
from skills.queries import suggest


@reads_only
def suggestions(request):
    """Matches for the skill picker: a list of options."""
    q = request.GET.get("q", "").strip()[:100]
    found = suggest(q)
    if not found:
        tally("missed skill", q)
    return render(request, "skills/_suggestions.html", {"skills": found})
