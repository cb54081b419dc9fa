"""A thing with all that belongs to it in one statement, where Django asks one for each sort of part.

>>> page = Whole(lambda: for_page(Showcase.objects.published()))
>>> page.get("a-slug")  # as for_page(...).filter(slug="a-slug").first() gives it
"""

import json
from decimal import Decimal

from django.contrib.postgres.aggregates import JSONBAgg
from django.contrib.postgres.search import SearchVectorField
from django.db.models import DateField, DateTimeField, OuterRef, Subquery, TextField, UUIDField
from django.db.models.functions import Cast, JSONObject

from postgres.prepared import Prepared
from postgres.replica import reads_from

MARK = "\x01"  # stands for the slug while the SQL is made
AS_TEXT = DateField, DateTimeField, UUIDField  # what JSON has no sort of value for
IDLE = {"password"}  # columns that no page shows


class Whole:
    """`rows()` is the queryset: its select_related and Prefetch objects say what belongs to a thing, as where Django
    asks for it. The statement is made once a day, by which a condition may go.
    """

    def __init__(self, rows):
        self._rows, self._asked = rows, Prepared(self._of, MARK)

    def get(self, slug):
        """The thing with this slug, or None."""
        found = self._asked.rows(slug)
        return self._shape.made(dict(zip(self._names, found[0], strict=True)), self._extra) if found else None

    def _of(self, slug):
        rows = self._rows()
        self._shape, self._extra = Shape(rows), list(rows.query.annotations)
        given = self._shape.columns() | {name: name for name in self._extra}
        made = {f"_{name}": value for name, value in given.items() if not isinstance(value, str)}
        self._names = list(given)
        asked = rows.filter(slug=slug).select_related(None).prefetch_related(None).defer(None).order_by()
        return asked.annotate(**made).values_list(*[f"_{n}" if f"_{n}" in made else n for n in given])[:1]


class Shape:
    """What is to be read of a model: its columns, what it points at, and the parts that point at it."""

    def __init__(self, rows, selected=None, put_off=None):
        self.model, self.pk = rows.model, rows.model._meta.pk.attname
        put_off = rows.query.deferred_loading[0] if put_off is None else put_off
        self.fields = [
            field
            for field in self.model._meta.concrete_fields
            if not isinstance(field, SearchVectorField) and field.name not in put_off | IDLE
        ]
        self.names = [field.attname for field in self.fields]
        self.texts = {field.attname: field for field in self.fields if isinstance(field, AS_TEXT)}
        chosen = rows.query.select_related or {} if selected is None else selected
        self.one = {name: self._pointed_at(name, below, put_off) for name, below in chosen.items()}
        lookups = rows._prefetch_related_lookups if selected is None else ()
        self.parts = dict(self._part(lookup) for lookup in lookups)

    def _pointed_at(self, name, below, put_off):
        related = self.model._meta.get_field(name).related_model._default_manager.all()
        prefix = f"{name}__"
        return Shape(related, below, {one.removeprefix(prefix) for one in put_off if one.startswith(prefix)})

    def _part(self, lookup):
        name = getattr(lookup, "prefetch_to", lookup)
        rows = getattr(lookup, "queryset", None)
        if rows is None:
            rows = self.model._meta.get_field(name).related_model._default_manager.all()
        return name, (rows, Shape(rows))

    def columns(self):
        """{name: column, or an expression} of a queryset of these."""
        found = {name: name for name in self.names}
        found |= {name: Cast(shape.as_json(f"{name}__"), TextField()) for name, shape in self.one.items()}
        return found | {name: self._asked(name) for name in self.parts}

    def as_json(self, path=""):
        """All of it as an object, at this path."""
        inner = {name: shape.as_json(f"{path}{name}__") for name, shape in self.one.items()}
        inner |= {name: self._asked(name) for name in self.parts}
        return JSONObject(**{name: f"{path}{name}" for name in self.names}, **inner)

    def _asked(self, name):
        rows, shape = self.parts[name]
        column = self.model._meta.get_field(name).field.attname
        order = rows.query.order_by or rows.model._meta.ordering or ["pk"]
        bare = rows.select_related(None).prefetch_related(None).defer(None).order_by()
        each = bare.filter(**{column: OuterRef("pk")}).values(column)
        return Subquery(each.annotate(every=JSONBAgg(shape.as_json(), order_by=list(order))).values("every"))

    def made(self, row, extra=()):
        """An instance out of {name: value}, with what it points at and its parts, as if Django had fetched them."""
        thing = self.model.from_db(reads_from(), self.names, [self._read(name, row[name]) for name in self.names])
        for name in extra:
            setattr(thing, name, row[name])
        for name, shape in self.one.items():
            below = _parsed(row[name])
            is_there = below and below[shape.pk] is not None
            thing._state.fields_cache[name] = shape.made(below) if is_there else None
        if self.parts:
            found = {name: _parsed(row[name]) or () for name in self.parts}
            made = {name: [self.parts[name][1].made(one) for one in those] for name, those in found.items()}
            thing._prefetched_objects_cache = made
        return thing

    def _read(self, name, value):
        return self.texts[name].to_python(value) if name in self.texts and isinstance(value, str) else value


def _parsed(value):
    return json.loads(value, parse_float=Decimal) if isinstance(value, str) else value
