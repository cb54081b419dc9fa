from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from config.tallies import tally
from config.web import reads_only
from review.models import Submission
from skills.browsing import kinds_of_skills
from skills.content import SkillContent
from skills.queries import named, suggest

MOST_LETTERS = 60  # of a word of one's own


@reads_only
def suggestions(request):
    """Matches for the skill picker: a list of options."""
    typed = request.GET.get("q", "").strip()[:100]
    found = suggest(typed)
    if all(skill.is_part for skill in found):
        tally("missed skill", typed)
    keeps = typed if request.GET.get("keeps") and len(typed) <= MOST_LETTERS and not named(typed) else ""
    return render(request, "skills/_suggestions.html", {"skills": found, "keeps": keeps})


@reads_only
def browse(request):
    """All skills by kind, as boxes to tick: what the script puts into the page of a step."""
    return render(request, "skills/_browser.html", {"kinds": kinds_of_skills(())})


@reads_only
def sentence(request, pk):
    """The sentence of one's own draft in which ?word= is written, as plain text; empty for none."""
    draft = get_object_or_404(Submission.objects.open(), pk=pk, author=request.user)
    word = request.GET.get("word", "").strip()[:MOST_LETTERS]
    found = draft.shape.sentence_for(word, draft.content) if isinstance(draft.shape, SkillContent) else ""
    return HttpResponse(found, content_type="text/plain; charset=utf-8")
