"""The vocabulary as visitors browse it, and the page of a skill."""

from collections import defaultdict

from django.shortcuts import render

from config.pages import public_page
from config.tallies import tally
from discovery import counts
from discovery.news import news
from discovery.views.skill import by_name
from finding.address import last_value
from finding.everything.skills import looked_for, meant, skills_of
from finding.listing import MOST_LIKE
from finding.words import amount, either, showcases_and_people
from skills.models import Kind, Skill

HINTS = {
    Kind.FOUNDATIONAL: "What much of the other work rests on.",
    Kind.SPECIALIST: "What a post is often built around.",
    Kind.SOFTWARE: "How people work together, and the programs they know.",
}


class Tree:
    """Accepted skills by kind, each below the broader ones of its own kind (below two, if it has two).

    With `found` ({number: why a skill fits}, best first) only those and what they are part of, the best ones' first.
    """

    def __init__(self, found=None):
        accepted = Skill.objects.accepted().only("name", "slug", "kind")
        self.skills = {skill.pk: skill for skill in sorted(accepted, key=by_name)}
        self.found = dict.fromkeys(self.skills, "") if found is None else found
        self.place = {pk: place for place, pk in enumerate(found or ())}
        self.showcases, self.people = counts.showcases_by_skill(), counts.people_by_skill()
        self.below, parents = defaultdict(list), defaultdict(set)
        for pk, broad in Skill.broader.through.objects.values_list("from_skill", "to_skill"):
            if pk in self.skills and broad in self.skills and self.skills[pk].kind == self.skills[broad].kind:
                parents[pk].add(broad)
        for pk, skill in self.skills.items():
            for parent in parents[pk]:
                self.below[parent].append(skill)
        self.roots = [skill for pk, skill in self.skills.items() if not parents[pk]]

    def branch(self, skills, above=()):
        nodes = (self._node(skill, above) for skill in skills if skill.pk not in above)
        return sorted((node for node in nodes if node["is_found"] or node["children"]), key=_place)

    def _node(self, skill, above):
        children = self.branch(self.below[skill.pk], (*above, skill.pk))
        return {
            "skill": skill,
            "there_is": showcases_and_people(self.showcases.get(skill.pk, 0), self.people.get(skill.pk, 0)),
            "why": self.found.get(skill.pk, ""),
            "is_found": skill.pk in self.found,
            "place": min([self.place.get(skill.pk, len(self.place)), *map(_place, children)]),
            "children": children,
        }

    def kinds(self):
        parts = (
            {"kind": kind, "hint": HINTS[kind], "nodes": self.branch([s for s in self.roots if s.kind == kind])}
            for kind in Kind
        )
        return sorted((part for part in parts if part["nodes"]), key=lambda part: _place(part["nodes"][0]))


def _place(node):
    return node["place"]


@public_page
def skills(request):
    """The whole vocabulary, or those skills that some words may mean."""
    q = last_value(request.GET, "q")
    found = looked_for(q) if q else []
    tree = Tree({hit.skill: hit.why for hit in found if hit.is_by_words} if q else None)
    kinds = tree.kinds()
    if not kinds:
        tally("missed skill", q)
    like = [] if kinds else meant(q, found)[:MOST_LIKE]
    told = [] if kinds or like else skills_of(found)[:MOST_LIKE]
    context = {
        "kinds": kinds,
        "q": q,
        "said": f"{amount(len(tree.found), 'skill', 'skills') if kinds else 'No skills'}{' found' if q else ''}",
        "like": either((skill.name, skill.get_absolute_url()) for skill in like),
        "told": either((skill.name, skill.get_absolute_url()) for skill in told),
        "filters": bool(q),  # for the head of the page
        "news": None if q else news(),
    }
    return render(request, "discovery/skills.html", context)
