"""Templates in which what is not there is a fault: a wrong name shows in a test, not as a gap on a page.

Only in our own templates; those of Django, its admin and allauth lean on silence. What may be left out is asked for
with `{% if %}` or given a `|default`. Even there a model must have the field or property that is asked for.
"""

from django.conf import settings
from django.db.models import Model
from django.template import VariableDoesNotExist, base, defaulttags
from django.template.backends.django import DjangoTemplates
from django.template.defaultfilters import default, default_if_none

Lenient = base.FilterExpression


class Undefined(Exception):
    """Something that a template of ours names and that is not there."""


class _Missing(Exception):
    """The same, before it is known whether the template asks for it or just takes it."""


class StrictVariable(base.Variable):
    def resolve(self, context):
        try:
            return super().resolve(context)
        except VariableDoesNotExist as missing:
            raise _Missing(self.var, missing.params[1]) from missing


class StrictExpression(base.FilterExpression):
    loops = False

    def __init__(self, token, parser):
        super().__init__(token, parser)
        self.where = str(parser.origin)
        self.lenient = Lenient(token, parser)
        self.has_default = bool(self.filters) and self.filters[0][0] in (default, default_if_none)
        if self.where.startswith(f"{settings.BASE_DIR}/templates/") and isinstance(self.var, base.Variable):
            self.var = StrictVariable(self.var.var)

    def resolve(self, context, ignore_failures=False):
        try:
            return super().resolve(context, ignore_failures)
        except _Missing as missing:
            name, holder = missing.args
            asks = self.has_default or (ignore_failures and not self.loops)
            if asks and not isinstance(holder, Model):
                return self.lenient.resolve(context, ignore_failures)
            raise Undefined(f"{self.where} wants {name} for “{self.token}”") from None


class StrictLoop(defaulttags.ForNode):
    """`{% for %}` over what is not there would go over nothing."""

    def __init__(self, loopvars, sequence, *others):
        super().__init__(loopvars, sequence, *others)
        sequence.loops = True


class StrictTemplates(DjangoTemplates):
    def __init__(self, params):
        base.FilterExpression, defaulttags.ForNode = StrictExpression, StrictLoop
        super().__init__(params)
