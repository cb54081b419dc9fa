"""The way from the page of a skill to a note on what it means where somebody works."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from config.delivery import also_posts
from config.web import reads_only
from people.powers import powers_of
from review import kinds, services
from review.models import Submission
from review.views.finding import join_first
from scope_notes.queries import notes_on
from skills.models import Skill


@also_posts
@reads_only
def note(request, slug):
    """Begins a note, goes on with one, or proposes a change to that of the institution."""
    skill = get_object_or_404(Skill.objects.accepted(), slug=slug)
    kind, institutions = kinds.get("scope-note"), powers_of(request.user).institutions
    if not institutions:
        return join_first(request)
    if request.method == "POST":
        wanted = request.POST.get("institution", "")
        if chosen := next((one for one in institutions if str(one.pk) == wanted), None):
            return redirect("submission-step", _draft(kind, skill, chosen, request.user).pk, kind.content.steps[0].slug)
        messages.error(request, "Choose the institution that it is for.")
    context = {
        "skill": skill,
        "kind": kind,
        "institutions": institutions,
        "there": [one.institution for one in notes_on(skill) if one.institution in institutions],
        "crumbs": [("Skills", reverse("skills")), (skill.name, skill.get_absolute_url())],
    }
    return render(request, "scope_notes/begin.html", context)


def _draft(kind, skill, institution, user):
    open_ones = Submission.objects.by(user).open().filter(kind=kind.slug, queue_institution=institution)
    if begun := open_ones.filter(content__skill=skill.slug).first():
        return begun
    live = notes_on(skill).filter(institution=institution).first()
    content = None if live else {"skill": skill.slug, "text": ""}
    return services.start(kind, by=user, institution=institution, live=live, content=content)
