"""A date is shown back as it is read, beside what was typed."""

import pytest
from playwright.sync_api import expect

from tests.factories import SubmissionFactory


@pytest.fixture
def certificates(page, log_in, author, library):
    log_in(author)
    row = {"name": "Accredited", "issuer": "Guild", "awarded": "03/04/2024", "expires": "Sept. 2030"}
    profile = SubmissionFactory(profile=True, author=author, institution=library, certifications=[row])
    page.goto(f"/desk/submissions/{profile.pk}/evidence/")
    return page


def test_how_a_date_is_read_stands_under_it_until_it_is_changed(certificates, axe, shoot):
    page = certificates
    awarded = page.get_by_label("Awarded")
    expect(awarded).to_have_value("03/04/2024")
    expect(awarded).to_have_accessible_description(
        "For example 14 March 2026, March 2026 or 2026. Read as 3 April 2024."
    )
    axe(page, "main")
    shoot("dates-evidence")
    awarded.fill("4 March 2024")
    expect(page.get_by_text("Read as 3 April 2024.")).to_have_count(0)
    expect(page.get_by_text("Read as September 2030.")).to_be_visible()


def test_a_new_row_knows_nothing_of_the_dates_of_another(certificates):
    page = certificates
    page.get_by_role("button", name="Add a certification").click()
    second = page.locator("#rows-certifications-1")
    expect(second.get_by_label("Awarded")).to_have_value("")
    expect(second.get_by_text("Read as")).to_have_count(0)
    ids = page.eval_on_selector_all("[id]", "found => found.map((one) => one.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (360, "dark"), (1440, "light"), (1440, "dark")])
def test_cards_and_forms_hold_what_people_write(page, open_step, draft, look, shoot, axe, width, theme):
    draft.content |= {"started": "03/04/2024", "ended": "Sept. 2025"}
    draft.save()
    look(width, theme)
    open_step("basics")
    expect(page.get_by_text("Read as 3 April 2024.")).to_be_visible()
    axe(page, "main")
    shoot(f"dates-basics-{width}-{theme}")
    page.goto("/styleguide/")
    shoot(f"dates-gallery-{width}-{theme}")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
