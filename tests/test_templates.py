"""What is not there fails in our templates, and in nobody else's: how strict the tests are."""

import pytest
from django.conf import settings
from django.template import Context, Origin, Template

from people.models import Institution
from tests.templates import Undefined

OURS = Origin(f"{settings.BASE_DIR}/templates/page.html")
THEIRS = Origin("/elsewhere/allauth/templates/page.html")


def drawn(text, origin=OURS, **context):
    return Template(text, origin=origin).render(Context(context))


@pytest.mark.parametrize(
    "text",
    [
        "{{ nothing }}",
        "{{ place.nothing }}",
        "{{ nothing|upper }}",
        "{{ nothing|upper|default:'x' }}",
        "{% for one in nothing %}{% endfor %}",
        "{% with one=nothing %}{% endwith %}",
        "{% include 'components/device.html' with one=nothing %}",
        "{% if place.nothing %}{% endif %}",
        "{{ place.nothing|default:'x' }}",
    ],
)
def test_what_is_not_there_fails(text):
    with pytest.raises(Undefined):
        drawn(text, place=Institution(name="Cove"))


@pytest.mark.parametrize(
    "text",
    ["{% if nothing %}{% endif %}", "{{ nothing|default:'' }}", "{{ said.nothing|default_if_none:'' }}", "{{ none }}"],
)
def test_what_may_be_missing_is_asked_for(text):
    drawn(text, said={}, none="")


def test_templates_of_others_lean_on_silence():
    assert drawn("{{ nothing }}", THEIRS) == ""
