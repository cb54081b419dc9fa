"""The weighted search vector that a live page keeps: how every kind builds its own. See also `skills.search`."""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchVector
from django.db.models import Func, TextField, Value
from django.db.models.functions import Concat

CONFIG = "colophon"  # review/migrations/0002: English stems, accents ignored


class Opened(Func):
    """PostgreSQL takes OCR/HTR for a file name and the -21 of MARC-21 for a number below zero."""

    template = r"regexp_replace(%(expressions)s, '(\w)[-/](?=\w)', '\1 ', 'g')"
    output_field = TextField()


def every(rows, *fields):
    """One text of `fields` of all `rows`, which are filtered by an OuterRef of the row being indexed."""
    text = Concat(*[part for field in fields for part in (field, Value(" "))], output_field=TextField())
    rows = rows.order_by() if rows.query.distinct else rows.order_by("pk")  # the same rows give the same vector
    texts = ArraySubquery(rows.values(found=text))
    return Func(texts, Value(" "), function="array_to_string", output_field=TextField())


def weighted(**texts):
    """A vector of the fields and expressions listed under each weight: weighted(a=[...], b=[...])."""
    vectors = [
        SearchVector(*[Opened(text) for text in of_weight], weight=weight.upper(), config=CONFIG)
        for weight, of_weight in texts.items()
    ]
    vector = vectors[0]
    for more in vectors[1:]:
        vector += more
    return vector
