"""The fields of submissions in which somebody names an institution: kept as its slug, shown by its name."""

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from drafting.fields import LabelledChoice
from people.models import FormerAddress, Institution
from people.queries import institutions_to_choose


class InstitutionField(LabelledChoice, forms.TypedChoiceField):
    """Any institution of the portal; cleaned to the Institution, or None."""

    key = "institutions"
    today: dict = {}

    def __init__(self, **kwargs):
        kwargs.setdefault("error_messages", {"invalid_choice": "“%(value)s” is not an institution here."})
        super().__init__(empty_value=None, **kwargs)

    def places(self, context):
        return institutions_to_choose()

    def bind(self, context):
        if self.key not in context:
            former = ArraySubquery(FormerAddress.objects.filter(institution=OuterRef("pk")).values("slug"))
            places = self.places(context).annotate(former=former)
            context[self.key] = {slug: place for place in places for slug in (place.slug, *place.former)}
        known = context[self.key]
        self.today = {slug: place.slug for slug, place in known.items()}
        names = {place.slug: place.name for place in known.values()}
        self.choices = [("", "Choose an institution"), *names.items()]
        self.coerce = known.__getitem__

    def _of_today(self, value):
        """The slug that an institution has now, of one that it had when the content was written."""
        return self.today.get(value, value) if isinstance(value, str) else value

    def prepare_value(self, value):
        return self._of_today(value)

    def valid_value(self, value):
        return super().valid_value(self._of_today(value))

    def text_of(self, value):
        return super().text_of(self._of_today(value))

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
