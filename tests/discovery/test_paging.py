"""Every list in every order shows each thing on one of its pages, also where many are alike."""

import pytest

from bitmaps import kinds
from finding.listing import PER_PAGE
from people.models import Institution
from tests.discovery import make
from tests.discovery.conftest import LISTS
from tests.factories import InstitutionFactory, UserFactory

MADE = 2 * PER_PAGE + 3
WHEN = make.BEGINNING
ASKED = [(path, q, sort) for path, it in LISTS.items() for q in ("", "alike") for sort in (*it.sorts, "relevance")]


@pytest.fixture
def alike(db):
    """More than two pages of things that no order tells apart but by their numbers."""
    place, reviewer = InstitutionFactory(), UserFactory()
    same = {"institution": place, "first_published_at": WHEN, "published_at": WHEN, "reviewed_by": reviewer}
    for _ in range(MADE):
        make.showcase("Alike", owner=reviewer, **same)
        make.profile("Ann Alike", **same)


def test_each_thing_stands_on_one_page(get, alike):
    for path, q, sort in ASKED:
        pages = [get(path, q=q, sort=sort, page=number).context["page"] for number in (1, 2, 3)]
        shown = [row.pk for page in pages for row in page]
        assert len(shown) == len(set(shown)) == MADE, (path, q, sort)


@pytest.mark.parametrize("kind", kinds.every(), ids=lambda kind: kind.name)
def test_every_order_ends_in_a_number(kind):
    assert {columns[-1].strip("-") for columns in kind.orders.values()} == {"pk"}


def test_each_institution_stands_on_one_page(get, db):
    Institution.objects.bulk_create(
        Institution(name=f"Alike {n}", slug=f"alike-{n}", sort_key="alike", kind="university") for n in range(MADE)
    )
    pages = [get("/institutions/", page=number).context["rows"] for number in (1, 2, 3)]
    shown = [row["institution"].pk for rows in pages for row in rows]
    assert len(shown) == len(set(shown)) == MADE
