"""The stories of tests/journey.py and of a missing word in a real Chromium, the second without script too."""

import pytest
from playwright.sync_api import expect

from tests.journey import journey, place
from tests.vocabulary.journey import begun
from tests.vocabulary.journey import journey as word_journey

__all__ = ["place"]  # the fixture
pytestmark = pytest.mark.slow


class Somebody:
    """A person at a Chromium of their own, who does what tests.pages.Visitor does."""

    def __init__(self, context):
        self.page = context.new_page()

    def open(self, url):
        self.page.goto(url)

    def follow(self, link):
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link).first.click()

    def press(self, button, typed=None):
        for name, value in (typed or {}).items():
            self._type(name, value)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).first.click()

    def _type(self, name, value):
        field = self.page.locator(f'[name="{name}"]:not([type="hidden"])')
        sort = field.first.get_attribute("type")
        if sort in ("checkbox", "radio"):
            for one in value if isinstance(value, list) else [value]:
                self.page.locator(f'[name="{name}"][value="{one}"]').check()
        elif field.first.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.first.fill(*value) if isinstance(value, list) else field.fill(value)

    @property
    def reading(self):
        return self.page.locator("main").inner_text()

    def sees(self, text):
        expect(self.page.locator("body")).to_contain_text(text)

    def does_not_see(self, text):
        expect(self.page.locator("body")).not_to_contain_text(text)


def test_from_the_first_visit_to_the_second_version(place, new_context):
    journey(lambda: Somebody(new_context()))


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_missing_word_comes_back_as_a_skill(
    script, transactional_db, author, manager, editor, library, new_context, log_in
):
    def at_a_browser(user):
        context = new_context(java_script_enabled=script)
        log_in(user, context)
        return Somebody(context)

    people = map(at_a_browser, (author, manager, editor))
    word_journey(begun(author, library), *people)
