"""What the database refuses of the vocabulary, whoever asks."""

import pytest

from skills.models import Competence, Label, Mapping, Reach, Scheme, Skill, Term, TermSort
from tests.constraints import constraints_of, refused_by
from tests.factories import SchemeFactory, SkillFactory

CHECKS = [
    ("skill_kind_known", {"kind": "talent"}),
    ("skill_has_definition", {"definition": ""}),
    ("skill_nature_known", {"nature": "hard"}),
    ("skill_ageing_known", {"ageing": 13}),
    ("skill_emerging_in_a_year", {"emerging": 25}),
]
OTHERS = {
    "skill_label_once",
    "skill_replaced_only_if_deprecated",
    "skill_not_replaced_by_itself",
    "label_once_in_a_language",
    "label_once_of_a_skill",
    "label_sort_known",
    "reach_once",
    "competence_notation_once",
    "mapping_once",
    "mapping_match_known",
    "term_once_of_a_skill",
    "term_sort_known",
}


def test_every_constraint_of_skills_is_tried_here():
    assert constraints_of("skills") == {name for name, _ in CHECKS} | OTHERS


@pytest.fixture
def skill(db):
    return SkillFactory(slug="paper-repair", name="Paper repair", labels=["Mending"])


@pytest.fixture
def competence(db):
    framework = Scheme.objects.create(uri="https://f.example/", slug="f", title="F", is_framework=True)
    return Competence.objects.create(scheme=framework, uri="https://f.example/1", notation="1.1", label="Browsing")


@pytest.mark.parametrize(("name", "change"), CHECKS)
def test_a_skill_is_whole(name, change, skill):
    with refused_by(name):
        Skill.objects.update(**change)


def test_a_name_is_taken_in_capitals_too(skill):
    with refused_by("skill_label_once"):
        SkillFactory(slug="another", name="PAPER REPAIR")
    sewing = SkillFactory(slug="sewing")
    with refused_by("label_once_in_a_language"):
        Label.objects.create(skill=sewing, text="mending")
    Label.objects.create(skill=sewing, text="mending", language="de")
    Label.objects.create(skill=sewing, text="mending", sort="hidden")
    with refused_by("label_once_of_a_skill"):
        Label.objects.create(skill=sewing, text="MENDING", sort="hidden")
    with refused_by("label_sort_known"):
        Label.objects.update(sort="nickname")


def test_only_a_deprecated_skill_is_replaced_and_not_by_itself(skill):
    other = SkillFactory(slug="sewing")
    with refused_by("skill_replaced_only_if_deprecated"):
        Skill.objects.filter(pk=skill.pk).update(instead=other)
    with refused_by("skill_not_replaced_by_itself"):
        Skill.objects.filter(pk=skill.pk).update(instead=skill, status="deprecated")
    Skill.objects.filter(pk=skill.pk).update(instead=other, status="deprecated")


def test_reach_is_said_once(skill):
    with refused_by("reach_once"):
        Reach.objects.create(broad=skill, skill=skill)


def test_a_term_is_said_once_of_a_skill_and_is_of_a_known_sort(skill):
    with refused_by("term_once_of_a_skill"):
        Term.objects.create(skill=skill, sort=TermSort.HIDDEN, folded=skill.name.lower())
    with refused_by("term_sort_known"):
        Term.objects.update(sort=9)


def test_a_competence_has_a_number_of_its_own(competence):
    with refused_by("competence_notation_once"):
        Competence.objects.create(scheme=competence.scheme, uri="https://f.example/2", notation="1.1", label="X")
    other = SchemeFactory(uri="https://g.example/")
    Competence.objects.create(scheme=other, uri="https://g.example/1", notation="1.1", label="X")


def test_a_skill_is_matched_once_and_in_known_words(skill, competence):
    mapping = Mapping.objects.create(skill=skill, competence=competence, match="close")
    with refused_by("mapping_once"):
        Mapping.objects.create(skill=skill, competence=competence, match="exact")
    with refused_by("mapping_match_known"):
        Mapping.objects.filter(pk=mapping.pk).update(match="vague")
