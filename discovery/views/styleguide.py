"""The gallery: every component in every state, drawn from invented samples without the database."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render

from config.forms import MarkdownTextarea, PictureInput, SkillInput
from config.web import reads_only
from discovery.views import samples


class OutcomeForm(forms.Form):
    """One row of a group of rows."""

    measure = forms.CharField(label="What did you measure?")
    before = forms.CharField(label="Before", required=False)
    after = forms.CharField(label="After")


class SampleForm(forms.Form):
    """One field of each sort."""

    title = forms.CharField(help_text="Concrete and short: what was done, to what.")
    institution = forms.ChoiceField(choices=[("", "Choose one"), ("c", samples.COVE.name), ("a", samples.ALBANY.name)])
    started = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    skill = forms.CharField(
        widget=SkillInput,
        help_text="Start from what you do: repair, describe, digitise, license, teach, code.",
    )
    challenge = forms.CharField(
        widget=MarkdownTextarea(words=(60, 160)), help_text="What was the matter, and for whom?"
    )
    stance = forms.ChoiceField(
        label="What part did the library play?",
        widget=forms.RadioSelect,
        choices=[("enabler", "It made the work possible"), ("partner", "It did the work with others")],
    )
    pillars = forms.MultipleChoiceField(
        label="Which pillars does it speak to?",
        help_text="One is enough.",
        widget=forms.CheckboxSelectMultiple,
        choices=[(pillar.slug, pillar.name) for pillar in samples.PILLARS],
    )
    picture = forms.FileField(widget=PictureInput, required=False)
    agreed = forms.BooleanField(label="Everybody named here agrees to be named")


def _rows():
    return {
        "name": "outcomes",
        "legend": "Outcomes in figures",
        "item": "Outcome",
        "hint": "One or two measured rows say more than a page.",
        "add_label": "Add another outcome",
        "forms": [
            OutcomeForm(prefix="outcomes-0"),
            OutcomeForm({"outcomes-1-before": "27"}, prefix="outcomes-1"),
        ],
        "max": 4,
        "can_add": True,
        "non_field_errors": [],
    }


@login_not_required
@reads_only
def styleguide(request):
    """Everything the pages are made of, on one page."""
    context = {
        "PILLARS": samples.PILLARS,
        "skills": samples.SKILLS,
        "people": samples.PEOPLE,
        "facets": samples.FACETS,
        "tree": samples.TREE,
        "levels": [(1, "Awareness"), (2, "Working"), (3, "Practitioner"), (4, "Expert")],
        "outcomes": samples.OUTCOMES,
        "steps": samples.STEPS,
        "statuses": samples.STATUSES,
        "events": samples.EVENTS,
        "differences": samples.DIFFERENCES,
        "crumbs": [("Showcases", "/showcases/"), ("How these pages are made", "")],
        "showcases": samples.showcases(),
        "colophon": samples.colophon(),
        "form": SampleForm(initial={"picture": samples.picture(), "stance": "partner"}, auto_id="plain_%s"),
        "faulty_form": SampleForm({"title": "A register", "skill": ""}),
        "rows": _rows(),
        "picture": samples.picture(),
        "page": Paginator(range(240), 24).page(3),
        "page_links": [{"number": n, "url": "#lists", "current": n == 3} for n in (1, 2, 3, 4, None, 10)],
        "facts": [("Where", samples.COVE.name), ("When", "March to June 2025"), ("Left out", ""), ("Pages", 412)],
        "filters": [{"label": "Paper conservation", "url": "#lists"}, {"label": "2025", "url": "#lists"}],
        "sort": [("", "Best match"), ("newest", "Newest first")],
        "skill_names": [skill.name for skill in samples.SKILLS],
    }
    return render(request, "styleguide.html", context)
