"""Rows that refer to people and to several skills, with the script."""

import pytest
from playwright.sync_api import expect

from profiles.members import reference_to
from tests.content import complete_profile, contributor
from tests.factories import SkillFactory, SubmissionFactory, publish_profile


def rows(page, name):
    return page.locator(f"#rows-{name} .rows__row")


def save(page):
    with page.expect_navigation():  # that of an earlier save may stand there still
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


# -- people ------------------------------------------------------------------------------------------------


@pytest.fixture
def people(page, log_in, author, library, colleague, manager):
    """The step that credits two members, as its author sees it."""
    credits = [contributor("E. Strand", reference_to(colleague)), contributor("U. Calder", reference_to(manager))]
    draft = SubmissionFactory(author=author, institution=library, contributors=credits)
    log_in(author)
    page.goto(f"/desk/submissions/{draft.pk}/people/")
    page.draft = draft
    return page


def members(draft):
    draft.refresh_from_db()
    return [row["member"] for row in draft.content["contributors"]]


def test_a_new_row_does_not_carry_the_reference_of_another(people, colleague, manager):
    people.get_by_role("button", name="Add a contributor").click()
    third = rows(people, "contributors").nth(2)
    expect(third.get_by_label("Their profile")).to_have_value("")
    third.get_by_label("Name").fill("Somebody from elsewhere")
    third.get_by_label("Software").check()
    save(people)
    assert members(people.draft) == [reference_to(colleague), reference_to(manager), ""]


def test_when_a_row_goes_the_next_keeps_its_own_reference(people, manager):
    people.get_by_role("button", name="Remove Contributor 1").click()
    first = rows(people, "contributors").first
    expect(first.get_by_label("Their profile")).to_have_value("Una Calder")
    save(people)
    assert members(people.draft) == [reference_to(manager)]
    people.get_by_role("button", name="Remove Contributor 1").click()
    people.get_by_role("button", name="Add a contributor").click()
    rows(people, "contributors").first.get_by_label("Name").fill("Somebody else")
    save(people)
    assert members(people.draft) == [""]


def test_a_name_is_shown_and_typing_over_it_changes_who_is_meant(people, colleague, manager, author):
    field = rows(people, "contributors").first.get_by_label("Their profile")
    expect(field).to_have_value("Ewan Strand")
    field.fill(author.name)
    save(people)
    expect(field).to_have_value("Mairi Tolland")
    assert members(people.draft) == [reference_to(author), reference_to(manager)]


# -- several skills ----------------------------------------------------------------------------------------


@pytest.fixture
def evidence(page, log_in, author, library):
    """The step with a work sample that shows one skill."""
    SkillFactory(slug="paper-repair", labels=["mending paper"])
    SkillFactory(slug="paper-making")
    SkillFactory(slug="koha", name="Koha")
    draft = SubmissionFactory(profile=True, author=author, institution=library)
    log_in(author)
    page.goto(f"/desk/submissions/{draft.pk}/evidence/")
    page.draft = draft
    return page


def samples(draft):
    draft.refresh_from_db()
    return [row["skills"] for row in draft.content["samples"]]


def fields(page, row):
    return rows(page, "samples").nth(row).get_by_role("combobox", name="Skill")


def test_each_field_has_a_picker_that_the_keys_work(evidence, axe):
    second = fields(evidence, 0).nth(1)
    second.press_sequentially("making")
    expect(evidence.get_by_role("option", name="Paper making")).to_be_visible()
    axe(evidence)
    evidence.keyboard.press("ArrowDown")
    evidence.keyboard.press("Enter")
    expect(second).to_have_value("Paper making")
    evidence.keyboard.press("Tab")
    third = fields(evidence, 0).nth(2)
    expect(third).to_be_focused()
    evidence.keyboard.type("koh")
    evidence.get_by_role("option", name="Koha").click()
    save(evidence)
    assert samples(evidence.draft) == [["paper-repair", "paper-making", "koha"]]


def test_there_is_an_empty_field_more_as_long_as_there_may_be(evidence):
    for number in range(1, 6):
        expect(fields(evidence, 0)).to_have_count(max(3, number + 1))
        fields(evidence, 0).nth(number).fill(f"Skill no. {number}")
    expect(fields(evidence, 0)).to_have_count(6)
    ids = evidence.eval_on_selector_all("[id]", "found => found.map((one) => one.id)")
    assert len(ids) == len(set(ids))
    evidence.get_by_role("button", name="Save", exact=True).click()
    expect(evidence.get_by_text("“Skill no. 5” is not in the vocabulary yet.").first).to_be_visible()
    assert len(samples(evidence.draft)[0]) == 6


def test_rows_with_several_skills_come_and_go(evidence):
    fields(evidence, 0).nth(1).fill("Paper making")
    evidence.get_by_role("button", name="Add a work sample").click()
    added = rows(evidence, "samples").nth(1)
    expect(added.get_by_role("combobox", name="Skill")).to_have_count(2)
    for number in range(2):
        expect(fields(evidence, 1).nth(number)).to_have_value("")
    fields(evidence, 1).nth(0).press_sequentially("koh")
    evidence.get_by_role("option", name="Koha").click()
    added.get_by_label("Title").fill("A catalogue")
    evidence.get_by_role("button", name="Remove Work sample 1").click()

    expect(rows(evidence, "samples")).to_have_count(1)
    moved = fields(evidence, 0).nth(1)
    moved.press_sequentially("mend")
    expect(evidence.get_by_role("option", name="Paper repair")).to_be_visible()
    evidence.keyboard.press("ArrowDown")
    evidence.keyboard.press("Enter")
    expect(moved).to_have_value("Paper repair")
    ids = evidence.eval_on_selector_all("[id]", "found => found.map((one) => one.id)")
    assert len(ids) == len(set(ids))
    evidence.get_by_role("button", name="Save", exact=True).click()
    expect(evidence.get_by_role("button", name="Remove Work sample 1")).to_be_visible()
    assert samples(evidence.draft) == [["koha", "paper-repair"]]


# -- as they look ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["people", "evidence"])
def test_they_are_accessible_and_fit_at_every_width(
    step, page, log_in, look, shoot, axe, author, library, colleague, manager
):
    publish_profile(author=colleague, institution=library, name="Ewan Strand")
    for slug in ("rare-books", "audiovisual-preservation-and-digitisation"):
        SkillFactory(slug=slug)
    if step == "people":
        credits = [
            contributor("Ewan Strand", reference_to(colleague)),
            contributor("A retired binder", affiliation="Independent"),
            contributor("U. Calder", "una@nowhere.example"),
        ]
        draft = SubmissionFactory(author=author, institution=library, contributors=credits)
    else:
        sample = complete_profile()["samples"][0]
        skills = ["paper-repair", "audiovisual-preservation-and-digitisation", "juggling", "rare-books"]
        draft = SubmissionFactory(
            profile=True, author=author, institution=library, samples=[sample | {"skills": skills}, sample]
        )
    log_in(author)
    for query in ("", "?check=1"):
        page.goto(f"/desk/submissions/{draft.pk}/{step}/{query}")
        for width in (360, 768, 1440):
            for theme in ("light", "dark"):
                look(width, theme)
                shoot(f"refs-{step}-{width}-{theme}{'-checked' if query else ''}")
                assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe(page)
