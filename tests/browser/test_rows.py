"""Rows that come and go without a reload, and the picker in them."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import SkillFactory


@pytest.fixture
def skills(open_step, db):
    SkillFactory(slug="paper-repair", labels=["mending paper"])
    SkillFactory(slug="paper-making")
    SkillFactory(slug="koha", name="Koha")
    return open_step("skills")


def group(page, name):
    return page.locator(f"#rows-{name}")


def rows(page, name):
    return group(page, name).locator(".rows__row")


# -- rows ----------------------------------------------------------------------------------------------


def test_adding_a_row_gives_an_empty_one_with_names_of_its_own(open_step, draft):
    page = open_step("people")
    first = rows(page, "contributors").first
    first.get_by_label("Name").fill("Mairi Tolland")
    first.get_by_label("Conceptualization").check()
    page.get_by_role("button", name="Add a contributor").click()

    second = rows(page, "contributors").nth(1)
    expect(second).to_have_id("rows-contributors-1")
    expect(second.locator("legend").first).to_have_text("Contributor 2")
    expect(second.get_by_label("Name")).to_be_focused()
    expect(second.get_by_label("Name")).to_have_value("")
    assert second.locator("input:checked").count() == 0
    expect(second.get_by_role("button", name="Remove Contributor 2")).to_have_attribute("value", "contributors:1")
    expect(page.locator("[name=contributors-rows]")).to_have_value("2")
    expect(page.get_by_role("status").filter(has_text="Contributor 2 added.")).to_be_attached()
    ids = page.eval_on_selector_all("[id]", "found => found.map((one) => one.id)")
    assert len(ids) == len(set(ids))

    second.get_by_label("Name").fill("Ewan Strand")
    second.get_by_label("Software").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    draft.refresh_from_db()
    assert [row["name"] for row in draft.content["contributors"]] == ["Mairi Tolland", "Ewan Strand"]
    assert draft.content["contributors"][1]["credit_roles"] == ["software"]


def test_removing_a_row_renumbers_the_rest_and_keeps_the_focus_near(open_step, draft):
    page = open_step("people")
    for name in ("Anna", "Berit", "Carl"):
        page.get_by_role("button", name="Add a contributor").click()
        rows(page, "contributors").last.get_by_label("Name").fill(name)
    rows(page, "contributors").nth(2).get_by_label("Software").check()

    page.get_by_role("button", name="Remove Contributor 2").click()
    second = rows(page, "contributors").nth(1)
    expect(second.get_by_label("Name")).to_have_value("Berit")
    expect(second.get_by_label("Name")).to_be_focused()
    expect(second.get_by_label("Name")).to_have_attribute("name", "contributors-1-name")
    expect(second.get_by_label("Software")).to_be_checked()
    expect(page.get_by_role("status").filter(has_text="Contributor 2 removed.")).to_be_attached()

    page.get_by_role("button", name="Remove Contributor 3").click()
    expect(page.get_by_role("button", name="Add a contributor")).to_be_focused()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    draft.refresh_from_db()
    assert [row["name"] for row in draft.content["contributors"]][1:] == ["Berit"]


def test_when_there_are_enough_rows_the_button_goes_and_comes_back(open_step):
    page = open_step("story")
    add = page.get_by_role("button", name="Add a figure")
    for _ in range(7):
        add.click()
    expect(rows(page, "outcomes")).to_have_count(8)
    expect(add).to_be_hidden()
    expect(page.get_by_text("That is the most there can be: 8.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Remove .* 8$")).click()
    expect(add).to_be_visible()
    expect(page.get_by_text("That is the most there can be: 8.")).to_be_hidden()


def test_an_error_is_not_copied_into_a_new_row(open_step):
    page = open_step("people")
    rows(page, "contributors").first.get_by_label("Their profile").fill("nobody@inverlathe.example")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".rows__row .field__error")).to_be_visible()
    page.get_by_role("button", name="Add a contributor").click()
    second = rows(page, "contributors").nth(1)
    expect(second.locator(".field__error, .field--error, [aria-invalid]")).to_have_count(0)
    expect(second.get_by_label("Their profile")).to_have_value("")
    described = second.get_by_label("Their profile").get_attribute("aria-describedby")
    assert described == "id_contributors-1-member_helptext"


# -- the picker ----------------------------------------------------------------------------------------


def test_the_picker_finds_a_skill_by_another_name_and_fills_in_its_label(skills, axe):
    field = skills.get_by_role("combobox", name="Skill").first
    assert field.get_attribute("list") is None
    field.fill("")
    field.press_sequentially("mend")
    option = skills.get_by_role("option", name="Paper repair")
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(skills.get_by_text("2 results.")).to_be_attached()
    axe(skills)
    skills.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", re.compile("option"))
    skills.keyboard.press("Enter")
    expect(field).to_have_value("Paper repair")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(skills.get_by_role("listbox")).to_have_count(0)


def test_the_picker_closes_with_escape_or_by_leaving_and_keeps_what_was_typed(skills):
    field = skills.get_by_role("combobox", name="Skill").first
    field.fill("")
    field.press_sequentially("paper")
    expect(skills.locator("[role=option]:visible")).to_have_count(3)  # the last: one’s own words
    skills.keyboard.press("Escape")
    expect(skills.get_by_role("listbox")).to_have_count(0)
    skills.keyboard.press("ArrowDown")
    expect(skills.locator("[role=option]:visible")).to_have_count(3)  # the last: one’s own words
    skills.keyboard.press("Enter")  # nothing is chosen: the form is not sent, the list just closes
    expect(skills.get_by_role("listbox")).to_have_count(0)
    skills.keyboard.press("ArrowDown")
    expect(skills.locator("[role=option]:visible")).to_have_count(3)  # the last: one’s own words
    skills.keyboard.press("Tab")
    expect(skills.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("paper")


def test_the_picker_takes_a_click_and_says_when_nothing_matches(skills):
    field = skills.get_by_role("combobox", name="Skill").first
    field.fill("")
    field.press_sequentially("koh")
    skills.get_by_role("option", name="Koha").click()
    expect(field).to_have_value("Koha")
    expect(field).to_be_focused()
    field.fill("xyzzy")
    expect(skills.locator("[role=option]:visible")).to_have_text(["Not yet here. Keep “xyzzy” as my own words"])


def test_rows_with_pickers_can_be_added_and_removed(skills, draft):
    add = skills.get_by_role("button", name="Add a skill")
    add.click()
    add.click()
    skills.keyboard.type("koh")
    skills.get_by_role("option", name="Koha").click()
    skills.get_by_role("button", name="Remove Skill 2").click()

    expect(rows(skills, "skills")).to_have_count(2)
    moved = rows(skills, "skills").nth(1).get_by_role("combobox")
    expect(moved).to_have_value("Koha")
    expect(moved).to_have_attribute("aria-controls", "id_skills-1-skill_list")
    moved.fill("")
    moved.press_sequentially("making")
    option = skills.get_by_role("option", name="Paper making")
    expect(option).to_be_visible()
    skills.keyboard.press("ArrowDown")
    skills.keyboard.press("Enter")
    expect(moved).to_have_value("Paper making")
    skills.get_by_role("button", name="Save", exact=True).click()
    expect(skills.get_by_text("Saved.", exact=True)).to_be_visible()
    draft.refresh_from_db()
    assert [row["skill"] for row in draft.content["skills"]] == ["paper-repair", "paper-making"]
