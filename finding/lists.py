"""The two lists of published pages: showcases, and people, who are never ranked against each other."""

from bitmaps import sets
from commitment import counting as of_showcases
from commitment.cards import cards as showcase_cards
from commitment.models import Showcase, ShowcaseSkill
from finding.facets.skill import SkillFacet
from finding.groups import headed
from finding.listing import Listing
from finding.matches import match_people, match_showcases
from finding.orders import BY_NAME, NEWEST
from profiles import counting as of_people
from profiles.cards import cards as people_cards
from profiles.models import Profile, ProfileSkill


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

    def by_relevance(self, within):
        return InGroups(self, within)

    def in_groups(self):
        """What is on the page as `finding.groups.headed` has it, where people stand by where the words stand."""
        for person in self.page:
            person.group = self.page.paginator.object_list.groups[person.bit]
        return headed(self.page, self.looked.question)

    def grouped(self, within):
        """A queryset of the set `within`, see `search.results.Found.grouped`."""
        rows = self.model.objects.published().filter(bit__among=sets.members(within))
        looked = self.looked
        return looked.grouped(rows, self.meanings.able(looked.question.words, nearly=not looked.strict))

    def explain(self, people):
        """Give each of `people` (one page) those of its claims as `claimed` that it was narrowed down to."""
        [facet] = [facet for facet in self.facets if facet.name == SkillFacet.name]
        claims = facet.of_chosen([person.pk for person in people]) if facet.chosen else {}
        for person in people:
            person.claimed = claims.get(person.pk, ())


class InGroups:
    """The set `within` of what `people` (the list) found, group by group, in each of them A to Z. For a paginator."""

    def __init__(self, people, within):
        self._people, self._within, self.groups = people, within, {}

    def __len__(self):
        return self._within.bit_count()

    def __getitem__(self, place):
        rows = self._people.grouped(self._within).order_by("group", *BY_NAME)
        self.groups = dict(rows.values_list("bit", "group")[place])
        return list(self.groups)
