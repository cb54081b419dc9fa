"""Finding one's skill in a form with a script: own words, all skills to look through, and how it looks."""

import pytest
from playwright.sync_api import expect

from drafting.services import save_content
from tests.factories import SkillFactory, publish_profile, publish_showcase

TEXT = "We cook wheat starch paste. Most of the winter went into **gold tooling** by hand. Then we had tea."


@pytest.fixture
def step(open_step, draft, author, db):
    conservation = SkillFactory(slug="conservation")
    SkillFactory(slug="book-conservation", broader=[conservation], labels=["wheat starch paste"])
    SkillFactory(slug="paper-repair", broader=[conservation])
    save_content(draft, {"challenge": TEXT}, by=author)
    return open_step("skills")


def own(page, number=0):
    row = page.locator(f"#rows-own_words-{number}")
    return row.get_by_label("In your words"), row.get_by_label("What it is, in a sentence")


def saved(page, draft):
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    draft.refresh_from_db()
    return draft.content


def test_a_miss_is_kept_as_ones_own_words_with_the_sentence_by_keys_alone(step, draft, axe, shoot):
    step.get_by_role("button", name="Add a skill").click()
    step.keyboard.type("gold tooling")
    expect(step.locator("[role=option]:visible")).to_have_text(["Not yet here. Keep “gold tooling” as my own words"])
    shoot("picker-miss")
    axe(step)
    step.keyboard.press("ArrowDown")
    step.keyboard.press("Enter")
    word, sentence = own(step)
    expect(word).to_have_value("gold tooling")
    expect(word).to_be_focused()
    expect(sentence).to_have_value("Most of the winter went into gold tooling by hand.")
    expect(step.locator("#id_skills-1-skill")).to_have_value("")
    expect(step.get_by_role("listbox")).to_have_count(0)
    assert saved(step, draft)["own_words"] == [
        {"word": "gold tooling", "sentence": "Most of the winter went into gold tooling by hand."}
    ]
    own(step)[1].fill("")
    assert saved(step, draft)["own_words"] == [{"word": "gold tooling", "sentence": ""}]
    assert [row["skill"] for row in draft.content["skills"]] == ["paper-repair"]


@pytest.mark.parametrize("has_script", [True, False])
def test_after_a_button_of_a_row_the_focus_is_on_the_row(
    has_script, new_context, log_in, open_step, step, author, draft
):
    rows = [{"skill": text, "evidence": ""} for text in ("paper-repair", "book conserv", "unobtanium polishing")]
    draft.refresh_from_db()
    save_content(draft, {"skills": rows}, by=draft.author)
    context = new_context(java_script_enabled=has_script)
    log_in(draft.author, context)
    page = open_step("skills", context.new_page())
    page.get_by_role("button", name="Take “Book conservation”").click()
    page.wait_for_url("**#rows-skills-1")
    expect(page.locator("#rows-skills-1")).to_be_focused()
    expect(page.get_by_text("Taken: “Book conservation”.")).to_be_attached()
    page.get_by_role("button", name="Keep “unobtanium polishing”").click()
    page.wait_for_url("**#rows-own_words-0")
    expect(page.locator("#rows-own_words-0")).to_be_focused()


def test_a_second_word_takes_a_row_of_its_own_and_a_fourth_has_none(step, draft):
    step.get_by_role("button", name="Add a skill").click()
    field = step.locator("#id_skills-1-skill")
    for number, text in enumerate(["leather", "sewing", "boxes"]):
        field.fill("")
        field.press_sequentially(text)
        step.get_by_role("option", name=f"Keep “{text}”").click()
        expect(own(step, number)[0]).to_have_value(text)
    field.press_sequentially("stamps")
    step.get_by_role("option", name="Keep “stamps”").click()
    expect(field).to_have_value("stamps")
    expect(step.get_by_text("There is no room for another word of your own.")).to_be_attached()
    assert [row["word"] for row in saved(step, draft)["own_words"]] == ["leather", "sewing", "boxes"]


