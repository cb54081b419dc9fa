"""A skill that was split stands on pages until its owner chooses; a skill that is gone is told by its name."""

import pytest
from django.urls import reverse

from review import services
from review.models import Submission
from skills.models import Skill
from skills.queries import suggest
from tests.content import complete_profile
from tests.factories import SkillFactory, SubmissionFactory, live_of, publish_profile, publish_showcase
from tests.helpers import check, content_of
from tests.pages import Page, Visitor
from tests.skills.claimed import counts
from tests.vocabulary.changes import replaced, undone


@pytest.fixture
def skills(db):
    care = SkillFactory(slug="care", name="Care")
    return {
        "care": care,
        "boxes": SkillFactory(slug="making-boxes", name="Making boxes", broader=[care]),
        "paper": SkillFactory(slug="paper-boxes", name="Boxes of paper"),
        "records": SkillFactory(slug="records", name="Boxes of records"),
    }


@pytest.fixture
def split(skills):
    return lambda: replaced(skills["boxes"], skills["paper"], skills["records"])


@pytest.fixture
def writer(browse, author):
    return Visitor(browse(author))


NAMED = [{"skill": "making-boxes"}]


def test_pages_keep_the_old_skill_and_say_what_it_is_now(skills, split, browse):
    live = publish_showcase(skills=NAMED)
    profile = publish_profile(skills=[{"skill": "making-boxes", "level": "2", "evidence": ""}])
    version = split()
    for url in (live.get_absolute_url(), profile.get_absolute_url()):
        page = Page(browse().get(url))
        assert "Making boxes now two" in page
        assert skills["boxes"].get_absolute_url() in [href for _, href in page.links]
    assert browse().get(skills["boxes"].get_absolute_url()).status_code == 200
    undone(version)
    assert "now two" not in Page(browse().get(live.get_absolute_url()))


def test_a_skill_whose_successor_was_split_is_split(skills, split):
    older = SkillFactory(slug="boxing", name="Boxing", successors=[skills["boxes"]])
    split()
    older.refresh_from_db()
    assert (older.instead, older.became) == (None, "two")
    replaced(skills["records"], skills["paper"])
    older.refresh_from_db()
    assert (older.instead, older.became) == (skills["paper"], "")


def test_it_counts_under_its_own_broader_skills_and_not_under_its_successors(skills, split):
    publish_showcase(skills=NAMED)
    split()
    assert counts() == {skills["boxes"].pk: 1, skills["care"].pk: 1}


@pytest.mark.parametrize("sent", [False, True])
def test_what_names_it_is_sent_and_approved_as_before(sent, skills, split, author, library, manager):
    draft = SubmissionFactory(author=author, institution=library, skills=NAMED, submitted=sent)
    split()
    assert check(draft) == []
    if not sent:
        services.move(draft, "submit", by=author)
    live = live_of(services.move(draft, "approve", by=manager))
    assert [skill.slug for skill in live.skill_list] == ["making-boxes"]


def test_its_owner_may_choose_in_the_form_and_need_not(skills, split, author, library, writer):
    live = publish_showcase(author=author, institution=library, skills=NAMED)
    split()
    change = SubmissionFactory(author=author, institution=library, live=live)
    assert content_of(live)["skills"] == NAMED
    step = reverse("submission-step", args=[change.pk, "skills"])
    page = writer.open(step)
    assert "“Making boxes” is now two skills: “Boxes of paper” and “Boxes of records”." in page
    assert page.form("Save and continue").fields["skills-0-skill"] == ["Making boxes"]
    writer.press("Save and continue")
    assert Submission.objects.get(pk=change.pk).content["skills"] == NAMED
    writer.open(step)
    writer.press("Save and continue", {"skills-0-skill-now": "Making boxes;Boxes of records"})
    change.refresh_from_db()
    assert change.content["skills"] == [{"skill": "records"}]
    assert check(change) == []


def test_what_is_typed_over_it_goes_before_what_was_chosen(skills, split, author, library, writer):
    draft = SubmissionFactory(author=author, institution=library, skills=NAMED)
    split()
    writer.open(reverse("submission-step", args=[draft.pk, "skills"]))
    typed = {"skills-0-skill": "Care", "skills-0-skill-now": "Making boxes;Boxes of records"}
    writer.press("Save and continue", typed)
    assert Submission.objects.get(pk=draft.pk).content["skills"] == [{"skill": "care"}]


def test_of_a_work_sample_both_may_be_ticked(skills, split, author, library, writer):
    sample = complete_profile()["samples"][0] | {"skills": ["care", "making-boxes"]}
    draft = SubmissionFactory(profile=True, author=author, institution=library, samples=[sample])
    split()
    page = writer.open(reverse("submission-step", args=[draft.pk, "evidence"]))
    assert "Tick what you mean" in page
    both = ["Making boxes;Boxes of paper", "Making boxes;Boxes of records"]
    writer.press("Save and continue", {"samples-0-skills-now": both})
    draft.refresh_from_db()
    assert draft.content["samples"][0]["skills"] == ["care", "paper-boxes", "records"]


def test_it_is_not_suggested_and_who_types_it_today_is_told(skills, split, author, library, writer):
    draft = SubmissionFactory(author=author, institution=library, skills=[{"skill": "care"}])
    split()
    assert "making-boxes" not in [skill.slug for skill in suggest("making boxes")]
    writer.open(reverse("submission-step", args=[draft.pk, "skills"]))
    page = writer.press("Save and continue", {"skills-0-skill": "making boxes"})
    assert "is now two skills: “Boxes of paper” and “Boxes of records”. Choose one of them." in page
    assert Submission.objects.get(pk=draft.pk).content["skills"] == [{"skill": "making boxes"}]


def test_a_skill_that_is_gone_is_named_by_its_label(skills, author, library, writer):
    draft = SubmissionFactory(author=author, institution=library, skills=NAMED)
    version = replaced(skills["boxes"])
    [problem] = check(draft)
    expected = "“Making boxes” is no longer in use, and nothing took its place. Choose another skill, or remove it."
    assert problem.message == expected
    assert expected.split(". ")[0] in writer.open(reverse("submission-step", args=[draft.pk, "skills"]))
    undone(version)
    assert check(draft) == []
    assert not Skill.objects.get(slug="making-boxes").is_deprecated


def test_a_live_page_goes_on_showing_a_skill_that_is_gone(skills, browse):
    live = publish_showcase(skills=NAMED)
    replaced(skills["boxes"])
    assert "Making boxes" in Page(browse().get(live.get_absolute_url()))
