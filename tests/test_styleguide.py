"""The gallery shows every component that the pages use, and no other, as the pages would."""

import re

import pytest
from django.urls import reverse

from demo import samples, styleguide
from tests.conftest import queries
from tests.pages import Page
from tests.tree import MARKUP, ROOT, name_of, text_of

COMPONENTS = sorted((ROOT / "templates/components").glob("*.html"))
GALLERY = ROOT / "templates/styleguide.html"


def takes_in(path, component):
    return f'"components/{component.name}"' in text_of(path)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_is_used_by_a_page(component):
    """By one that is no component and not the gallery, or by a component that such a page uses."""
    users, pages = {component}, set()
    while True:
        found = {path for path in MARKUP if path != GALLERY and any(takes_in(path, user) for user in users)}
        pages |= found - set(COMPONENTS)
        if found & set(COMPONENTS) <= users:
            break
        users |= found & set(COMPONENTS)
    assert pages, f"no page uses {name_of(component)}"


def test_every_component_is_shown(client, db):
    answer = client.get(reverse("styleguide"))
    drawn = {template.name for template in answer.templates}
    assert drawn >= {f"components/{path.name}" for path in COMPONENTS}
    for path in COMPONENTS:
        for name in re.findall(r'\s(?:class|id)="([\w-]+)', text_of(path))[:1]:
            assert re.search(rf'(?:class|id)="{name}\b', answer.content.decode()), f"{name_of(path)} shows nothing"


def test_the_gallery_asks_the_database_nothing(client, db):
    [asked] = queries(client, reverse("styleguide"))
    assert "people_edition" in asked  # under which it is kept


def test_no_two_things_of_the_gallery_have_one_id(client, db):
    page = Page(client.get(reverse("styleguide")))
    assert len(page.ids) == len(set(page.ids))


def test_every_place_in_the_gallery_is_there(client, db):
    page = Page(client.get(reverse("styleguide")))
    here = {href.removeprefix("#") for _, href in page.links if href.startswith("#")}
    assert here <= set(page.ids)


def test_the_samples_are_the_things_themselves():
    """No doubles, which stay as they are when the models change."""
    for module in (samples, styleguide):
        assert "SimpleNamespace" not in text_of(ROOT / f"{module.__name__.replace('.', '/')}.py")
    live = samples.showcase()
    for part in live._meta.related_objects:
        for thing in getattr(live, part.related_name).all():
            assert isinstance(thing, part.related_model)
    for kept in (live, *samples.PEOPLE, *samples.SKILLS, *samples.PLACES.values()):
        assert kept._state.adding
