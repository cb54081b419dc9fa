"""Numbers, names and files that nobody means well, or nobody has looked at."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from config.errors import Refused
from skills.models import Skill
from tests.skos.files import competence, framework, skill, vocabulary
from vocabulary.models import Change, Proposal, Version
from vocabulary.services import change_sets
from vocabulary.services.answers import answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(load):
    mapped = skill("paper", "Paper repair", "skos:closeMatch f:1.1")
    load(framework(competence("1", "Data"), competence("1.1", "Browsing", "skos:broader f:1")), vocabulary(mapped))


def upload(client, text, name="file.ttl"):
    return client.post("/vocabulary/load/", {"file": SimpleUploadedFile(name, text.encode())})


def publish(client, editor, page):
    made = client.get(page).context["set"]
    return client.post(f"{page}publish/", {"seen": made.revision, "title": made.title})


def test_a_digit_that_is_no_number_is_no_number(scheme, browse, editor):
    made = change_sets.open_change_set(title="Crafts", by=editor)
    page = made.get_absolute_url()
    assert browse(editor).get(f"{page}new/?proposal=²").status_code == 200
    assert browse(editor).post(f"{page}publish/", {"seen": "²", "title": "Crafts"}).status_code == 422
    assert Version.objects.count() == 1


@pytest.mark.parametrize(("wanted", "name"), [("2026/1", "2026/1"), ("/", "1.1"), ("..", "1.1"), ("2/", "2")])
def test_every_version_has_a_page_whatever_a_file_calls_it(scheme, browse, editor, wanted, name):
    client = browse(editor)
    sent = upload(client, vocabulary(skill("paper", "Paper conservation"), version=wanted))
    published = publish(client, editor, sent["Location"])
    version = Version.objects.first()
    assert (version.name, published["Location"]) == (name, version.get_absolute_url())
    for page in (published["Location"], "/skills/versions/", "/vocabulary/", "/skills/", "/vocabulary/vocabulary.ttl"):
        assert client.get(page).status_code == 200


def test_a_framework_without_a_competence_that_is_matched_says_so_before_it_is_loaded(scheme, browse, editor):
    client = browse(editor)
    page = upload(client, framework(competence("1", "Data")))["Location"]
    said = "is gone from the file, but “Paper repair” is matched to it."
    assert said in client.get(page).content.decode()
    assert publish(client, editor, page).status_code == 422
    assert Skill.objects.get(slug="paper").mappings.count() == 1


def test_a_framework_with_the_competence_of_another_says_so_before_it_is_loaded(scheme, browse, editor):
    other = framework(competence("1", "Data")).replace(
        "\n<https://colophon.example/frameworks/f/> a", "\n<https://f.example/> a"
    )
    page = upload(browse(editor), other)["Location"]
    assert "belongs to another framework" in browse(editor).get(page).content.decode()


def test_a_proposal_that_was_answered_meanwhile_is_not_taken_up(scheme, author, editor):
    proposal = Proposal.objects.create(sort="new", words="Leather", made_by=author, made_at=timezone.now())
    made = change_sets.open_change_set(title="Crafts", by=editor)
    answer(proposal, by=editor, answer="declined", text="Not yet.")
    facts = {"name": "Leather", "definition": "Skins.", "kind": "specialist"}
    edits = [{"uri": "https://colophon.example/skills/leather", "new": facts}]
    with pytest.raises(Refused, match="dealt with this proposal meanwhile"):
        change_sets.add_change(made, by=editor, uri=edits[0]["uri"], edits=edits, proposals=[proposal])
    assert (made.changes.count(), Proposal.objects.get().answer, Proposal.objects.get().change) == (0, "declined", None)


def test_a_change_that_somebody_took_out_meanwhile_is_neither_renewed_nor_removed(scheme, editor):
    made = change_sets.open_change_set(title="Crafts", by=editor)
    uri = "https://colophon.example/skills/paper"
    edits = [{"uri": uri, "fact": "name", "was": "Paper repair", "now": "Paper conservation"}]
    change = change_sets.add_change(made, by=editor, uri=uri, edits=edits)
    change_sets.remove_change(Change.objects.get(), by=editor)
    for verb in (change_sets.renew_change, change_sets.remove_change):
        with pytest.raises(Refused, match="took this change out"):
            verb(change, by=editor)


SKOS = "http://www.w3.org/2004/02/skos/core#"
HALVES = {
    "label.ttl": framework(competence("1", r"Da\uD800ta")),
    "address.ttl": framework(competence("1", "Data")).replace("/frameworks/f/", r"/frameworks/\uD800/"),
    "skill.ttl": vocabulary(skill("paper", r"Paper\uDC00")),
    "scheme.jsonld": json.dumps(
        {"@id": "https://e.example/", "@type": f"{SKOS}ConceptScheme", f"{SKOS}prefLabel": "x\ud800"}
    ),
}


@pytest.mark.parametrize("name", HALVES)
def test_half_a_character_is_told(scheme, browse, editor, name):
    page = upload(browse(editor), HALVES[name], name)
    assert page.status_code == 422
    assert "is half a character" in page.content.decode()
