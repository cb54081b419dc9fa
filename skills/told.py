"""What a page says beyond its card, so that a list can say where the words of a search were found.

A kind gathers its own with what is here, in one statement for all cards of a list.
"""

from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, OuterRef, TextField, Value
from django.db.models.functions import Coalesce

from skills.models import Sort

BETWEEN = "\x1f"  # what no text has: people's input is without control characters


class Told(NamedTuple):
    """A text (in Markdown, if it is a long one), where on the page it stands, and what to quote in its place if it
    is not shown there itself.
    """

    where: str
    text: str
    instead: str = ""


def texts_of(model, page, *fields):
    """An array of the texts in `fields` of the rows of `model` whose foreign key is `page`, for `annotate`."""
    return _array(model.objects.filter(**{page: OuterRef("pk")}).order_by("position"), *fields)


def names_of(claims):
    """An array for `skills_in`: the skills claimed, by the model `claims`, with all that they are found by."""
    rows = claims.objects.filter(content_object=OuterRef("pk")).order_by("position", "tag__reached_from__broad")
    above = "tag__reached_from__broad"
    today, wider = (Coalesce(f"{path}__instead__name", f"{path}__name") for path in ("tag", above))
    label = [Coalesce(f"{above}__labels__{field}", Value("")) for field in ("sort", "text")]
    return _array(rows, today, wider, *label)


def _array(rows, *fields):
    return ArraySubquery(
        rows.values(text=Func(Value(BETWEEN), *fields, function="CONCAT_WS", output_field=TextField()))
    )


def each(where, rows):
    """[Told], made as they are asked for, of an array that `texts_of` has made."""
    return (Told(where, text) for row in rows for text in row.split(BETWEEN) if text)


def skills_in(rows):
    """The same of an array that `names_of` has made, first the names by which the skills themselves go."""
    parts = [row.split(BETWEEN) for row in rows]
    yield from (Told("Skill", name) for name in dict.fromkeys(name for name, *_ in parts))
    for name, above in dict.fromkeys((name, above) for name, above, *_ in parts if above != name):
        yield Told("Skill", f"{name}, part of {above}")
    for name, above, sort, label in parts:
        called = name if above == name else f"{name}, part of {above}"
        if sort == Sort.HIDDEN:
            yield Told("Skill", label, called)
        elif label:
            yield Told("Skill", f"{called} ({label})")
