"""A list of options stands from A to Z, or in an order that means something."""

import pytest
from django import forms
from django.http import QueryDict

from commitment.roles import CreditRole
from finding.facets.words import WordsFacet
from finding.lists import People
from managing.forms.institutions import InstitutionForm
from people.models import InstitutionKind
from profiles.models import RoleFamily
from reading.countries import COUNTRIES
from reading.text import a_to_z, fold
from tests.discovery import make
from tests.tree import ROOMS

IN_THE_ORDER_OF = {
    ("BasicsForm", "pillars"): "the four pillars, as the Commitment names them",
    ("HeldSkillForm", "level"): "how well",
    ("AboutForm", "sort"): "what people propose most, first",
    ("ConceptForm", "kind"): "from what much rests on to programs",
    ("ConceptForm", "nature"): "as everybody says it",
    ("ConceptForm", "ageing"): "how soon",
    ("ReuseForm", "licence"): "how much others may do",
    ("NewUserForm", "usable_password"): "Django’s page for operators",
    ("InviteForm", "standing"): "how much somebody may do",
    ("TakeDownForm", "reason"): "how grave it is",
}
AT_THE_END = {"other"}


def forms_of_ours(base=forms.BaseForm):
    for form in base.__subclasses__():
        if form.__module__.split(".")[0] in ROOMS:
            yield form
        yield from forms_of_ours(form)


def is_a_to_z(choices):
    labels = [fold(str(label)) for value, label in choices if value not in {"", *AT_THE_END}]
    ends = [value in AT_THE_END for value, _ in choices]
    return labels == sorted(labels) and ends == sorted(ends)


def lists(fields):
    for name, field in fields.items():
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            yield name, list(field.choices)


def test_every_list_of_a_form_stands_in_an_order(db):
    seen = set()
    for form in forms_of_ours():
        for name, choices in lists(form.base_fields):
            place = form.__name__, name
            seen.add(place)
            if not issubclass(form, InstitutionForm):
                assert is_a_to_z(choices) or place in IN_THE_ORDER_OF, place
    assert seen >= set(IN_THE_ORDER_OF) | {("AboutForm", "role_families"), ("SampleForm", "kind")}


@pytest.mark.parametrize("name", ["kind", "country"])
def test_so_do_those_of_an_institution(name, editor):
    choices = dict(lists(InstitutionForm(by=editor).fields))[name]
    assert len(choices) > 8
    assert is_a_to_z(choices)


def test_countries_are_called_as_people_call_them_and_stand_from_a_to_z():
    names = [name for _, name in COUNTRIES]
    assert is_a_to_z(COUNTRIES)
    at = names.index("Côte d’Ivoire")
    assert names[at - 1 : at + 2] == ["Costa Rica", "Côte d’Ivoire", "Croatia"]
    assert not [name for name in names if name.endswith((".", " Is", " NL"))]


def test_the_field_of_work_is_narrowed_by_from_a_to_z(db):
    for family in RoleFamily:
        make.profile(role_families=[family])
    people = People(QueryDict())
    facets = {facet.name: facet for facet in people.facets}
    assert isinstance(facets["family"], WordsFacet)
    options = facets["family"].options(people.pages.live)
    labels = [option.label for option in options]
    assert labels == sorted(labels, key=fold)
    assert len(labels) == len(RoleFamily)


def test_a_to_z_knows_accents_and_what_stands_at_the_end():
    pairs = [("z", "Zadar"), ("other", "Another"), ("e", "Évora"), ("d", "dover"), ("f", "Fes")]
    assert [value for value, _ in a_to_z(pairs, last=["other"])] == ["d", "e", "f", "z", "other"]
    assert a_to_z(InstitutionKind.choices, last=["other"])[0][0] == "archive"
    assert a_to_z(CreditRole.choices) == list(CreditRole.choices)  # as the standard has them
