"""The fields of submissions in which somebody names an institution: kept as its slug, shown by its name."""

from django import forms

from drafting.fields import LabelledChoice
from people.models import Institution
from people.queries import institutions_to_choose


class InstitutionField(LabelledChoice, forms.TypedChoiceField):
    """Any institution of the portal; cleaned to the Institution, or None."""

    key = "institutions"

    def __init__(self, **kwargs):
        kwargs.setdefault("error_messages", {"invalid_choice": "“%(value)s” is not an institution here."})
        super().__init__(empty_value=None, **kwargs)

    def places(self, context):
        return institutions_to_choose()

    def bind(self, context):
        if self.key not in context:
            context[self.key] = {place.slug: place for place in self.places(context)}
        known = context[self.key]
        self.choices = [("", "Choose an institution"), *((slug, place.name) for slug, place in known.items())]
        self.coerce = known.__getitem__

    def from_value(self, value):
        return value.slug if value else ""


class OwnInstitutionField(InstitutionField):
    """One where the writer works or has worked, or where the live page stands."""

    key = "own_institutions"

    def places(self, context):
        theirs = Institution.objects.filter(memberships__user=context.get("user"))
        live = context.get("live")
        if live is not None:
            theirs = theirs | Institution.objects.filter(pk=live.institution_id)
        return theirs.distinct().order_by("sort_key")
