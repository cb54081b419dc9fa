"""Watches the tables that visitors' pages are made of: who changes one turns the edition in the same request."""

import re
from functools import cache

from django.apps import apps

from people.models import Edition, Institution
from people.models.portal import PortalText
from review.models import Part, Published
from skills.claims import Claim
from skills.models import Label, Scheme, Skill

WROTE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


@cache
def public_tables():
    """Names of the tables whose rows visitors see."""
    own = {Institution, PortalText, Scheme, Skill, Label}
    made = {model for model in apps.get_models() if issubclass(model, Published | Part | Claim)}
    return {model._meta.db_table for model in own | made}


class Watch:
    """An execute wrapper: which tables were written."""

    def __init__(self):
        self.written = set()

    def __call__(self, execute, sql, params, many, context):
        if found := WROTE.match(str(sql)):
            self.written.add(found[1])
        return execute(sql, params, many, context)

    @property
    def unannounced(self):
        """Public tables that changed although nothing said so."""
        if Edition._meta.db_table in self.written:
            return set()
        return self.written & public_tables()
