"""Which skills a page claims: one stands on 18 of 100 showcases, the others have a long tail."""

from itertools import accumulate
from random import Random

from skills.models import Skill

OFTEN_SHARE = 0.18
STEEPNESS = 0.9


class Skills:
    """The accepted ones. `often` is that which many claim; no other skill is a part of it."""

    def __init__(self):
        found = list(Skill.objects.accepted().order_by("slug"))
        wide = set(Skill.broader.through.objects.values_list("to_skill", flat=True))
        self.often = next(skill for skill in found if skill.pk not in wide)
        self.others = [skill for skill in found if skill != self.often]
        Random("skills").shuffle(self.others)
        self.weights = list(accumulate(1 / rank**STEEPNESS for rank in range(1, len(self.others) + 1)))

    def draw(self, chance, least, most):
        """Some skills, each once."""
        has_often = chance.random() < OFTEN_SHARE
        number = max(1, chance.randint(least, most) - has_often)
        some = dict.fromkeys(chance.choices(self.others, cum_weights=self.weights, k=number))
        found = [*([self.often] if has_often else []), *some]
        chance.shuffle(found)
        return found
