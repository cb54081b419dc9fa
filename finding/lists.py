"""The two lists of published pages: showcases, and people, who are never ranked against each other."""

from commitment import queries as of_showcases
from commitment.models import Showcase, ShowcaseSkill
from finding.facets.skill import SkillFacet
from finding.listing import Listing
from finding.matches import match_people, match_showcases
from finding.orders import BY_NAME, NEWEST
from profiles import queries as of_people
from profiles.models import Profile, ProfileSkill


class Showcases(Listing):
    name = "showcases"
    model, claims, match = Showcase, ShowcaseSkill, staticmethod(match_showcases)
    noun = "showcase", "showcases"
    heading = "Showcases"
    lede = "Work told by the people who did it: what was the matter, what they did and what came of it."
    search_label = "Search the showcases"
    sorts = {"newest": ("Newest", NEWEST), "title": ("Title", ("sort_key", "pk"))}
    tie = NEWEST
    looks_for_work = True

    def with_parts(self, queryset):
        return of_showcases.for_cards(queryset)


class People(Listing):
    name = "people"
    model, claims, match = Profile, ProfileSkill, staticmethod(match_people)
    noun = "person", "people"
    heading = "People"
    lede = "Who does this work, where, and what they can do. Find somebody who knows what you want to know."
    search_label = "Search the people"
    by_likeliness = False
    best = "Where the words stand"
    sorts = {"name": ("Name", BY_NAME), "updated": ("Recently updated", ("-published_at", "-pk"))}
    tie = BY_NAME

    def by_relevance(self, results):
        return self.grouped(results).order_by("group", *BY_NAME)

    def grouped(self, results):
        """See `search.results.Found.grouped`."""
        return self.looked.grouped(results, self.meanings.able(self.looked.question.words))

    def with_parts(self, queryset):
        return of_people.for_cards(queryset)

    def explain(self, people):
        """Give each of `people` (one page) those of its claims as `claimed` that it was narrowed down to."""
        [facet] = [facet for facet in self.facets if facet.name == SkillFacet.name]
        claims = facet.of_chosen([person.pk for person in people]) if facet.chosen else {}
        for person in people:
            person.claimed = claims.get(person.pk, ())
