"""The parts that live pages have many of: out of content, into rows and back. Used by every kind."""

OUTCOME_FIELDS = ("measure", "before", "after", "unit", "source")


def as_text(value):
    """A stored value as somebody would have typed it."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "normalize"):
        return format(value.normalize(), "f")
    return value if isinstance(value, list) else str(getattr(value, "pk", value))


def rows_of(things, names):
    return [{name: as_text(getattr(thing, name)) for name in names} for thing in things]


def replace_rows(manager, rows):
    """Put `rows` (dicts) in the place of what a one-to-many `manager` holds, in their order."""
    manager.all().delete()
    holder = {manager.field.name: manager.instance}
    return manager.model.objects.bulk_create(
        [manager.model(position=position, **holder, **row) for position, row in enumerate(rows)]
    )


def replace_skills(manager, rows, names=()):
    """The skills of a live thing, in order. taggit's own `set` would take a query for each."""
    manager.all().delete()
    manager.model.objects.bulk_create(
        [
            manager.model(
                content_object=manager.instance, tag=row["skill"], position=position,
                **{name: row[name] for name in names},
            )
            for position, row in enumerate(rows)
        ]
    )  # fmt: skip


def twice(step, group, things):
    """Problems for things that occur twice in a row group."""
    seen, found = set(), []
    for index, thing in enumerate(things):
        if thing in seen:
            field = "skill" if group == "skills" else "institution"
            found.append((step, f"{group}-{index}-{field}", f"“{thing}” is there twice. Remove one of them."))
        seen.add(thing)
    return found


def surname_first(name):
    """“Tolland Mairi” of “Mairi Tolland”: people are listed by their last name."""
    first, _, last = name.strip().rpartition(" ")
    return f"{last} {first}".strip()
