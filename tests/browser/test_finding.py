"""Narrowing what is there, with the keyboard: facets, and the list of skills."""

import pytest
from playwright.sync_api import expect

from tests.discovery import make
from tests.factories import InstitutionFactory, SkillFactory


@pytest.fixture
def shelves(transactional_db):
    """Enough to scroll: showcases of four institutions, with more skills than are in sight."""
    skills = [SkillFactory(slug=f"skill-{number:02}") for number in range(16)]
    skills[3].labels.create(text="Mending")
    SkillFactory(slug="binding", broader=[skills[3]], kind="specialist")
    for number in range(12):
        place = InstitutionFactory(slug=f"place-{number % 4}") if number < 4 else None
        make.showcase(f"Work {number}", skills=skills[number : number + 4], **({"institution": place} if place else {}))


def top_of(link):
    return link.bounding_box()["y"]


@pytest.mark.parametrize("script", [True, False])
def test_a_choice_in_the_facets_keeps_the_focus(script, new_context, shelves):
    page = new_context(java_script_enabled=script, viewport={"width": 1280, "height": 600}).new_page()
    page.goto("/showcases/")
    option = page.locator("#institution-place-2")
    option.focus()
    before = top_of(option)
    page.keyboard.press("Enter")
    page.wait_for_url("**/showcases/?institution=place-2#institution-place-2")
    expect(option).to_be_focused()
    expect(option).to_have_attribute("aria-current", "true")
    if script:
        page.wait_for_load_state()
        page.wait_for_timeout(100)
        assert abs(top_of(option) - before) < 3
    page.keyboard.press("Enter")  # and off again
    page.wait_for_url("**/showcases/#institution-place-2")
    expect(option).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#institution-place-3")).to_be_focused()


def test_on_a_small_screen_the_facets_stay_open_after_a_choice(page, look, shelves):
    look(360)
    page.goto("/showcases/")
    page.get_by_text("Narrow the list").click()
    page.locator("#skill-skill-03").click()
    page.wait_for_url("**/showcases/?skill=skill-03#skill-skill-03")
    expect(page.locator("#skill-skill-03")).to_be_visible()
    expect(page.locator("#skill-skill-03")).to_be_focused()
    page.locator("a.chip").click()
    page.wait_for_url("**/showcases/#results")
    expect(page.locator("#results")).to_be_focused()


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
