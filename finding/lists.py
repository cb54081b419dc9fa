"""The two lists of published pages: showcases, and people, who are never ranked against each other."""

from functools import cached_property

from commitment import counting as of_showcases
from commitment.cards import cards as showcase_cards
from commitment.models import Showcase, ShowcaseSkill
from finding.facets.skill import SkillFacet
from finding.groups import headed
from finding.listing import Listing
from finding.matches import match_people, match_showcases
from finding.ordered import Ordered
from finding.orders import BY_NAME, NEWEST
from profiles import counting as of_people
from profiles.cards import cards as people_cards
from profiles.models import Profile, ProfileSkill
from search.results import Group


class Showcases(Listing):
    name, kind = "showcases", of_showcases.KIND
    model, claims, cards, match = Showcase, ShowcaseSkill, showcase_cards, staticmethod(match_showcases)
    noun = "showcase", "showcases"
    heading = "Showcases"
    lede = "Work told by the people who did it: what was the matter, what they did and what came of it."
    search_label = "Search the showcases"
    sorts = {"newest": ("Newest", ""), "title": ("Title", "title")}
    tie = NEWEST
    looks_for_work = True


class People(Listing):
    name, kind = "people", of_people.KIND
    model, claims, cards, match = Profile, ProfileSkill, people_cards, staticmethod(match_people)
    noun = "person", "people"
    heading = "People"
    lede = "Who does this work, where, and what they can do. Find somebody who knows what you want to know."
    search_label = "Search the people"
    by_likeliness = False
    best = "Where the words stand"
    sorts = {"name": ("Name", "name"), "updated": ("Recently updated", "updated")}
    tie = BY_NAME

    @cached_property
    def groups(self):
        """{Group: set} of all that was found, as `search.results.Found.groups` has it."""
        if not self.found:
            return dict.fromkeys(Group, 0)
        looked = self.looked
        able = self.meanings.able(looked.question.words, nearly=not looked.strict)
        return looked.groups(self.found, able)

    def by_relevance(self, within):
        """Group by group, in each of them A to Z."""
        return self.by_name(within & those for those in self.groups.values())

    def by_name(self, parts):
        """Sets of people one after the other, each A to Z, for a paginator."""
        return Ordered(self.pages, parts, self.sorts["name"][1])

    def in_groups(self):
        """What is on the page as `finding.groups.headed` has it, where people stand by where the words stand."""
        for person in self.page:
            person.group = next(group for group, those in self.groups.items() if those >> person.bit & 1)
        return headed(self.page, self.looked.question)

    def explain(self, people):
        """Give each of `people` (one page) those of its claims as `claimed` that it was narrowed down to."""
        [facet] = [facet for facet in self.facets if facet.name == SkillFacet.name]
        claims = facet.of_chosen([person.pk for person in people]) if facet.chosen else {}
        for person in people:
            person.claimed = claims.get(person.pk, ())
