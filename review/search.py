"""The texts of a page and its parts, as `search.services` wants them: how every kind gathers its own."""

from collections import defaultdict

from search.words import Field


def texts_of(model, page, numbers, *fields):
    """{number of a page: texts of `fields` of its rows in `model`, whose foreign key is `page`}, in one statement."""
    found = defaultdict(list)
    rows = model.objects.filter(**{f"{page}__in": numbers}).order_by(page, "pk")
    for number, *texts in rows.values_list(page, *fields):
        found[number] += filter(None, texts)
    return found


def fields(weight, texts, *, exact=False):
    """[Field] of texts that count the same; those that are empty are left out."""
    return [Field(weight, text, exact) for text in texts if text]
