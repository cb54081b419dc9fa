"""Narrowing a list: without a reload where there is script, with one where there is none, and always by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.discovery import make
from tests.factories import InstitutionFactory, SkillFactory

FOLDED = ["lodz", "ŁÓDŹ", "lódz  w"]  # as the server finds it, see tests/discovery/test_facets.py


@pytest.fixture
def shelves(transactional_db):
    """Enough to scroll: showcases at four institutions, with more skills than are in sight."""
    broad = SkillFactory(slug="binding", name="Binding")
    skills = [SkillFactory(slug=f"skill-{number:02}", broader=[broad] if number < 3 else []) for number in range(14)]
    skills.append(SkillFactory(slug="lodz", name="Łódź weaving"))
    rest = InstitutionFactory()
    for number in range(24):
        place = InstitutionFactory(slug=f"place-{number}", name=f"A place {number}") if number < 4 else rest
        used = [skills[0], *skills[number % 12 + 1 : number % 12 + 4]]
        make.showcase(f"Work {number:02}", skills=used, year=2023 + number % 2, institution=place)


def top_of(link):
    return link.bounding_box()["y"]


@pytest.fixture
def here(page, shelves, look):
    """The list, as a page that says whether it was loaded anew."""
    look(1280)
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto("/showcases/")
    page.evaluate("window.isSame = true")
    yield page
    assert page.evaluate("window.isSame") is True, "the page was loaded anew"


def test_without_script_the_page_of_a_choice_begins_there(new_context, shelves):
    page = new_context(java_script_enabled=False, viewport={"width": 1280, "height": 600}).new_page()
    page.goto("/showcases/")
    option = page.locator("#institution-place-2")
    option.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/showcases/?institution=place-2#institution-place-2")
    expect(option).to_be_focused()
    expect(option).to_have_attribute("aria-current", "true")
    page.keyboard.press("Enter")  # and off again
    page.wait_for_url("**/showcases/#institution-place-2")
    expect(option).not_to_have_attribute("aria-current", "true")
    page.keyboard.press("Tab")
    expect(page.locator("#institution-place-3")).to_be_focused()


def test_without_script_a_long_facet_is_filtered_by_sending(new_context, shelves):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/showcases/?year=2024")
    page.get_by_label("Find among the skills").fill("lodz")
    page.get_by_label("Find among the skills").press("Enter")
    page.wait_for_url("**/showcases/?year=2024&find-skill=lodz#facet-skill")
    expect(page.locator("#facet-skill .facet__label:visible")).to_have_text(["Łódź weaving"])
    page.get_by_role("link", name="Show all").click()
    page.wait_for_url("**/showcases/?year=2024#facet-skill")
    page.locator("#facet-skill .facet__more a").click()
    page.wait_for_url("**/showcases/?year=2024&all=skill#skill-*")
    expect(page.locator("#facet-skill .facet__label:visible")).not_to_have_count(7)
    page.get_by_role("link", name="Country").click()
    page.wait_for_url("**/showcases/?year=2024&all=skill&all=country#title-country")
    expect(page.locator("#facet-country .facet__option")).to_have_count(1)


def test_a_choice_changes_the_list_and_all_that_says_what_it_is_of(here, axe):
    option = here.locator("#institution-place-2")
    option.focus()
    before = top_of(option)
    here.keyboard.press("Enter")
    expect(option).to_have_attribute("aria-current", "true")
    expect(option).to_be_focused()
    assert abs(top_of(option) - before) < 3
    expect(here).to_have_url(re.compile(r"/showcases/\?institution=place-2$"))
    expect(here).to_have_title(re.compile("^Showcases: A place 2"))
    expect(here.locator("#list-said")).to_have_text("1 showcase")
    expect(here.locator("head link[rel=canonical]")).to_have_attribute("href", re.compile(r"\?institution=place-2$"))
    expect(here.locator("head meta[name=robots]")).to_have_count(1)
    expect(here.locator("form[role=search] input[type=hidden]")).to_have_attribute("value", "place-2")
    axe(here)
    here.keyboard.press("Enter")  # and off again
    expect(here.locator("#results")).to_have_text("24 showcases")
    expect(option).to_be_focused()
    expect(here.locator("head meta[name=robots]")).to_have_count(0)
    expect(here).to_have_title(re.compile("^Showcases –"))


def test_the_space_bar_ticks_what_looks_like_a_box(here):
    option = here.locator("#institution-place-2")
    option.focus()
    here.keyboard.press("Space")
    expect(option).to_have_attribute("aria-current", "true")
    here.keyboard.press("Space")
    expect(option).not_to_have_attribute("aria-current", "true")


WHERE = """() => {
  const [at, foot] = [document.activeElement, document.querySelector(".facets__foot a")];
  const name = at === document.body ? "body" : at.outerHTML.slice(0, 100);
  return [name, at.getBoundingClientRect().bottom, foot.getBoundingClientRect().top];
}"""


def test_on_a_phone_the_foot_says_how_many_are_left_and_leads_there(here):
    foot = here.locator(".facets__foot a")
    expect(foot).to_be_hidden()
    here.set_viewport_size({"width": 360, "height": 640})
    here.locator("#facets > summary").click()
    expect(foot).to_have_text("Show 24 showcases")
    here.locator("#institution-place-2").click()
    expect(foot).to_have_text("Show 1 showcase")
    expect(foot).to_be_in_viewport()
    here.locator("#facets > summary").focus()
    at = "#facets > summary"
    while here.keyboard.press("Tab") or not foot.evaluate("foot => foot === document.activeElement"):
        was, (at, below, edge) = at, here.evaluate(WHERE)
        assert at != "body", f"the focus is lost after {was}"
        assert below <= edge + 1  # what has the focus is not below it
    foot.click()
    expect(here.locator("#results")).to_be_in_viewport()
    expect(here).to_have_url(re.compile(r"\?institution=place-2#results$"))


def test_escape_empties_the_filter_of_a_facet_before_it_closes_anything(here):
    here.set_viewport_size({"width": 360, "height": 640})
    here.locator("#facets > summary").click()
    box = here.get_by_label("Find among the skills")
    box.fill("lodz")
    box.press("Escape")
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    box.press("Escape")
    expect(here.locator("#facets > summary")).to_be_focused()


def test_back_and_forward_show_what_was_there(here):
    here.locator("#institution-place-1").click()
    expect(here.locator("#results")).to_have_text("1 showcase")
    here.locator("#institution-place-3").click()
    expect(here.locator("#results")).to_have_text("2 showcases")
    here.go_back()
    expect(here.locator("#results")).to_have_text("1 showcase")
    here.go_back()
    expect(here.locator("#results")).to_have_text("24 showcases")
    expect(here.locator(".chip")).to_have_count(0)
    here.go_forward()
    expect(here.locator("#results")).to_have_text("1 showcase")
    expect(here).to_have_url(re.compile(r"\?institution=place-1$"))


def test_after_back_and_forward_the_focus_is_on_what_was_left_and_what_was_chosen(here):
    steps = [here.locator("#year-2023"), here.locator("#sort-title")]
    for step in steps:
        step.focus()
        here.keyboard.press("Enter")
        expect(step).to_have_attribute("aria-current", "true")
    year, order = steps
    here.go_back()
    expect(order).not_to_have_attribute("aria-current", "true")  # it is drawn, and not as it was before
    expect(order).to_be_focused()
    here.go_back()
    expect(year).not_to_have_attribute("aria-current", "true")
    expect(year).to_be_focused()
    here.go_forward()
    expect(year).to_have_attribute("aria-current", "true")
    expect(order).to_be_focused()  # which was left there
    here.go_forward()
    expect(order).to_have_attribute("aria-current", "true")
    expect(order).to_be_focused()
    here.go_back()
    expect(order).not_to_have_attribute("aria-current", "true")
    here.locator("a.chip").click()
    here.get_by_role("link", name="Next").click()
    expect(here.locator("#list-said")).to_have_text("24 showcases, page 2 of 2")
    expect(here.locator("#results")).to_have_text("24 showcases, page 2 of 2")
    here.go_back()
    expect(here.get_by_role("link", name="Next")).to_be_focused()
    expect(here.locator("#results")).to_have_text("24 showcases")


def test_what_comes_into_a_facet_and_goes_is_told(here):
    options = here.locator("#facet-skill .facet__part:not([hidden]) .facet__option")
    before = options.count()
    here.locator("#facet-skill .facet__more a").click()
    expect(here.locator("#list-said")).to_have_text(re.compile(r"^\d+ more skills are shown$"))
    assert here.locator("#list-said").text_content() == f"{options.count() - before} more skills are shown"
    here.get_by_role("link", name="Show fewer").click()
    expect(here.locator("#list-said")).to_have_text(re.compile(r"^\d+ fewer skills are shown$"))


def test_what_was_opened_stays_open_and_a_chip_leads_to_the_results(here):
    here.locator("#facet-skill .facet__more a").click()
    here.locator("#below-skill-binding > summary").click()
    here.locator("#facet-pillar > summary").click()
    here.locator("#skill-skill-01").click()
    expect(here.locator("#skill-skill-01")).to_be_focused()
    here.locator("a.chip").click()
    expect(here.locator("#results")).to_be_focused()
    expect(here.locator("#results")).to_have_text("24 showcases")
    expect(here.locator("#below-skill-binding")).to_have_attribute("open", "")
    expect(here.locator("#facet-pillar")).not_to_have_attribute("open", "")


def test_what_is_out_of_sight_comes_when_it_is_asked_for_and_goes_again(here):
    lines = here.locator("#facet-skill .facet__line:visible")
    expect(lines).to_have_count(7)
    more = here.locator("#facet-skill .facet__more a")
    expect(more).to_have_text(re.compile("^6 more"))
    more.focus()
    here.keyboard.press("Enter")
    expect(here.locator("#facet-skill[data-whole]")).to_be_visible()
    expect(here.locator(":focus")).to_have_class(re.compile("facet__option"))  # the first that was not there before
    assert lines.nth(7).locator("a").evaluate("line => line === document.activeElement")
    expect(here).to_have_url(re.compile(r"\?all=skill$"))
    here.get_by_role("link", name="Show fewer").click()
    expect(lines).to_have_count(7)
    expect(here.locator("#title-skill")).to_be_focused()
    here.go_back()
    expect(lines).not_to_have_count(7)


@pytest.mark.parametrize("at", ["#facet-skill .facet__option >> nth=1", "#facet-skill .facet__more a"])
def test_who_goes_on_while_the_rest_of_a_facet_is_on_its_way_keeps_the_focus(here, at):
    def meanwhile(route):
        here.locator(at).focus()
        route.continue_()

    here.route("**/*all=skill*", meanwhile)
    here.get_by_label("Find among the skills").focus()
    expect(here.locator("#facet-skill[data-whole]")).to_be_visible()
    assert here.evaluate("document.activeElement.closest('#facet-skill') !== null")


def test_a_heading_that_few_look_for_opens_where_it_stands(here):
    title = here.locator("#title-kind")
    title.focus()
    before = top_of(title)
    here.keyboard.press("Enter")
    expect(here.locator("#facet-kind")).to_have_attribute("open", "")
    expect(title).to_be_focused()
    assert abs(top_of(title) - before) < 3
    here.locator("#facet-kind .facet__option").first.click()
    expect(here.locator(".chip")).to_have_count(1)
    expect(here.locator("#facet-kind")).to_have_attribute("open", "")


def test_sorting_keeps_its_place_a_page_begins_at_the_results_and_words_keep_the_box(here):
    here.locator("#sort-title").click()
    expect(here.locator("#sort-title")).to_have_attribute("aria-current", "true")
    expect(here.locator("#sort-title")).to_be_focused()
    here.get_by_role("link", name="Next").click()
    expect(here.locator("#results")).to_be_focused()
    expect(here.locator("#results")).to_be_in_viewport()
    expect(here).to_have_url(re.compile(r"\?sort=title&page=2$"))
    expect(here.locator("head link[rel=prev]")).to_have_count(1)
    box = here.get_by_label("Search the showcases")
    box.fill("work 11")
    box.press("Enter")
    expect(here).to_have_url(re.compile(r"\?q=work\+11&sort=title$"))
    expect(here.locator("#results")).not_to_have_text("24 showcases")
    expect(box).to_be_focused()


def test_who_ticks_quickly_gets_all_of_it_and_the_last_answer_counts(here):
    """The answer to the first click comes last."""
    held = []
    here.route(re.compile(r"\?institution=place-0$"), lambda route: held.append(route))
    here.locator("#institution-place-0").click()
    expect(here.locator("#list")).to_have_attribute("aria-busy", "true")
    here.locator("#institution-place-1").click()
    expect(here.locator("#results")).to_have_text("2 showcases")
    expect(here).to_have_url(re.compile(r"\?institution=place-0&institution=place-1$"))
    expect(here.locator("#list")).not_to_have_attribute("aria-busy", "true")
    here.unroute_all()


def test_who_moves_on_while_a_list_is_on_its_way_stays_there_and_loses_nothing(here):
    held = []
    here.route(re.compile(r"\?pillar=visibility$"), lambda route: held.append(route))
    here.locator("#pillar-visibility").click()
    expect(here.locator("#list")).to_have_attribute("aria-busy", "true")
    box = here.get_by_label("Find among the skills")
    box.press_sequentially("lodz")
    held[0].continue_()
    expect(here.locator(".chip")).to_have_count(1)
    expect(here.locator("#results")).to_have_text("24 showcases")
    expect(box).to_be_focused()
    expect(box).to_have_value("lodz")
    here.unroute_all()


def test_a_modified_click_is_the_browsers(here, context):
    with context.expect_page() as opened:
        here.locator("#institution-place-0").click(modifiers=["Control"])
    expect(opened.value).to_have_url(re.compile(r"\?institution=place-0#institution-place-0$"))
    expect(here.locator("#results")).to_have_text("24 showcases")


def test_where_the_answer_fails_the_browser_goes_there_itself(page, shelves, faults):
    faults.expected("Failed to load resource")
    page.goto("/showcases/")
    failed = []

    def fail_once(route):
        if failed:
            return route.continue_()
        failed.append(route)
        return route.abort()

    page.route("**/showcases/?institution=place-3*", fail_once)
    page.evaluate("window.isSame = true")
    page.locator("#institution-place-3").click()
    page.wait_for_function("!window.isSame")
    expect(page.locator("#results")).to_have_text("1 showcase")
    assert failed


@pytest.mark.parametrize("typed", FOLDED)
def test_the_filter_of_a_facet_finds_as_one_types_and_says_how_many_are_left(typed, here):
    lines = here.locator("#facet-skill .facet__label:visible")
    here.get_by_label("Find among the skills").press_sequentially(typed)
    expect(lines).to_have_text(["Łódź weaving"])
    expect(here.locator("#list-said")).to_have_text("1 of 16 skills")
    expect(here).to_have_url(re.compile(r"\?find-skill="))


def test_what_the_filter_of_a_facet_looks_for_is_kept_and_taken_back(here):
    lines = here.locator("#facet-skill .facet__label:visible")
    box = here.get_by_label("Find among the skills")
    box.fill("skill 01")
    expect(lines).to_have_text(["Binding", "Skill 01"])
    here.locator("#skill-skill-01").click()
    expect(here).to_have_url(re.compile(r"\?skill=skill-01&find-skill=skill\+01$"))
    expect(box).to_have_value("skill 01")
    expect(lines).to_have_text(["Binding", "Skill 01"])
    here.get_by_role("link", name="Show all").click()
    expect(box).to_be_focused()
    expect(here).to_have_url(re.compile(r"\?skill=skill-01$"))
    expect(lines).to_have_count(13)  # three stand below one that is folded


def test_on_a_small_screen_the_facets_stay_open_after_a_choice(page, look, shelves, axe):
    look(360)
    page.goto("/showcases/")
    page.get_by_text("Narrow the list").click()
    turned = "e => getComputedStyle(e).rotate"
    assert page.locator("#facets > summary .icon").evaluate(turned) == "45deg"  # the plus is a cross
    page.locator("#skill-binding").click()
    expect(page.locator("#skill-binding")).to_have_attribute("aria-current", "true")
    expect(page.locator("#skill-binding")).to_be_focused()
    expect(page.locator("#skill-binding")).to_be_in_viewport()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
