"""What the database refuses: each constraint by its name."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction


@contextmanager
def refused_by(name):
    """What is done inside must be refused by the constraint with this name, and by no other."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        yield
    assert refused.value.__cause__.diag.constraint_name == name


def constraints_of(app):
    """Names of all constraints that the models of an app declare."""
    return {
        constraint.name for model in apps.get_app_config(app).get_models() for constraint in model._meta.constraints
    }


def half_dates(name):
    """Changes to the columns of a date that make it a half-truth; each must be refused."""
    odd = ("March 2024", "2024-13", "2024-03-00", "24", "2024/", "../2024", "2024-21-01", "since", "2024~~", "199X/..")
    for edtf in odd:
        yield {f"{name}_edtf": edtf}
    yield {f"{name}_words": ""}
    yield {f"{name}_edtf": ""}
    yield {f"{name}_earliest": None}
    yield {f"{name}_latest": None}
    yield {f"{name}_edtf": "2024/.."}  # it goes on, and yet it has a last day
    yield {f"{name}_latest": date(1999, 1, 1)}


def no_date(name):
    """As a date that is not given is stored."""
    return {f"{name}_words": "", f"{name}_edtf": "", f"{name}_earliest": None, f"{name}_latest": None}
