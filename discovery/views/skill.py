"""The page of a skill: what it is, what is next to it, what became of it, and who and what shows it."""

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from bitmaps import index
from commitment.models import ShowcaseSkill
from config.pages import public_page
from config.paging import part_of
from discovery.moved import redirect_for_good
from discovery.versions import notes_of, version_called
from finding.address import Address
from finding.lists import People, Showcases
from finding.vocabulary import claiming
from reading.text import fold, quoted
from scope_notes.queries import notes_on
from skills.crosswalk import of_skill
from skills.models import Level, Skill
from skills.names import by_language
from skills.successors import heirs_of
from skills.together import often_with

SHOWCASES, PEOPLE, NOTES = 6, 12, 50


def by_name(skill):
    return fold(skill.name)


@public_page
def skill(request, slug):
    """Narrower skills are included in who and what shows it. One that was merged leads to what took its place."""
    found = Skill.objects.select_related("scheme").filter(slug=slug).first()
    if found is None:
        raise Http404(f"There is no skill {quoted(slug)}.")
    current = found.current()
    if current != found:
        return redirect_for_good(current.get_absolute_url())
    of_showcases, of_people = index.current(Showcases.kind), index.current(People.kind)
    showcases, people = (claiming(pages).get(found.pk, 0) for pages in (of_showcases, of_people))
    heirs = heirs_of([found])[found.pk] if found.is_deprecated else []
    beside = neighbours(found)
    began_as, leads_to = (sorted(skills.accepted(), key=by_name) for skills in (found.led_to_by, found.leads_to))
    shown = [*began_as, *leads_to, *(one for _, skills in beside for one in skills)]
    context = {
        "skill": found,
        "crumbs": [("Skills", reverse("skills"))],
        "heirs": heirs,
        "heirs_count": apnumber(len(heirs)),
        "names": by_language(found.labels.all()),
        "began_as": began_as,
        "leads_to": leads_to,
        "neighbours": beside,
        "often_with": often_with(ShowcaseSkill, found, besides=shown),
        "former": former(found),
        "levels": [(level.label, text) for level in Level if level and (text := getattr(found, level.name.lower()))],
        "mappings": of_skill(found),
        "scope_notes": part_of(request, notes_on(found), "notes", at="scope-notes", size=NOTES),
        "since": version_called(found.scheme, found.since),
        "notes": notes_of(found),
        "showcases": Showcases.first_of(of_showcases, showcases, SHOWCASES),
        "showcase_total": showcases.bit_count(),
        "showcases_url": Address(reverse("showcases"), [("skill", slug)]),
        "people": People.first_of(of_people, people, PEOPLE),
        "people_total": people.bit_count(),
        "people_url": Address(reverse("people"), [("skill", slug)]),
    }
    return render(request, "discovery/skill.html", context)


def neighbours(skill):
    """[(title, skills)] of what is above, below and beside it."""
    links = (("Part of", skill.broader), ("Takes in", skill.narrower), ("Goes with", skill.related))
    found = ((title, sorted(skills.accepted(), key=by_name)) for title, skills in links)
    return [(title, skills) for title, skills in found if skills]


def former(skill):
    """Skills whose place it took, alone or with others; those that lead here have no page of their own."""
    olds = Skill.objects.filter(Q(instead=skill) | Q(successors=skill, instead=None)).distinct()
    return [(old.name, "" if old.instead_id else old.get_absolute_url()) for old in sorted(olds, key=by_name)]
