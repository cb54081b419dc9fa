"""The vocabulary that comes with the portal."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from skills.models import Kind, Mapping, Skill
from skills.queries import find_skill
from skos.reader import read

FOLDER = settings.BASE_DIR / "skills" / "vocabulary"
FILES = [FOLDER / "digcomp-2.2.ttl", FOLDER / "skills.ttl"]


@pytest.fixture
def shipped(db):
    call_command("load_vocabulary", *FILES, verbosity=0)


def test_it_loads_and_a_second_time_changes_nothing(shipped):
    out = StringIO()
    call_command("load_vocabulary", *FILES, stdout=out)
    first, second = out.getvalue().splitlines()
    assert "no change, 26 unchanged" in first
    assert f"no change, {Skill.objects.count()} unchanged" in second


def test_digcomp_has_its_five_areas_and_21_competences():
    concepts = read(FILES[0]).concepts.values()
    assert sorted(c.notation for c in concepts if not c.broader) == ["1", "2", "3", "4", "5"]
    assert len([c for c in concepts if c.broader]) == 21


def test_every_kind_has_skills_and_some_are_mapped_to_digcomp(shipped):
    for kind in Kind.values:
        assert Skill.objects.accepted().filter(kind=kind, broader=None).count() > 5
    assert Mapping.objects.exists()


def test_american_spellings_and_abbreviations_find_their_skill(shipped):
    for text, slug in {
        "Cataloging and classification": "cataloguing-and-classification",
        "ddc": "dewey-decimal-classification",
        "digitization": "digitisation",
        "EAD": "ead",
    }.items():
        assert find_skill(text).slug == slug


def test_every_skill_ships_with_british_english_text():
    text = FILES[1].read_text(encoding="utf-8")
    concepts = read(FILES[1]).concepts
    assert text.count('skos:prefLabel "') == len(concepts) + 1  # the scheme has one too
    assert all(concept.definition for concept in concepts.values())
