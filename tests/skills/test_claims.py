"""This skill or a narrower one: found and counted in one way, whatever claims it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from commitment.models import Showcase, ShowcaseSkill
from profiles.models import Profile, ProfileSkill
from skills.claims import claiming, claiming_any
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

    both, one, none = claim("sewing", "book-conservation"), claim("bookbinding"), claim("paper-repair")
    live = model.objects.published()
    assert claims.objects.counts(live.exclude(pk=none.pk)) == {
        skills["conservation"].pk: 1,
        skills["book-conservation"].pk: 1,
        skills["sewing"].pk: 1,
        skills["bookbinding"].pk: 2,
    }
    assert set(claiming(live, claims, skills["bookbinding"])) == {both, one}
    assert set(claiming(live, claims, skills["conservation"])) == {both}
    either = [skills["sewing"], skills["bookbinding"]]
    assert list(claiming_any(live, claims.objects.all(), either).order_by("pk")) == [both, one]  # and each once
    broader = claims.objects.among(live.filter(pk=one.pk)).broader()
    assert [row["tag__reached_from__broad"] for row in broader] == [skills["bookbinding"].pk]


def test_nobody_else_follows_the_vocabulary_down_by_hand():
    root = Path(settings.BASE_DIR)
    rooms = ("commitment", "demo", "discovery", "drafting", "finding", "profiles", "review", "skills")
    for path in (path for room in rooms for path in (root / room).rglob("*.py")):
        if str(path.relative_to(root)) not in OWN and "migrations" not in path.parts:
            assert not re.search(r"\breach(es|ed_from)\b|\breach(es|ed_from)__", path.read_text()), path
