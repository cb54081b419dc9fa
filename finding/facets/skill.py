"""The facet of skills, as a tree, and how well somebody says they can do what is chosen there."""

from collections import defaultdict

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q

from finding.facets.base import Facet, Option, Part
from reading.text import fold, quoted
from skills.claims import claiming_any
from skills.models import Kind, Level, Nature, Skill

CRAFTS, SOFTWARE, SOFT = "Crafts and techniques", "Software and systems", "Soft skills"
IN_SIGHT = {CRAFTS: 7, SOFTWARE: 4, SOFT: 3}


def part_of(skill):
    """What a visitor looks for it under."""
    if skill.nature == Nature.SOFT:
        return SOFT
    return SOFTWARE if skill.kind == Kind.SOFTWARE else CRAFTS


class SkillFacet(Facet):
    """A broad skill stands for its narrower ones. `claims` is the model between skills and what is listed."""

    name, title, things = "skill", "Skill", ("skill", "skills")
    at_least = None  # the level at which a claim counts, where a LevelFacet says so

    def __init__(self, asked, claims):
        self.claims = claims
        super().__init__(asked)

    def read(self, asked):
        skills = Skill.objects.filter(slug__in=asked).select_related("instead") if asked else ()
        known = {skill.slug: skill for skill in skills}
        self.skills = []
        for slug in asked:
            if slug not in known:
                self.unknown(slug)
                continue
            skill = known[slug].current()
            if skill.slug != slug:
                self.notices.append(f"The skill {quoted(known[slug])} is now called {quoted(skill)}.")
            if skill not in self.skills:
                self.skills.append(skill)
        self.chosen = {skill.slug: skill.name for skill in self.skills}

    def narrow(self, queryset):
        return claiming_any(queryset, self.claims.objects.all(), self.skills) if self.skills else queryset

    def counted(self):
        """The claims that count."""
        claims = self.claims.objects
        return claims.filter(level__gte=self.at_least) if self.at_least else claims.all()

    def of_chosen(self, numbers):
        """{number: its claims that count, of the chosen skills and of those that they take in} of what is listed."""
        rows = self.counted().of_any(self.skills).filter(content_object__in=numbers).to_read()
        found = {number: [] for number in numbers}
        for claim in rows.order_by("position", "pk").distinct():
            found[claim.content_object_id].append(claim)
        return found

    def options(self, queryset):
        return [option for part in self.parts(queryset) for option in part.options]

    def parts(self, queryset):
        """Crafts before soft skills; in each part the most used in sight, the others from A to Z."""
        counts = self.counted().counts(queryset)
        above = ArrayAgg("broader", filter=Q(broader__isnull=False), default=[])
        rows = Skill.objects.accepted().filter(pk__in=counts).only("slug", "name", "kind", "nature")
        skills = {skill.pk: skill for skill in rows.annotate(above=above).order_by()}
        below, roots = defaultdict(list), []
        for skill in skills.values():
            parents = [pk for pk in skill.above if pk in skills]
            for pk in parents:
                below[pk].append(skill)
            if not parents:
                roots.append(skill)

        def rank(skill):
            return (part_of(skill) == SOFT, -counts[skill.pk], fold(skill.name))

        def tree(level, seen=frozenset()):
            return [
                Option(skill.slug, skill.name, counts[skill.pk], tree(below[skill.pk], seen | {skill.pk}))
                for skill in sorted(level, key=rank)
                if skill.pk not in seen
            ]

        found = {title: tree([skill for skill in roots if part_of(skill) == title]) for title in IN_SIGHT}
        for title, most in IN_SIGHT.items():
            found[title][most:] = sorted(found[title][most:], key=lambda option: fold(option.label))
        return [Part(title, options, IN_SIGHT[title]) for title, options in found.items()]

    def without(self, address, value=None):
        """The last one takes the level with it, which is about nothing then."""
        left = address.without(self.name, value)
        return left if value and self.chosen.keys() - {value} else left.without(LevelFacet.name)


class LevelFacet(Facet):
    """Narrows to those who claim one of the chosen skills at this level or above. Nobody is put in order by it."""

    name, title, things, single = "level", "At least this level", ("level", "levels"), True
    labels = {
        str(level.value): str(level.label) if level == Level.EXPERT else f"{level.label} or above"
        for level in Level
        if level != Level.NONE
    }

    def __init__(self, asked, skill):
        self.within = skill
        super().__init__(asked)

    def read(self, asked):
        for value in asked:
            if value not in self.labels:
                self.unknown(value)
            elif not self.within.skills:
                self.notices.append("A level goes with a skill: choose the skill first. The level is left out.")
            else:
                self.chosen[value] = self.labels[value]
                self.within.at_least = int(value)

    def narrow(self, queryset):
        return claiming_any(queryset, self.within.counted(), self.within.skills) if self.chosen else queryset

    def options(self, queryset):
        """The lowest is no option: everybody who claims a skill is there."""
        if not self.within.skills:
            return []
        claims = self.within.claims.objects.of_any(self.within.skills).among(queryset)
        each = {
            f"at_{level}": Count("content_object", distinct=True, filter=Q(level__gte=int(level)))
            for level in self.labels
        }
        counts = claims.aggregate(**each)
        lowest = str(Level.AWARENESS.value)
        return [
            Option(level, self.labels[level], counts[f"at_{level}"])
            for level in self.labels
            if level != lowest or level in self.chosen
        ]
