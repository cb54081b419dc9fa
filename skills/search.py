"""Skills as topics of pages that claim them: see `search.topics`."""

from collections import defaultdict

from search.topics import Called
from skills.models import Label, Reach, Skill


def topics_of(claims, numbers):
    """{number of a page: numbers of the skills that it claims}, in their order, by the model `claims`."""
    found = defaultdict(list)
    rows = claims.objects.filter(content_object__in=numbers).order_by("position")
    for page, skill in rows.values_list("content_object", "tag"):
        found[page].append(skill)
    return found


def called(numbers=None):
    """{number: Called} of these skills, or of all.

    One that was merged into another is called as that is today, and a name of what was merged into it is another name
    of it: whoever types “cataloging” finds cataloguing.
    """
    today = {pk: instead or pk for pk, instead in Skill.objects.order_by("pk").values_list("pk", "instead")}
    wanted = today if numbers is None else {pk: today[pk] for pk in numbers if pk in today}
    above = _above(set(wanted.values()))
    names, others = _names({*wanted.values(), *(broad for broads in above.values() for broad in broads)}, today)

    def broader(skill):
        return [text for broad in above[skill] for text in (names[broad], *others[broad])]

    by_skill = {skill: Called(names[skill], others[skill], broader(skill)) for skill in set(wanted.values())}
    return {pk: by_skill[skill] for pk, skill in wanted.items()}


def _above(skills):
    """{skill: all that take it in}"""
    found = defaultdict(list)
    for skill, broad in Reach.objects.filter(skill__in=skills).order_by("broad").values_list("skill", "broad"):
        if broad != skill:
            found[skill].append(broad)
    return found


def _names(meant, today):
    """({skill: its name}, {skill: all others, of what was merged into it too}) of these skills of today"""
    names, others = {}, defaultdict(list)
    own = {pk: skill if skill in meant else pk for pk, skill in today.items() if {pk, skill} & meant}
    for pk, name in Skill.objects.filter(pk__in=own).order_by("pk").values_list("pk", "name"):
        if pk in meant:
            names[pk] = name
        if own[pk] != pk:
            others[own[pk]].append(name)
    for pk, text in Label.objects.filter(skill__in=own).order_by("pk").values_list("skill", "text"):
        others[own[pk]].append(text)
    return names, others
