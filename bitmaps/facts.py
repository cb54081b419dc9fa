"""What most pages are counted by: `facts(rows)` for `bitmaps.kinds`, of columns of theirs."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import CharField, F, Func


def by(column):
    """By its value, where there is one."""

    def facts(rows):
        return rows.order_by().exclude(**{column: None}).values_list(column).annotate(bits=ArrayAgg("bit"))

    return facts


def by_each(column):
    """By each of the values of an array."""

    def facts(rows):
        each = Func(F(column), function="unnest", output_field=CharField())
        return rows.order_by().annotate(value=each).values_list("value").annotate(bits=ArrayAgg("bit"))

    return facts
