"""This skill or a narrower one: found and counted in one way, whatever claims it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from bitmaps import index, sets
from commitment.models import Showcase, ShowcaseSkill
from finding.vocabulary import claiming
from profiles.models import Profile, ProfileSkill
from tests.factories import SkillFactory, publish_profile, publish_showcase

OWN = {"skills/claims.py", "skills/models.py"}


@pytest.fixture
def skills(db):
    """Conservation takes in book conservation, and that sewing, which bookbinding takes in too."""
    conservation, binding = SkillFactory(slug="conservation"), SkillFactory(slug="bookbinding")
    books = SkillFactory(slug="book-conservation", broader=[conservation])
    sewing = SkillFactory(slug="sewing", broader=[books, binding])
    return {skill.slug: skill for skill in (conservation, binding, books, sewing)}


@pytest.mark.parametrize("profile", [False, True])
def test_claims_count_for_every_skill_that_takes_theirs_in_and_once_for_each_thing(profile, skills):
    publish = publish_profile if profile else publish_showcase
    model, claims = (Profile, ProfileSkill) if profile else (Showcase, ShowcaseSkill)

    def claim(*slugs):
        return publish(skills=[{"skill": slug} | ({"level": "2", "evidence": ""} if profile else {}) for slug in slugs])

    both, one = claim("sewing", "book-conservation"), claim("bookbinding")
    claim("paper-repair")
    pages = index.current("profile" if profile else "showcase")
    there = claiming(pages)
    assert {skill: sets.members(one) for skill, one in there.items() if skill in {it.pk for it in skills.values()}} == {
        skills["conservation"].pk: [both.bit],
        skills["book-conservation"].pk: [both.bit],
        skills["sewing"].pk: [both.bit],
        skills["bookbinding"].pk: [both.bit, one.bit],
    }
    broader = claims.objects.among(model.objects.filter(pk=one.pk)).broader()
    assert [row["tag__reached_from__broad"] for row in broader] == [skills["bookbinding"].pk]


def test_nobody_else_follows_the_vocabulary_down_by_hand():
    root = Path(settings.BASE_DIR)
    rooms = ("commitment", "demo", "discovery", "drafting", "finding", "profiles", "review", "skills")
    for path in (path for room in rooms for path in (root / room).rglob("*.py")):
        if str(path.relative_to(root)) not in OWN and "migrations" not in path.parts:
            assert not re.search(r"\breach(es|ed_from)\b|\breach(es|ed_from)__", path.read_text()), path
