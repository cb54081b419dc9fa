"""Skills that were merged or split: what the form of their owner says, and how one chooses."""

import pytest
from playwright.sync_api import expect

from tests.factories import SkillFactory, SubmissionFactory, publish_showcase
from tests.vocabulary.changes import replaced


@pytest.fixture
def draft(author, library):
    """Names a skill that was split since, one that was merged, and its successor."""
    paper, records = (
        SkillFactory(slug="paper", name="Boxes of paper"),
        SkillFactory(slug="rec", name="Boxes of records"),
    )
    boxes = SkillFactory(slug="making-boxes", name="Making boxes")
    mending, repair = SkillFactory(slug="mending"), SkillFactory(slug="repairing")
    named = [{"skill": slug} for slug in ("making-boxes", "mending", "repairing")]
    made = SubmissionFactory(author=author, institution=library, skills=named)
    made.live = publish_showcase(skills=named)
    replaced(boxes, paper, records)
    replaced(mending, repair)
    return made


def test_one_chooses_among_the_parts_of_a_split_skill(draft, open_step, look, axe, shoot):
    page = open_step("skills")
    for width, theme in ((360, "light"), (768, "dark"), (1440, "light")):
        look(width, theme)
        axe(page)
        shoot(f"former-skills-{width}-{theme}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    choice = page.get_by_role("group", name="“Making boxes” is now two skills")
    expect(choice.get_by_label("Making boxes, as it is")).to_be_checked()
    choice.get_by_label("Making boxes, as it is").focus()
    page.keyboard.press("ArrowDown")
    expect(choice.get_by_label("Boxes of paper")).to_be_checked()
    expect(page.get_by_text("“Mending” is “Repairing” now")).to_be_visible()

    page.get_by_role("button", name="Add a skill").click()
    assert page.locator("#rows-skills .rows__row").nth(3).locator(".former-skill").count() == 0
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    draft.refresh_from_db()
    assert [row["skill"] for row in draft.content["skills"]] == ["paper", "mending", "repairing"]


def test_the_last_row_is_the_pattern_of_new_ones_without_what_it_says(author, library, page, log_in, draft):
    draft.content = draft.content | {"skills": [{"skill": "making-boxes"}]}
    draft.save()
    log_in(author)
    page.goto(f"/desk/submissions/{draft.pk}/skills/")
    page.get_by_role("button", name="Add a skill").click()
    rows = page.locator("#rows-skills .rows__row")
    expect(rows.nth(0).locator(".former-skill")).to_have_count(1)
    expect(rows.nth(1).locator(".former-skill")).to_have_count(0)


def test_a_page_says_that_its_skill_is_two_now(page, draft, look, axe, shoot):
    page.goto(draft.live.get_absolute_url())
    for width, theme in ((360, "light"), (1440, "dark")):
        look(width, theme)
        axe(page)
        shoot(f"now-two-{width}-{theme}")
    expect(page.get_by_role("link", name="Making boxes now two")).to_be_visible()
