"""The gallery: every component in every state, drawn from samples without the database.

What the samples are put through is what the pages themselves use: the forms, steps, differences and links of the
rooms. A component that no page uses has no place here; a test compares.
"""

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse

from commitment.kind import ShowcaseContent
from config.pages import public_page
from demo import samples
from drafting.content import Checked, step_list
from drafting.differences import differences
from drafting.steps import BoundStep
from finding.address import Address
from finding.listing import page_links
from review.models import Status
from review.progress import told
from skills.models import Level

CONTENT = ShowcaseContent()
NOTICES = (
    (constants.INFO, "Your change is waiting for review. The page that is live stays as it is until then."),
    (constants.SUCCESS, "Sent for review. You get a mail when there is a decision."),
    (constants.WARNING, "A colleague decided on this a moment ago. Nothing you wrote is lost."),
    (constants.ERROR, "The picture could not be read. Try a JPEG or PNG."),
)


def _bound(slug, content, mode="show"):
    """A step of a showcase, as its page would show it."""
    return BoundStep(CONTENT.step(slug), content, mode=mode, context=_context())


def _context():
    """What a draft knows, so that no field has to ask."""
    return {"institutions": samples.PLACES, "own_institutions": samples.PLACES}


def _forms():
    form, story = _bound("basics", samples.CONTENT), _bound("story", samples.CONTENT)
    faulty = _bound("basics", {"title": "A register", "started": "in spring"}, mode="strict")
    for each, name in ((form, "plain"), (faulty, "faulty")):
        each.form.auto_id = f"{name}_%s"
    return {
        "form": form.form,
        "faulty_form": faulty.form,
        "story_form": story.form,
        "groups": [*story.groups, *_bound("skills", {}).groups[:1], *_bound("pictures", {}).groups[:1]],
    }


def _review():
    checked = Checked(CONTENT, samples.CONTENT, _context())
    return {
        "steps": step_list(checked, {}, lambda slug: "#steps", "people"),
        "statuses": [*Status, "live"],
        "differences": differences(CONTENT, samples.CONTENT, samples.CHANGED, context=_context()),
        "events": told(samples.DEEDS),
    }


def _lists():
    address = Address(reverse("showcases"), [("skill", "paper-conservation"), ("q", "iron gall")])
    return {
        "facets": [facet.lists(None, address) for facet in samples.FACETS],
        "tree": samples.TREE,
        "filters": [{"label": "Paper conservation", "url": address.without("skill")}],
        "clear_url": address.path,
        "count": "240 showcases",
        "sort": [
            {"name": "relevance", "label": "Best match", "url": address.setting("sort", "relevance"), "current": True},
            {"name": "newest", "label": "Newest", "url": address.setting("sort", "newest"), "current": False},
        ],
        **page_links(Paginator(range(240), 24).page(3), address),
    }


@public_page
def styleguide(request):
    """Everything the pages are made of, on one page."""
    context = {
        "crumbs": [("Showcases", reverse("showcases")), ("How these pages are made", "")],
        "notices": [Message(level, text) for level, text in NOTICES],
        "showcases": samples.showcases(),
        "showcase": samples.showcase(),
        "people": samples.PEOPLE,
        "skills": samples.SKILLS,
        "skill_names": [skill.name for skill in samples.SKILLS],
        "levels": Level.choices,
        **_lists(),
        **_forms(),
        **_review(),
    }
    return render(request, "styleguide.html", context)
