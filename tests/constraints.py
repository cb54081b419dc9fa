"""What the database refuses: each constraint by its name."""

from contextlib import contextmanager

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
