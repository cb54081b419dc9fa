"""The filter over the list of skills finds what is meant, however it is typed."""

import re

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
        page.locator("input[data-asks]").fill(typed)
        expect(page.locator("#skill-list li")).to_have_text([re.compile(left)])
