"""Skills that a draft names and that are no longer in use: what its form says of them, and what they are read as."""

from copy import copy

from django.db.models import Q

from reading.text import fold, quoted
from skills.models import Skill
from skills.successors import heirs_of


class Former(str):
    """The label of such a skill, for widgets/skill.html: `now` are the names that can be used in its place."""

    def __new__(cls, skill, heirs):
        self = super().__new__(cls, skill.name)
        self.skill, self.heirs = skill, heirs
        self.now = [heir.name for heir in heirs if not heir.is_deprecated]
        return self

    @property
    def is_split(self):
        return bool(self.skill.parts)

    @property
    def read_as(self):
        """The skill that a claim of it counts as; `named` tells it from a claim of that skill itself."""
        found = copy(self.skill.current())
        found.named = self.skill.slug
        return found

    @property
    def said(self):
        if self.is_split:
            *most, last = map(quoted, self.heirs)
            return f"{quoted(self)} is now {self.skill.became} skills: {', '.join(most)} and {last}."
        if self.now:
            heir = quoted(self.now[0])
            return f"{quoted(self)} is {heir} now, and the page says so. If both are here, it shows the first."
        return f"{quoted(self)} is no longer in use, and nothing took its place."


class Formers:
    """{slug or label: Former} of the skills no longer in use that a draft names, or a look-up found in content.

    What is in a draft was chosen when it was in use, and stays; who types its name today means what there is now.
    """

    def __init__(self, draft=None):
        self.draft, self.found, self.asked = draft, {}, set()

    def add(self, skills, asked=()):
        """What a look-up found for the texts `asked`, so that nobody asks for them again."""
        self.asked.update(asked)
        heirs = heirs_of(skills) if skills else {}
        for skill in skills:
            former = Former(skill, heirs[skill.pk])
            self.found |= {skill.slug: former, skill.name: former}

    def get(self, text):
        """The Former that this text names, or None."""
        if self.draft is not None and text not in self.asked:
            slugs, self.draft = set(_texts(self.draft.content)), None
            deprecated = Skill.objects.deprecated().filter(slug__in=slugs).select_related("instead")
            self.add([skill for skill in deprecated if skill.slug not in self.found])
        return self.found.get(text)


def _texts(content):
    """Every short text in a content, however deep."""
    if isinstance(content, dict | list):
        for value in content.values() if isinstance(content, dict) else content:
            yield from _texts(value)
    elif isinstance(content, str) and len(content) <= Skill._meta.get_field("slug").max_length:
        yield content


def why_not(text):
    """What to say to who types a name of a skill that is no longer in use today; "" if it is none."""
    wanted = Q(slug=text) | Q(name__folded=fold(text))
    skill = Skill.objects.deprecated().filter(wanted).order_by("pk").first()
    if skill is None:
        return ""
    former = Former(skill, heirs_of([skill])[skill.pk])
    return f"{former.said} {'Choose one of them' if former.is_split else 'Choose another skill'}."


def named(skill):
    """What somebody wrote to name this skill: two rows are one thing said twice only if both named it so."""
    return getattr(skill, "named", skill.slug)
