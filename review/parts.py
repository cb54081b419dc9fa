"""The rows that live pages have many of: written out of cleaned content and read back, in their order."""

from dataclasses import dataclass, field

from pictures.models import Upload
from reading.text import quoted


@dataclass(frozen=True)
class PartRows:
    """A row group of the content, kept in a table of its own.

    `name` is the group's in the content, `manager` the related manager of the live thing (the same, unless it
    says otherwise). Fields are columns of the same name; `columns` says which are called otherwise, as
    {name in the content: column}. `lists` are fields that hold several things, as {name in the content: (related
    manager of the row, column)}; they have tables with a position too. `fetch` is what reading needs of other tables.
    """

    name: str
    manager: str = ""
    columns: dict = field(default_factory=dict)
    lists: dict = field(default_factory=dict)
    fetch: tuple[str, ...] = ()

    def _rows(self, live):
        return getattr(live, self.manager or self.name)

    def write(self, live, cleaned, *, is_new=False):
        """Replace what `live` has by the `cleaned` rows (dicts of Python values); `is_new` where it has none yet."""
        manager = self._rows(live)
        if not is_new:
            manager.all().delete()
        owner = {manager.field.name: live}
        rows = manager.model.objects.bulk_create(
            manager.model(
                position=position,
                **owner,
                **{self.columns.get(name, name): value for name, value in row.items() if name not in self.lists},
            )
            for position, row in enumerate(cleaned)
        )
        for name, (related, column) in self.lists.items():
            model, holder = self._list(manager.model, related)
            model.objects.bulk_create(
                model(position=position, **{holder: row, column: thing})
                for row, values in zip(rows, cleaned, strict=True)
                for position, thing in enumerate(values[name])
            )

    def read(self, live, fields):
        """The rows as content; `fields` are the form's, by name."""
        manager = self._rows(live)
        single = [self.columns.get(name, name) for name in fields if name not in self.lists]
        foreign = [column for column in single if manager.model._meta.get_field(column).is_relation]
        nested = [f"{related}__{column}" for related, column in self.lists.values()]
        rows = manager.select_related(*foreign) if foreign else manager.all()
        return [
            {name: field.from_value(self._value(row, name)) for name, field in fields.items()}
            for row in rows.order_by("position").prefetch_related(*nested, *self.fetch)
        ]

    def _value(self, row, name):
        if name in self.lists:
            related, column = self.lists[name]
            return [getattr(one, column) for one in getattr(row, related).all()]
        return getattr(row, self.columns.get(name, name))

    @staticmethod
    def _list(model, related):
        """(model, name of its foreign key to the row) behind a related manager of the row."""
        relation = model._meta.get_field(related)
        return relation.related_model, relation.field.name

    def pictures_of(self, live):
        """Ids of the pictures in these rows."""
        manager = self._rows(live)
        return [
            pk
            for column in manager.model._meta.get_fields()
            if column.is_relation and column.related_model is Upload and not column.auto_created
            for pk in manager.exclude(**{column.name: None}).values_list(f"{column.name}_id", flat=True)
        ]


def twice(step, group, field, things, key=None):
    """Problems (for `Content.cross_check`) for things that occur twice in a row group: by `key`, if there is one."""
    seen, found = set(), []
    for index, thing in enumerate(things):
        same = key(thing) if key else thing
        if same in seen:
            found.append((step, f"{group}-{index}-{field}", f"{quoted(thing)} is there twice. Remove one of them."))
        seen.add(same)
    return found
