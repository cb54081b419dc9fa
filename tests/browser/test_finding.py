"""Narrowing the list of skills."""

import pytest
from playwright.sync_api import expect

from tests.factories import SkillFactory


@pytest.fixture
def shelves(transactional_db):
    skills = [SkillFactory(slug=f"skill-{number:02}") for number in range(16)]
    skills[3].labels.create(text="Mending")
    SkillFactory(slug="binding", broader=[skills[3]], kind="specialist")


def test_the_list_of_skills_narrows_as_one_types_and_says_how_many_are_left(page, look, shelves, axe):
    SkillFactory(slug="koha", kind="software")
    look(1280)
    page.goto("/skills/")
    count, parts = page.locator("#skill-count"), page.locator("#skill-list [id^=kind-]")
    expect(count).to_have_text("18 skills")
    expect(parts).to_have_count(2)
    box = page.get_by_label("Search the skills, in your own words")
    box.press_sequentially("bindi")
    expect(count).to_have_text("1 skill found")
    expect(page.get_by_role("link", name="Binding")).to_be_visible()
    expect(page.get_by_role("link", name="Skill 03")).to_be_visible()  # what it is part of
    expect(page.get_by_role("link", name="Skill 04")).to_be_hidden()
    expect(page.get_by_role("heading", level=2, name="Professional and software")).to_be_hidden()
    axe(page)
    box.fill("Mending")
    expect(page.get_by_role("link", name="Skill 03")).to_be_visible()
    expect(page.get_by_role("link", name="Binding")).to_be_hidden()
    box.fill("zzz")
    expect(count).to_have_text("No skills found")
    expect(parts).to_have_count(0)
    box.fill("")
    expect(count).to_have_text("18 skills")
    box.fill("koha")
    box.press("Enter")
    page.wait_for_url("**/skills/?q=koha")
    expect(count).to_have_text("1 skill found")
