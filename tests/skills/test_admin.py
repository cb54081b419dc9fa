import pytest
from django.urls import reverse

from skills.models import Scheme, Skill
from tests.skills.files import competence, framework, skill, vocabulary


@pytest.fixture
def loaded(load):
    load(
        framework(competence("1", "Data")),
        vocabulary(skill("a", "Alpha", 'skos:altLabel "First"', "skos:closeMatch f:1"), skill("b", "Beta")),
    )


@pytest.mark.parametrize("model", ["skill", "scheme", "competence"])
def test_the_vocabulary_can_be_looked_at_and_not_changed(loaded, admin_client, model):
    assert admin_client.get(reverse(f"admin:skills_{model}_changelist"), {"q": "a"}).status_code == 200
    assert admin_client.get(reverse(f"admin:skills_{model}_add")).status_code == 403
    key = {"skill": Skill, "scheme": Scheme}.get(model, Skill).objects.first().pk
    if model != "competence":
        address = reverse(f"admin:skills_{model}_change", args=[key])
        assert admin_client.get(address).status_code == 200
        assert admin_client.post(address, {"name": "Changed"}).status_code == 403
