"""Institutions and those who work there."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress

from bench.making import names
from people.models import Institution, InstitutionDomain, InstitutionKind, Membership, Standing, User
from reading.addresses import slug_of, unused
from reading.names import without_article

MOST_INSTITUTIONS, PEOPLE_EACH = 300, 6
UNIT_EACH = 4  # one of so many is a unit of another
COUNTRIES = """
GB GB GB GB GB IE US US CA AU NZ DE FR NL BE ES PT IT AT CH PL CZ SE NO DK FI GR IN ZA SG KE
"""
COUNTRIES = COUNTRIES.split()
CALLED = {
    InstitutionKind.UNIVERSITY: "University of {} Library",
    InstitutionKind.NATIONAL: "National Library of {}",
    InstitutionKind.ARCHIVE: "{} City Archive",
    InstitutionKind.PUBLIC: "{} Public Library",
    InstitutionKind.MUSEUM: "The {} Museum Library",
    InstitutionKind.CATHEDRAL: "{} Cathedral Library",
    InstitutionKind.CONSERVATION: "{} Conservation Studio",
    InstitutionKind.LEARNED_SOCIETY: "Learned Society of {}",
}
KINDS = [kind for kind, often in zip(CALLED, (12, 1, 4, 3, 2, 1, 1, 1), strict=True) for _ in range(often)]
UNITS = ("Special Collections of {}", "{} Conservation Workshop", "{} Digitisation Centre", "{} Medical Library")
JOINED_FROM = datetime(2017, 1, 9, 9, tzinfo=UTC)
LEFT_SHARE, LEFT_ON = 0.03, date(2026, 9, 30)


class Taken:
    """Addresses that are given out, those that the database has among them."""

    def __init__(self, model):
        self.slugs = set(model.objects.values_list("slug", flat=True))

    def unused(self, text, longest=100):
        slug = unused(slug_of(text, longest), self.slugs.intersection)
        self.slugs.add(slug)
        return slug


class Community:
    """`institutions` and `people` are unsaved rows that have numbers; `place_of` says where somebody works."""

    def __init__(self, people, first_numbers):
        self.first = first_numbers
        self.institutions = list(self._institutions(min(MOST_INSTITUTIONS, max(2, people // PEOPLE_EACH))))
        self.people, self.place_of, self.staff_of = [], {}, defaultdict(list)
        self.rows = []  # what else belongs to them
        for number in range(people):
            self._hire(number)

    def _institutions(self, number):
        chance, taken, found = Random("institutions"), Taken(Institution), {}
        wholes = max(2, number - number // UNIT_EACH)
        for at in range(number):
            parent = None if at < wholes else list(found.values())[at - wholes]
            name = ""
            while not name or name in found:
                kind = parent.kind if parent else chance.choice(KINDS)
                name = (chance.choice(UNITS) if parent else CALLED[kind]).format(names.place(chance))
            slug = taken.unused(name, 80)
            found[name] = Institution(
                pk=self.first[Institution] + at, name=name, slug=slug, kind=kind, parent=parent,
                country=parent.country if parent else COUNTRIES[at % len(COUNTRIES)],
                website=f"https://{slug}.example/", sort_key=without_article(name)[:160],
                about=f"{name} keeps what others would have lost, and lends it.",
            )  # fmt: skip
        return found.values()

    def _hire(self, number):
        """The first two of each institution look after it; of the others, few places have many."""
        chance, places = Random(f"person {number}"), self.institutions
        manages = number < 2 * len(places)
        place = places[number // 2] if manages else places[int(len(places) * chance.random() ** 2)]
        joined = JOINED_FROM + timedelta(days=chance.randrange(600), minutes=number % 480)
        name, address = names.person(chance), f"person{number}@{place.slug}.example"
        user = User(
            pk=self.first[User] + number, key=f"{chance.getrandbits(64):016x}", email=address, name=name,
            password="!made up, cannot log in", joined_at=joined,
        )  # fmt: skip
        left = not manages and chance.random() < LEFT_SHARE
        self.rows += [
            EmailAddress(user=user, email=address, verified=True, primary=True),
            Membership(
                user=user, institution=place, standing=Standing.MANAGER if manages else Standing.STAFF,
                since=joined.date(), until=LEFT_ON if left else None,
            ),
        ]  # fmt: skip
        self.people.append(user)
        self.place_of[user.pk] = place
        self.staff_of[place.pk].append(user)

    def reviewer_for(self, user):
        """Who looks after the place where `user` works, and is not them."""
        return next(one for one in self.staff_of[self.place_of[user.pk].pk] if one.pk != user.pk)

    def add_to(self, copier):
        copier.add(*self.institutions)
        copier.add(*(InstitutionDomain(institution=each, domain=f"{each.slug}.example") for each in self.institutions))
        copier.add(*self.people, *self.rows)
