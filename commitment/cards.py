"""Showcases as lists show them."""

from typing import NamedTuple

from django.db.models import CharField, F, Func, OuterRef, Subquery, Value
from django.urls import reverse
from django.utils.functional import cached_property

from commitment.covers import cover_of
from commitment.models import Showcase, ShowcasePicture
from commitment.pillars import BY_SLUG
from pictures import columns
from postgres.cards import Card, Cards, Named
from reading.dates import WrittenDate, lasting


class Row(NamedTuple):
    pk: int
    bit: int
    slug: str
    shelf_mark: str
    version: int
    title: str
    summary: str
    listed: str
    first_published_at: object
    place: str
    started_words: str
    started_edtf: str
    ended_words: str
    ended_edtf: str
    picture: str


def _rows():
    first = ShowcasePicture.objects.filter(showcase=OuterRef("pk")).order_by("position")
    return Showcase.objects.published().annotate(
        listed=Func(F("pillars"), Value(" "), function="ARRAY_TO_STRING", output_field=CharField()),
        place=F("institution__name"),
        picture=Subquery(first.values(it=columns.as_text("picture"))[:1]),
    )


class ShowcaseCard(Card):
    """What components/showcase_card.html shows."""

    def __str__(self):
        return self.row.title

    def get_absolute_url(self):
        return reverse("showcase", args=[self.row.slug])

    @property
    def institution(self):
        return Named(self.row.place)

    @property
    def pillar_list(self):
        return [BY_SLUG[slug] for slug in self.row.listed.split() if slug in BY_SLUG]

    @cached_property
    def cover(self):
        return columns.read(self.row.picture) if self.row.picture else cover_of(self.row)

    @property
    def years(self):
        """See `Showcase.years`."""
        row = self.row
        ended = WrittenDate(row.ended_words, row.ended_edtf) if row.ended_edtf else None
        return lasting(WrittenDate(row.started_words, row.started_edtf), ended).whole_years.shown


cards = Cards(ShowcaseCard, Row, _rows)
