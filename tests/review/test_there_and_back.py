"""Publishing and reading back are inverses, for every kind and for all that it asks for."""

import pytest
from hypothesis import given

from drafting.services import checked
from review import kinds, services
from review.models import Published
from tests.contents import World, contents
from tests.drawn import a_picture
from tests.factories import InstitutionFactory, SkillFactory, UserFactory, live_of
from tests.helpers import as_if, content_of, often

KINDS = [kind.slug for kind in kinds.every()]
DERIVED = {  # columns that follow from others, by kind
    "profile": {"name", "sort_key", "search"},
    "showcase": {"sort_key", "search", "first_year", "last_year"},
    "scope-note": {"institution"},  # where it was written
}
STAMPED = {field.name for field in Published._meta.get_fields()}


# -- what is declared is all that there is -----------------------------------------------------------------


def columns_of(model, *besides):
    """Names of what is stored; the columns of a date go by the date's name."""
    names = {field.name for field in model._meta.concrete_fields if not field.primary_key}
    for date in model._meta.private_fields:
        names -= {f"{date.name}_{part}" for part in ("words", "edtf", "earliest", "latest")}
        names.add(date.name)
    return names - set(besides)


def forgotten(kind, publication, derived):
    """What of a kind's content or tables is not declared, in words; nothing, if all is well."""
    steps, model = kind.content.steps, publication.model
    asked = {name for step in steps if step.form for name in step.form.base_fields}
    groups = {rows.name: rows.form.base_fields for step in steps for rows in step.rows}
    parts = {part.name: part for part in publication.parts}
    found = [f"field {name}" for name in asked ^ set(publication.columns)]
    found += [f"rows {name}" for name in groups.keys() ^ parts.keys()]
    known = {*publication.columns, *derived, *STAMPED, publication.owner}
    found += [f"column {name}" for name in columns_of(model) ^ known]
    tables = {relation.related_model for relation in model._meta.related_objects if is_part(relation, model)}
    for name, part in parts.items():
        manager = model._meta.get_field(part.manager or name)
        row = manager.related_model
        tables.discard(row)
        here = columns_of(row, "position", manager.field.name)
        written = {part.columns.get(field, field) for field in groups.get(name, ()) if field not in part.lists}
        found += [f"column {row.__name__}.{column}" for column in here ^ written]
        for field, (related, column) in part.lists.items():
            relation = row._meta.get_field(related)
            extra = columns_of(relation.related_model, "position", relation.field.name) ^ {column}
            found += [f"column {relation.related_model.__name__}.{one}" for one in extra]
            assert field in groups[name]
    return found + [f"table {table.__name__}" for table in tables]


def is_part(relation, model):
    """A table of the kind's own app whose rows belong to the live thing."""
    return relation.one_to_many and relation.related_model._meta.app_label == model._meta.app_label


@pytest.mark.parametrize("slug", KINDS)
def test_every_field_row_and_column_of_a_kind_is_declared(slug):
    kind = kinds.get(slug)
    assert forgotten(kind, kind.publication, DERIVED[slug]) == []


def test_so_it_is_for_a_kind_that_only_tests_know(recipe):
    assert forgotten(recipe, recipe.publication, set()) == []


def test_a_column_or_a_table_that_somebody_forgets_is_told():
    kind = kinds.get("profile")

    class Without(type(kind.publication)):
        columns = tuple(name for name in kind.publication.columns if name != "unit")
        parts = kind.publication.parts[:-1]

    told = forgotten(kind, Without(), DERIVED["profile"])
    assert set(told) == {"field unit", "column unit", "rows links", "table ProfileLink"}
    assert forgotten(kind, kind.publication, {"name", "sort_key"}) == ["column search"]


# -- and all of it comes back ------------------------------------------------------------------------------


def said(live):
    """All that is stored of a live thing but when, by whom and where, its rows in their order."""
    publication = next(k.publication for k in kinds.every() if isinstance(live, k.publication.model))
    values = {name: getattr(live, name) for name in columns_of(type(live), *STAMPED)}
    for part in publication.parts:
        manager = getattr(live, part.manager or part.name)
        columns = columns_of(manager.model, manager.field.name)
        values[part.name] = [
            {name: getattr(row, name) for name in columns}
            | {
                related: [getattr(one, column) for one in getattr(row, related).all()]
                for related, column in part.lists.values()
            }
            for row in manager.order_by("position")
        ]
    return values


def agrees(live, cleaned, publication):
    """What is live is what was checked, value for value."""
    stored = said(live)
    for name in publication.columns:
        assert stored[name] == cleaned[name], name
    for part in publication.parts:
        assert len(stored[part.name]) == len(cleaned[part.name]), part.name
        for number, (row, typed) in enumerate(zip(stored[part.name], cleaned[part.name], strict=True)):
            assert row["position"] == number
            for name, value in typed.items():
                assert row[part.lists[name][0] if name in part.lists else part.columns.get(name, name)] == value, name


@pytest.fixture
def world(author, library):
    return World.of(
        own=[library],
        institutions=InstitutionFactory.create_batch(8),
        skills=[SkillFactory(slug=f"skill-{letter}") for letter in "abcdefghijklm"],
        members=[author, *(UserFactory(name="Ewan Strand") for _ in range(31))],
        pictures=[a_picture(by=author) for _ in range(2)],
    )


def there_and_back(kind, content, author, library, manager):
    """Publish it, read it back, publish that: the same page and the same content."""

    def publish(typed, live=None):
        draft = services.start(kind, by=author, institution=library, live=live, content=typed)
        whole = checked(draft)
        assert whole.problems == []
        services.move(draft, "submit", by=author)
        live = live_of(services.move(draft, "approve", by=manager))
        agrees(live, whole.cleaned, kind.publication)
        return live

    with as_if():
        first = publish(content)
        was, read = said(first), content_of(first)
        second = publish(read, live=first)
        assert second.version == first.version + 1
        assert said(second) == was
        assert content_of(second) == read


@pytest.mark.soak
@pytest.mark.parametrize("slug", KINDS)
def test_what_is_published_reads_back_as_content_that_publishes_the_same(slug, world, author, library, manager):
    kind = kinds.get(slug)

    @often(6)
    @given(contents(kind.content, world))
    def holds(content):
        there_and_back(kind, content, author, library, manager)

    holds()


@pytest.mark.soak
@pytest.mark.parametrize("slug", KINDS)
def test_so_does_what_is_full_to_the_brim(slug, world, author, library, manager):
    kind = kinds.get(slug)

    @often(2)
    @given(contents(kind.content, world, full=True))
    def holds(content):
        assert all(content[rows.name] for step in kind.content.steps for rows in step.rows)
        there_and_back(kind, content, author, library, manager)

    holds()
