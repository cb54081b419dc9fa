"""The facet of skills, as a tree, and how well somebody says they can do what is chosen there."""

from functools import partial
from heapq import heappush, heappushpop

from bitmaps.sets import union
from finding.facets.base import Facet, Option, Part
from finding.vocabulary import CRAFTS, SOFT, SOFTWARE, claiming, part_of, vocabulary
from reading.text import quoted
from skills.models import Level

IN_SIGHT = {CRAFTS: 7, SOFTWARE: 4, SOFT: 3}


def _rank(counts, skill):
    """The most used first, but soft skills after all others."""
    return (part_of(skill) == SOFT, -(counts[skill.pk] or 0), skill.key)


def _of_all(there, live):
    return {pk: n for pk, one in there.items() if (n := (one & live).bit_count())}


class SkillFacet(Facet):
    """A broad skill stands for its narrower ones. `claims` is the model between skills and what is listed."""

    name, title, things = "skill", "Skill", ("skill", "skills")
    narrower = "Narrower skills"
    at_least = None  # the level at which a claim counts, where a LevelFacet says so

    def __init__(self, asked, pages, claims):
        self.claims = claims
        super().__init__(asked, pages)

    def read(self, asked):
        known = vocabulary(self.pages).by_slug
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

    def having(self):
        there = claiming(self.pages)
        return union(there.get(skill.pk, 0) for skill in self.skills)

    def of_chosen(self, numbers):
        """{number: its claims that count, of the chosen skills and of those that they take in} of what is listed."""
        claims = self.claims.objects.filter(level__gte=self.at_least) if self.at_least else self.claims.objects
        rows = claims.of_any(self.skills).filter(content_object__in=numbers).to_read()
        found = {number: [] for number in numbers}
        for claim in rows.order_by("position", "pk").distinct():
            found[claim.content_object_id].append(claim)
        return found

    def options(self, found):
        return [option for part in self._trees(found, is_whole=True) for option in part.options]

    def parts(self, found):
        return self._trees(found, is_whole=self.is_whole)

    def _trees(self, found, *, is_whole):
        """Crafts before soft skills; in each part the most used in sight, the others from A to Z. Below a skill stands
        what leads to a choice, and what is right below one; with `is_whole` all.
        """
        known, there = vocabulary(self.pages), claiming(self.pages, self.at_least)
        path = self._path(known)

        def tree(level, in_sight, seen=frozenset()):
            numbers = [one.pk for one in level if one.pk not in seen]
            counts = self._counts(found, numbers, len(numbers) if is_whole else in_sight + 1)
            ranked = sorted((one for one in level if one.pk in counts), key=partial(_rank, counts))
            if in_sight < len(ranked):
                ranked[in_sight:] = sorted(ranked[in_sight:], key=lambda skill: skill.key)
            return [option(one, counts[one.pk], seen, is_seen=place <= in_sight) for place, one in enumerate(ranked)]

        def option(skill, count, seen, *, is_seen):
            below = known.below[skill.pk]
            if is_whole or skill.pk in path:
                count = (there[skill.pk] & found).bit_count() if count is None else count
                return Option(skill.slug, skill.name, count, tree(below, len(below), seen | {skill.pk}))
            more = is_seen and any(there.get(one.pk, 0) & found for one in below)
            return Option(skill.slug, skill.name, count, has_more=more)

        return [Part(title, tree(known.roots[title], most), most) for title, most in IN_SIGHT.items()]

    def _path(self, known):
        """Numbers of the chosen skills and of all above them."""
        path, left = set(), [skill.pk for skill in self.skills]
        while left:
            if (pk := left.pop()) not in path:
                path.add(pk)
                left += known.above[pk]
        return path

    def _counts(self, found, skills, most):
        """{number: how many of the set `found` claim it} of those of these skills that any claims. Only the `most` most
        claimed are counted; how many claim one of the others is None.
        """
        there = claiming(self.pages, self.at_least)
        every = self.pages.kept(("counts", self.at_least), lambda: _of_all(there, self.pages.live))
        skills = [pk for pk in skills if pk in every]
        if found == self.pages.live:  # which most ask for
            return {pk: every[pk] for pk in skills}
        counts, best = {}, []
        for pk in sorted(skills, key=every.__getitem__, reverse=True):
            if len(best) == most and every[pk] < best[0]:  # it cannot be one of them
                if there[pk] & found:
                    counts[pk] = None
            elif n := (there[pk] & found).bit_count():
                counts[pk] = n
                (heappush if len(best) < most else heappushpop)(best, n)
        return counts

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

    def __init__(self, asked, pages, skill):
        self.within = skill
        super().__init__(asked, pages)

    def read(self, asked):
        for value in asked:
            if value not in self.labels:
                self.unknown(value)
            elif not self.within.skills:
                self.notices.append("A level goes with a skill: choose the skill first. The level is left out.")
            else:
                self.chosen[value] = self.labels[value]
                self.within.at_least = int(value)

    def having(self):
        return self._at(self.within.at_least)

    def _at(self, level):
        there = claiming(self.pages, level)
        return union(there.get(skill.pk, 0) for skill in self.within.skills)

    def options(self, found):
        """The lowest is no option: everybody who claims a skill is there."""
        if not self.within.skills:
            return []
        lowest = str(Level.AWARENESS.value)
        return [
            Option(level, label, (self._at(int(level)) & found).bit_count())
            for level, label in self.labels.items()
            if level != lowest or level in self.chosen
        ]
