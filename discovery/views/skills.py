"""The vocabulary as visitors browse it, and the page of a skill."""

import re
from collections import defaultdict

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from commitment.models import Showcase, ShowcaseSkill
from commitment.queries import for_cards as showcase_cards
from config.web import reads_only
from discovery import counts
from discovery.address import Address, values
from discovery.moved import redirect_for_good
from discovery.search import skills_like
from discovery.views.people import BY_NAME
from discovery.views.showcases import NEWEST
from discovery.words import amount, either, showcases_and_people
from profiles.models import Profile, ProfileSkill
from profiles.queries import for_cards as people_cards
from reading.text import fold, quoted
from skills.claims import claiming
from skills.models import Kind, Skill

SHOWCASES, PEOPLE = 6, 12
HINTS = {
    Kind.FOUNDATIONAL: "What much of the other work rests on.",
    Kind.SPECIALIST: "What a post is often built around.",
    Kind.SOFTWARE: "How people work together, and the programs they know.",
}


def by_name(skill):
    return fold(skill.name)


def bare(text):
    """Its letters and figures, word for word: with hyphen or without, straight or curly. As in static/js/portal.js."""
    return re.sub(r"[-'´]", "", fold(text))


class Tree:
    """All accepted skills by kind, each below the broader ones of its own kind (below two, if it has two).

    With `q` only those that have all of its words in their names, and what they are part of. `found` holds them.
    """

    def __init__(self, q=""):
        self.wanted, self.found = bare(q).split(), set()
        accepted = Skill.objects.accepted().prefetch_related("labels", "broader")
        self.skills = {skill.pk: skill for skill in sorted(accepted, key=by_name)}
        self.showcases, self.people = counts.showcases_by_skill(), counts.people_by_skill()
        self.below, self.roots = defaultdict(list), defaultdict(list)
        for skill in self.skills.values():
            parents = [b.pk for b in skill.broader.all() if b.pk in self.skills and b.kind == skill.kind]
            for parent in parents:
                self.below[parent].append(skill)
            if not parents:
                self.roots[skill.kind].append(skill)

    def branch(self, skills, above=()):
        nodes = (self._node(skill, above) for skill in skills if skill.pk not in above)
        return [node for node in nodes if node["skill"].pk in self.found or node["children"]]

    def _node(self, skill, above):
        names = bare(" ".join([skill.name, *(label.text for label in skill.labels.all())]))
        if all(word in names for word in self.wanted):
            self.found.add(skill.pk)
        return {
            "skill": skill,
            "there_is": showcases_and_people(self.showcases.get(skill.pk, 0), self.people.get(skill.pk, 0)),
            "words": names,
            "children": self.branch(self.below[skill.pk], (*above, skill.pk)),
        }

    def kinds(self):
        parts = ({"kind": kind, "hint": HINTS[kind], "nodes": self.branch(self.roots[kind])} for kind in Kind)
        return [part for part in parts if part["nodes"]]


@login_not_required
@reads_only
def skills(request):
    """The whole vocabulary, or what of it has some words in its names."""
    q = " ".join(values(request, "q")[-1:])
    tree = Tree(q)
    kinds = tree.kinds()
    context = {
        "kinds": kinds,
        "q": q,
        "said": f"{amount(len(tree.found), 'skill', 'skills') if kinds else 'No skills'}{' found' if q else ''}",
        "like": either((skill.name, skill.get_absolute_url()) for skill in ([] if kinds or not q else skills_like(q))),
        "filters": bool(q),  # for the head of the page
    }
    return render(request, "discovery/skills.html", context)


@login_not_required
@reads_only
def skill(request, slug):
    """What a skill is, what is next to it, and who and what shows it, narrower skills included."""
    found = Skill.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(f"There is no skill {quoted(slug)}.")
    current = found.current()
    if current != found:
        return redirect_for_good(current.get_absolute_url())
    showcases = claiming(Showcase.objects.published(), ShowcaseSkill, found)
    people = claiming(Profile.objects.published(), ProfileSkill, found)
    neighbours = (
        (title, sorted(links.accepted(), key=by_name))
        for title, links in (
            ("Part of", found.broader),
            ("Takes in", found.narrower),
            ("Goes with", found.related),
            ("Leads to", found.leads_to),
            ("Often begins with", found.led_to_by),
        )
    )
    context = {
        "skill": found,
        "crumbs": [("Skills", reverse("skills"))],
        "neighbours": [(title, skills) for title, skills in neighbours if skills],
        "mappings": found.mappings.select_related("competence__scheme"),
        "showcases": list(showcase_cards(showcases.order_by(*NEWEST))[:SHOWCASES]),
        "showcase_total": showcases.count(),
        "showcases_url": Address(reverse("showcases"), [("skill", slug)]),
        "people": list(people_cards(people.order_by(*BY_NAME))[:PEOPLE]),
        "people_total": people.count(),
        "people_url": Address(reverse("people"), [("skill", slug)]),
    }
    return render(request, "discovery/skill.html", context)