def test_all_skills_are_looked_through_without_leaving_the_page(step, draft, axe, shoot):
    step.get_by_role("button", name="Add a skill").click()
    step.keyboard.type("half typ")
    step.keyboard.press("Escape")
    step.get_by_role("button", name="Browse all skills").click()
    kind = step.locator("#browse summary").first
    expect(kind).to_be_focused()
    step.keyboard.press("Enter")
    step.get_by_text("More of “Conservation”").click()
    step.get_by_label("Book conservation", exact=True).check()
    shoot("browser")
    axe(step)
    step.locator("#browse").get_by_role("button", name="Add what is ticked").click()
    expect(step.get_by_text("Added to your skills: Book conservation.")).to_be_visible()
    draft.refresh_from_db()
    assert [row["skill"] for row in draft.content["skills"]] == ["paper-repair", "half typ", "book-conservation"]


def test_a_button_under_a_row_that_moved_up_means_that_row(step, draft):
    step.get_by_role("button", name="Add a skill").click()
    step.keyboard.type("book conserv")
    step.keyboard.press("Escape")
    step.get_by_role("button", name="Save", exact=True).click()
    expect(step.get_by_role("button", name="Take “Book conservation”")).to_be_visible()
    step.get_by_role("button", name="Remove Skill 1").click()
    step.get_by_role("button", name="Take “Book conservation”").click()
    expect(step.locator("#id_skills-0-skill")).to_have_value("Book conservation")
    step.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('colophon:kept:'))")  # arrived
    draft.refresh_from_db()
    assert [row["skill"] for row in draft.content["skills"]] == ["book-conservation"]


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (768, "dark"), (1440, "light")])
def test_the_step_holds_all_of_it(step, draft, look, shoot, axe, width, theme):
    look(width, theme)
    expect(step.get_by_text("You wrote “wheat starch paste”: Book conservation?")).to_be_visible()
    step.get_by_role("button", name="Add a skill").click()
    step.keyboard.type("book conserv")
    step.keyboard.press("Escape")
    own(step)[0].fill("Conservation")
    step.get_by_role("button", name="Save", exact=True).click()
    expect(step.get_by_text("That is the skill “Conservation”").first).to_be_visible()
    step.get_by_role("button", name="Browse all skills").click()
    step.locator("#browse summary").first.click()
    step.get_by_text("More of “Conservation”").click()
    shoot(f"skills-step-{width}-{theme}")
    axe(step)
    assert step.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1440, "light")])
def test_proposing_something_and_what_came_of_it(page, log_in, author, look, shoot, axe, faults, width, theme):
    faults.expected("status of 422")
    skill = SkillFactory(slug="paper-repair", labels=["mending paper"])
    log_in(author)
    look(width, theme)
    page.goto(skill.get_absolute_url())
    page.get_by_role("link", name="Something is missing or wrong").click()
    page.get_by_label("It has another name too").check()
    page.get_by_label("The name that is missing").fill("Mending paper")
    page.get_by_role("button", name="Send the proposal").click()
    expect(page.get_by_text("is a name of this skill already").first).to_be_visible()
    shoot(f"propose-{width}-{theme}")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("The name that is missing").fill("Sheet mending")
    page.get_by_role("button", name="Send the proposal").click()
    expect(page.get_by_text("Waiting for an answer")).to_be_visible()
    shoot(f"my-proposals-{width}-{theme}")
    axe(page)


def test_own_words_on_a_page(page, look, shoot, axe):
    words = [{"word": "paper mending", "sentence": ""}, {"word": "gold tooling", "sentence": ""}]
    for width, publish in ((360, publish_profile), (1440, publish_showcase)):
        look(width)
        page.goto(publish(own_words=words).get_absolute_url())
        expect(page.get_by_text("paper mending, gold tooling")).to_be_visible()
        shoot(f"own-words-{width}")
        axe(page)
