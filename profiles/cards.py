"""People as lists show them."""

from typing import NamedTuple

from django.db.models import Case, F, When
from django.urls import reverse
from django.utils.functional import cached_property

from pictures import columns
from postgres.cards import Card, Cards, Named
from profiles.models import Profile
from profiles.queries import with_place


class Row(NamedTuple):
    pk: int
    bit: int
    slug: str
    name: str
    job_title: str
    hook: str
    place: str
    left_on: object
    picture: str


def _rows():
    picture = Case(When(photo__isnull=False, then=columns.as_text("photo")))
    return with_place(Profile.objects.published()).annotate(place=F("institution__name"), picture=picture)


class PersonCard(Card):
    """What components/person_card.html shows. `group` says where in it the words of a search stand."""

    group = None

    def __str__(self):
        return self.row.name

    def get_absolute_url(self):
        return reverse("person", args=[self.row.slug])

    @property
    def institution(self):
        return Named(self.row.place)

    @cached_property
    def photo(self):
        return columns.read(self.row.picture) if self.row.picture else None


cards = Cards(PersonCard, Row, _rows)
