"""The filter over the list of skills finds what is meant, however it is typed."""

from playwright.sync_api import expect

from tests.factories import SkillFactory

NAMES = ("E-books", "Reader’s advice", "Łódź atlases", "Straße maps", "Paper")


TYPED = {
    "ebooks": "E-books",
    "e‑BOOKS": "E-books",
    "reader's": "Reader’s advice",
    "readers": "Reader’s advice",
    "lodz": "Łódź atlases",
    "strasse": "Straße maps",
    "STRAẞE": "Straße maps",
    "Łódź": "Łódź atlases",
}


def test_what_is_the_same_stays_in_the_list(page, transactional_db):
    for number, name in enumerate(NAMES):
        SkillFactory(slug=f"skill-{number}", name=name)
    page.goto("/skills/")
    for typed, left in TYPED.items():
        page.locator("input[data-filter]").fill(typed)
        for name in NAMES:
            here = page.locator("#skill-list li", has_text=name).first
            expect(here).to_be_visible() if name == left else expect(here).to_be_hidden()
