"""What comes in one statement is what Django would fetch in many."""

import pytest
from django.template.loader import render_to_string

from commitment import queries as of_showcases
from commitment.models import Showcase
from profiles import queries as of_people
from profiles.models import Profile

KINDS = {
    "showcase": (Showcase, of_showcases, "commitment/_showcase.html"),
    "profile": (Profile, of_people, "profiles/_profile.html"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_of_the_demo_is_drawn_the_same(kind, demo, django_assert_num_queries):
    model, queries, template = KINDS[kind]
    pages = list(queries.for_page(model.objects.published()))
    assert len(pages) > 10
    for page in pages:
        with django_assert_num_queries(1):
            whole = queries.whole.get(page.slug)
            drawn = render_to_string(template, {kind: whole})
        assert drawn == render_to_string(template, {kind: page}), page.slug
        assert whole == page
        mine = {field.attname for field in model._meta.concrete_fields} - {"search"}
        assert {name: getattr(whole, name) for name in mine} == {name: getattr(page, name) for name in mine}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_there_or_was_withdrawn_is_none(kind, demo):
    model, queries, _ = KINDS[kind]
    page = model.objects.published().first()
    assert queries.whole.get("walrus") is None
    assert queries.whole.get("\x01") is None
    model.objects.filter(pk=page.pk).update(withdrawn_at=page.published_at)
    assert queries.whole.get(page.slug) is None
