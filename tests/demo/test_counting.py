"""What lists count and how they are divided, held against a plain reading of the same pages, one by one."""

import random
from collections import Counter, defaultdict
from datetime import date

import pytest

from commitment.models import Showcase, ShowcaseSkill
from finding.address import FACETS
from people.models import Institution
from profiles.models import Profile, ProfileSkill
from skills.models import Skill
from tests.helpers import many, seed

WORDS = (
    *("parchment", "data", "library", "photograph burnt parchment", "teaching students", '"open access"', "metadat"),
    *("-data", "archives OR maps", "welsh", "who can read old handwriting?", "conserv*", "digitization", "zzzzzz"),
)
ROUNDS = 30  # twenty times as many in `make soak`


class Reading:
    """Of each page, {facet: {values by which it is found}}."""

    def __init__(self, path):
        self.is_people = path == "/people/"
        model, claims = (Profile, ProfileSkill) if self.is_people else (Showcase, ShowcaseSkill)
        self.places = {place.pk: place for place in Institution.objects.all()}
        self.above = {skill.pk: list(skill.broader.all()) for skill in Skill.objects.prefetch_related("broader")}
        self.gone = {skill.slug for skill in Skill.objects.all() if skill.is_deprecated}
        self.claims = defaultdict(list)
        for claim in claims.objects.select_related("tag__instead"):
            self.claims[claim.content_object_id].append((self.up(claim.tag.current()), getattr(claim, "level", 0)))
        self.pages = {live.pk: self.read(live) for live in model.objects.filter(withdrawn_at=None)}

    def up(self, skill):
        """The slugs of a skill and of all that take it in; what is in use no more is nothing to choose."""
        found, waiting = set(), [skill]
        while waiting:
            if (one := waiting.pop()).slug not in found:
                found.add(one.slug)
                waiting += self.above[one.pk]
        return found - self.gone

    def read(self, live):
        place, line = self.places[live.institution_id], []
        while place:
            line.append(place.slug)
            place = self.places.get(place.parent_id)
        own = self.places[live.institution_id]
        facts = {"institution": set(line), "kind": {own.kind}, "country": {own.country}}
        facts["skill"] = set().union(*(slugs for slugs, _ in self.claims[live.pk]))
        if self.is_people:
            return facts | {"family": set(live.role_families)}
        years = range(live.first_year, (live.last_year or max(live.first_year, date.today().year)) + 1)
        roles = {role for one in live.contributors.all() for role in (*one.credit_roles, *one.library_roles)}
        return facts | {"pillar": set(live.pillars), "year": set(map(str, years)), "role": roles}

    def has(self, number, name, chosen, asked):
        if name == "level":
            wanted = set(asked.get("skill", ()))
            return any(wanted & slugs and level >= int(chosen[0]) for slugs, level in self.claims[number])
        return bool(self.pages[number][name] & set(chosen))

    def values(self, number, name, asked):
        """What it would be found by: with a level chosen, only what it claims at that level."""
        if name != "skill" or "level" not in asked:
            return self.pages[number][name]
        return set().union(*(slugs for slugs, level in self.claims[number] if level >= int(asked["level"][0])))

    def narrowed(self, numbers, asked, besides=()):
        return [
            n for n in numbers if all(self.has(n, *pair, asked) for pair in asked.items() if pair[0] not in besides)
        ]


def every(get, path, asked):
    """All things of a list, page by page, as they come."""
    page = get(path, asked).context["page"]
    rows = list(page)
    for number in range(2, page.paginator.num_pages + 1):
        rows += get(path, asked | {"page": number}).context["page"]
    assert len(rows) == page.paginator.count
    return rows


def lines(facet):
    """{value: count} of a facet as it is drawn."""
    found, waiting = {}, [one for part in facet["parts"] for one in part["options"]]
    while waiting:
        one = waiting.pop()
        assert found.setdefault(one.value, one.count) == one.count
        waiting += one.below
    return found


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("path", ["/showcases/", "/people/"])
def test_what_facets_count_is_what_is_there(demo, browse, path):
    visitor, begun, reading = browse(), seed(), Reading(path)
    chance = random.Random(begun)
    by_words = {q: {live.pk for live in every(visitor.get, path, {"q": q})} for q in ("", *WORDS)}
    for _ in range(many(ROUNDS)):
        q, asked = chance.choice(["", *WORDS]), {}
        for name in chance.sample(sorted(next(iter(reading.pages.values()))), chance.choice([0, 1, 1, 2, 2, 3])):
            among = sorted(set().union(*(facts[name] for facts in reading.pages.values())))
            asked[name] = chance.sample(among, 1 if name == "year" else min(len(among), chance.choice([1, 1, 2, 3])))
        if path == "/people/" and "skill" in asked and chance.random() < 0.5:
            asked["level"] = [chance.choice("1234")]
        context = visitor.get(path, {"q": q, **asked, "all": FACETS}).context
        here = f"{begun}: {path} {q} {asked}"
        taken = {facet["name"]: {v for v, _ in _chosen(facet)} for facet in context["facets"]}
        if any(set(values) != taken.get(name, set()) for name, values in asked.items()):
            continue  # one that stands for another was chosen beside it
        there = reading.narrowed(by_words[q], asked)
        assert context["page"].paginator.count == len(there), here
        for facet in context["facets"]:
            name = facet["name"]
            if name == "level":
                continue
            beside = reading.narrowed(by_words[q], asked, {name, "level"} if name == "skill" else {name})
            counted = Counter(value for number in beside for value in reading.values(number, name, asked))
            assert {v: n for v, n in lines(facet).items() if n} == dict(counted), f"{here}: {name}"


def _chosen(facet):
    waiting = [one for part in facet["parts"] for one in part["options"]]
    while waiting:
        one = waiting.pop()
        waiting += one.below
        if one.selected:
            yield one.value, one.label


@pytest.mark.slow
@pytest.mark.parametrize("sort", ["", "name", "updated"])
@pytest.mark.parametrize("q", WORDS)
def test_people_stand_in_their_groups_from_a_to_z_and_each_once(demo, browse, q, sort):
    people = every(browse().get, "/people/", {"q": q, "sort": sort})
    assert len({person.pk for person in people}) == len(people)
    again = every(browse().get, "/people/", {"q": q, "sort": sort})
    assert again == people
    if not sort:
        filed = dict(Profile.objects.values_list("pk", "sort_key"))
        keys = [(person.group, filed[person.pk], person.pk) for person in people]
        assert keys == sorted(keys)
