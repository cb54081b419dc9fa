"""The boxes that search everything: suggestions by keys and pointer, and the search itself without any script."""

import pytest
from playwright.sync_api import expect

from tests.factories import SkillFactory, publish_profile, publish_showcase


@pytest.fixture
def things(transactional_db):
    SkillFactory(slug="mapping", name="Mapping")
    publish_showcase(title="Maps of the moon")
    return publish_profile(name="Mab Mapson")


def options(page):
    return page.locator("[role=option]:visible")


def test_a_suggestion_is_chosen_by_keys(things, page, look, axe, shoot):
    look(1280)
    page.goto("/skills/")
    box = page.get_by_role("combobox", name="Search everything").or_(page.get_by_label("Search everything"))
    box.focus()
    box.press_sequentially("ma")
    expect(options(page)).to_have_count(3)
    expect(page.locator("auto-complete [role=status]")).to_have_text("3 suggestions. Enter searches.")
    expect(box).to_have_attribute("aria-expanded", "true")
    shoot("suggestions")
    box.press_sequentially("zz")
    expect(page.locator("auto-complete [role=status]")).to_have_text("No suggestions. Enter searches.")
    box.press("Backspace")
    box.press("Backspace")
    expect(options(page)).to_have_count(3)
    axe(page)
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(options(page).nth(1)).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(box).to_have_value("ma")
    box.press("ArrowDown")
    expect(options(page)).to_have_count(3)
    box.press("ArrowDown")
    box.press("ArrowDown")
    with page.expect_navigation():
        box.press("Enter")
    assert page.url.endswith(things.get_absolute_url())


def test_enter_without_a_choice_searches_and_tab_takes_nothing(things, page, look):
    look(1280)
    page.goto("/")
    box = page.get_by_label("Search showcases, people, skills and institutions")
    box.focus()
    box.press_sequentially("ma")
    expect(options(page)).to_have_count(3)
    box.press("ArrowDown")
    box.press("Tab")
    expect(options(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Search")).to_be_focused()
    expect(box).to_have_value("ma")
    box.press("Enter")
    page.wait_for_url("**/search/?q=ma")
    expect(page.get_by_role("heading", name="Search", exact=True)).to_be_visible()


def test_a_click_leads_to_the_page_and_one_elsewhere_closes_the_list(things, page, look):
    look(1280)
    page.goto("/people/")
    box = page.locator("#header-q")
    box.focus()
    box.press_sequentially("moon")
    expect(options(page)).to_have_count(1)
    page.locator("h1").click()
    expect(options(page)).to_have_count(0)
    box.fill("moo")
    with page.expect_navigation():
        options(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Maps of the moon")


def test_without_script_the_search_works(things, new_context):
    page = new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800}).new_page()
    page.goto("/")
    page.get_by_label("Search showcases, people, skills and institutions").fill("moon")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Maps of the moon")).to_be_visible()
    page.goto("/skills/")
    page.locator("#header-q").fill("mab mapson")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Called “mab mapson”")).to_be_visible()


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_can_be_used_at_every_size(width, theme, things, page, look, axe, shoot):
    look(width, theme)
    for name, address in {
        "nothing-asked": "/search/",
        "found": "/search/?q=maps",
        "person": "/search/?q=mab+mapson",
        "nothing": "/search/?q=xyzzy+qqqq",
        "institutions": "/institutions/?q=library",
    }.items():
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        shoot(f"search-{name}-{width}-{theme}")


def test_on_a_narrow_screen_the_header_leads_to_the_search(things, page, look):
    look(360)
    page.goto("/skills/")
    expect(page.locator("#header-q")).to_be_hidden()
    page.locator("header").get_by_role("link", name="Search").click()
    page.wait_for_url("**/search/")
    expect(page.get_by_label("Search everything")).to_be_visible()


def test_a_page_with_a_list_of_its_own_has_no_second_field_of_one_name(things, page):
    page.goto("/showcases/")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((it) => it.id)")
    assert len(ids) == len(set(ids))


def test_what_was_found_prints_with_what_was_asked_and_without_what_is_for_the_screen(things, page, look):
    look(1280)
    page.goto("/search/?q=map")
    asked = page.get_by_text("What was searched for: “map”")
    expect(asked).to_be_hidden()
    page.emulate_media(media="print")
    expect(asked).to_be_visible()
    page.goto("/people/?q=map")
    expect(page.locator(".results-bar__count")).to_be_visible()
    expect(page.locator(".results-bar__clear")).to_be_hidden()
