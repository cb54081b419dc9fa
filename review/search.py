"""The weighted search vector that a live page keeps: how every kind builds its own. See also `skills.search`."""

from functools import reduce
from operator import add

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchVector
from django.db.models import Func, TextField, Value
from django.db.models.functions import Concat

from config.lookups import Spellings

CONFIG = "colophon"  # review/migrations/0002: English stems, without the commonest words
VERBATIM = "simple"  # PostgreSQL's own: every word as it is


def every(rows, *fields):
    """One text of `fields` of all `rows`, which are filtered by an OuterRef of the row being indexed."""
    text = Concat(*[part for field in fields for part in (field, Value(" "))], output_field=TextField())
    rows = rows.order_by() if rows.query.distinct else rows.order_by("pk")  # the same rows give the same vector
    texts = ArraySubquery(rows.values(found=text))
    return Func(texts, Value(" "), function="array_to_string", output_field=TextField())


def weighted(names, texts):
    """A vector of fields and expressions, both given as {weight: [...]}: weighted({"a": ["title"]}, {"c": ["story"]}).

    Names are found by their stems, as all else, and by their very words too: by its stems “The Who” is nothing.
    """
    everything = {weight: [*names.get(weight, ()), *texts.get(weight, ())] for weight in sorted({*names, *texts})}
    vectors = [_vector(CONFIG, *of_weight) for of_weight in everything.items()]
    vectors += [_vector(VERBATIM, *of_weight) for of_weight in names.items()]
    return reduce(add, vectors)


def _vector(config, weight, parts):
    text = Func(Value(" "), *parts, function="concat_ws", output_field=TextField())
    return SearchVector(Spellings(text), weight=weight.upper(), config=config)
