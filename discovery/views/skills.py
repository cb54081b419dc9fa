"""The vocabulary as visitors browse it, and the page of a skill."""

import re
from collections import defaultdict

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from config.tallies import tally
from config.web import reads_only
from discovery import counts
from discovery.address import values
from discovery.news import news
from discovery.search import skills_like
from discovery.views.skill import by_name
from discovery.words import amount, either, showcases_and_people
from reading.text import fold
from skills.models import Kind, Skill

HINTS = {
    Kind.FOUNDATIONAL: "What much of the other work rests on.",
    Kind.SPECIALIST: "What a post is often built around.",
    Kind.SOFTWARE: "How people work together, and the programs they know.",
}


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
    if not kinds:
        tally("missed skill", q)
    context = {
        "kinds": kinds,
        "q": q,
        "said": f"{amount(len(tree.found), 'skill', 'skills') if kinds else 'No skills'}{' found' if q else ''}",
        "like": either((skill.name, skill.get_absolute_url()) for skill in ([] if kinds or not q else skills_like(q))),
        "filters": bool(q),  # for the head of the page
        "news": None if q else news(),
    }
    return render(request, "discovery/skills.html", context)
