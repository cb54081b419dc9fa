"""Whom a change of the vocabulary would touch, for those who look at it before they publish it."""

from skills.claimants import touched
from skills.models import Skill

MOST_LOOKED_AT = 12  # skills of one set: each costs some queries


def touches(before, after):
    """[{name, heirs, kinds}] for skills that would be merged, split, put out of use or taken back.

    `before` and `after` are {address: Concept}; `heirs` are names, `kinds` what `skills.claimants.touched` says. What
    no page and no draft names is left out.
    """
    changed = [uri for uri, was in before.items() if (now := after.get(uri)) and _replaced(was) != _replaced(now)]
    numbers = dict(Skill.objects.filter(uri__in=before).values_list("uri", "pk")) if changed else {}
    found = []
    for uri in changed[:MOST_LOOKED_AT]:
        heirs = after[uri].replaced_by
        merged = heirs if len(heirs) == 1 else ()  # of a split its parts are not concerned
        kinds = touched([numbers[uri]], [numbers[heir] for heir in merged if heir in numbers])
        if any(kind.pages or kind.drafts for kind in kinds):
            found.append(
                {"name": str(before[uri]), "heirs": sorted(str(after[heir]) for heir in heirs), "kinds": kinds}
            )
    return found


def _replaced(concept):
    return concept.deprecated, concept.replaced_by
