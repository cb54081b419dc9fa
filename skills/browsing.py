"""The whole vocabulary as a tree of boxes, for forms: kinds, and skills below skills."""

from collections import defaultdict

from skills.models import Kind, Skill


def kinds_of_skills(chosen):
    """[{kind, nodes}] of all accepted skills, nodes = [{skill, is_chosen, children}]; `chosen` are slugs."""
    skills = {skill.pk: skill for skill in Skill.objects.accepted().only("name", "slug", "kind")}
    narrower, has_broader = defaultdict(list), set()
    for narrow, broad in Skill.broader.through.objects.values_list("from_skill_id", "to_skill_id"):
        if narrow in skills and broad in skills:
            narrower[broad].append(narrow)
            has_broader.add(narrow)

    def nodes(numbers):
        among = set(numbers)
        return [
            {"skill": skill, "is_chosen": skill.slug in chosen, "children": nodes(narrower[number])}
            for number, skill in skills.items()  # by name
            if number in among
        ]

    tops = skills.keys() - has_broader
    of_kinds = [(kind, [number for number in tops if skills[number].kind == kind]) for kind in Kind]
    return [{"kind": kind, "nodes": nodes(of_kind)} for kind, of_kind in of_kinds if of_kind]
