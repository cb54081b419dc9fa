"""A date as somebody wrote it, in the database."""

from django.db import models
from django.db.models import F, Q

from reading.dates import PATTERN, WrittenDate

LONGEST_WORDS, LONGEST_EDTF = 80, 24


class DateColumns(models.Field):
    """An attribute that is a WrittenDate, or None, over four columns: `<name>_words` as typed, `<name>_edtf`,
    and for sorting and comparing `<name>_earliest` and `<name>_latest` (null while it goes on).

    Give its model the constraint `whole(...)` too. Queries ask the columns, there is no lookup on the attribute.
    """

    def __init__(self):
        super().__init__(editable=False)

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only=True)
        for column, field in (
            ("words", models.CharField(max_length=LONGEST_WORDS, blank=True)),
            ("edtf", models.CharField(max_length=LONGEST_EDTF, blank=True)),
            ("earliest", models.DateField(null=True, blank=True)),
            ("latest", models.DateField(null=True, blank=True)),
        ):
            cls.add_to_class(f"{name}_{column}", field)
        setattr(cls, name, self)

    def get_attname_column(self):
        return self.name, None

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        words, edtf = (getattr(instance, f"{self.name}_{column}") for column in ("words", "edtf"))
        return WrittenDate(words, edtf) if edtf else None

    def __set__(self, instance, value):
        for column in ("words", "edtf", "earliest", "latest"):
            nothing = "" if column in ("words", "edtf") else None
            setattr(instance, f"{self.name}_{column}", getattr(value, column) if value else nothing)


def whole(name, constraint, *, optional=False):
    """The constraint that a date is there with all its parts; `optional`: or with none."""
    words, edtf, first, last = (f"{name}_{column}" for column in ("words", "edtf", "earliest", "latest"))
    goes_on = Q(**{f"{edtf}__endswith": "/..", f"{last}__isnull": True})
    ends = ~Q(**{f"{edtf}__endswith": "/.."}) & Q(**{f"{last}__isnull": False, f"{last}__gte": F(first)})
    rule = Q(**{f"{edtf}__regex": PATTERN, f"{first}__isnull": False}) & ~Q(**{words: ""}) & (goes_on | ends)
    if optional:
        rule |= Q(**{words: "", edtf: "", f"{first}__isnull": True, f"{last}__isnull": True})
    return models.CheckConstraint(name=constraint, condition=rule)
