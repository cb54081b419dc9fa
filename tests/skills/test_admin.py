import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from skills.models import Competence, Scheme, Skill
from tests.skos.files import competence, framework, skill, vocabulary


@pytest.fixture
def loaded(load):
    load(
        framework(competence("1", "Data")),
        vocabulary(skill("a", "Alpha", 'skos:altLabel "First"', "skos:closeMatch f:1"), skill("b", "Beta")),
    )


@pytest.mark.parametrize("model", [Skill, Scheme, Competence])
def test_the_vocabulary_can_be_looked_at_and_not_changed(loaded, client, settings, tmp_path, model):
    settings.STATIC_ROOT = tmp_path  # WhiteNoise warns where there is none
    client.force_login(get_user_model().objects.create_superuser("ada@example.org", "x", name="Ada"))
    page = f"admin:skills_{model._meta.model_name}"
    assert client.get(reverse(f"{page}_changelist"), {"q": "a"}).status_code == 200
    assert client.get(reverse(f"{page}_add")).status_code == 403
    address = reverse(f"{page}_change", args=[model.objects.first().pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"name": "Changed"}).status_code == 403
