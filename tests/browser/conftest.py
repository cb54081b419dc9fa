"""A real Chromium over the live server. Any script error or breach of the Content Security Policy fails the test.

`page` opens relative addresses (page.goto("/desk/")), `log_in(user)` needs no password, `look(width, theme)`
sets the size and theme, `axe(page)` finds faults of accessibility, `faults.expected(pattern)` forgives one.
COLOPHON_BROWSER=required fails what would be skipped for want of a Chromium; BROWSER_SHOTS=folder keeps pictures.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils.crypto import get_random_string

from config.flattening import flattened
from config.hint import HINT, IS_IN
from config.joining import joined
from config.storage import PORTAL
from tests.factories import SubmissionFactory

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in the tests' thread

HERE = Path(__file__).parent
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
SHIFTS = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const what = entry.sources.map((source) => source.node?.className || source.node?.nodeName);
    if (entry.value < 0.001) continue; // a letter’s width, when the font comes late and its stand-in is not installed
    window.moved.push([Math.round(entry.value * 10000) / 10000, what.join(" ")]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
NONE_FOUND = f"there is no Chromium ({', '.join(NAMES)})"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and os.environ.get("COLOPHON_BROWSER") != "required":
                item.add_marker(pytest.mark.skip(reason=NONE_FOUND))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if CHROMIUM is None:
        pytest.fail(NONE_FOUND)
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": [*root, "--disable-dev-shm-usage"]}


@pytest.fixture(scope="session")
def as_served(tmp_path_factory):
    """Style sheets joined and scripts flattened, as they are served: a page asks for two files, not seventy."""
    folder = tmp_path_factory.mktemp("static")
    scripts = [f"js/{path.name}" for path in Path(settings.BASE_DIR, "static/js").glob("*.js")]
    for name, make in {PORTAL: joined, **dict.fromkeys(scripts, flattened)}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(make(name, lambda piece: Path(finders.find(piece)).read_text()))
    settings.STATICFILES_DIRS = [folder, *settings.STATICFILES_DIRS]
    finders.get_finder.cache_clear()


@pytest.fixture(scope="session")
def base_url(as_served, live_server):
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}


class Faults:
    """What went wrong in the pages of a test: errors of scripts, on the console, breaches of the policy."""

    def __init__(self):
        self.seen, self.patterns, self.is_over = [], [], False

    def expected(self, *patterns):
        """These are part of the situation (a lost network, a refused save)."""
        self.patterns += patterns

    def watch(self, context):
        context.on("console", lambda said: said.type == "error" and self._note(said.text))
        context.on("weberror", lambda broken: self._note(f"{broken.error}"))

    def _note(self, text):
        if not self.is_over:
            self.seen.append(text)

    def unexpected(self):
        return [text for text in self.seen if not any(re.search(p, text) for p in self.patterns)]


@pytest.fixture
def faults():
    found = Faults()
    yield found
    assert not found.unexpected()


class Traffic:
    """What a browser has asked for and not yet got."""

    def __init__(self, context):
        self.context, self.open = context, set()
        context.on("request", lambda request: self.open.add(request))
        context.on("requestfinished", lambda request: self.open.discard(request))
        context.on("requestfailed", lambda request: self.open.discard(request))

    def stop(self):
        """A form is saved as its page goes: nothing may reach the server when the database is being emptied."""
        page = next(iter(self.context.pages), None)
        for _ in range(40):
            if not self.open or page is None:
                break
            page.wait_for_timeout(50)
        self.context.set_offline(True)


@pytest.fixture
def new_context(new_context, faults, transactional_db):
    """Another browser, as of somebody else or on another device."""
    traffic = []

    def make(**options):
        context = new_context(**options)
        faults.watch(context)
        traffic.append(Traffic(context))
        return context

    yield make
    faults.is_over = True
    for one in traffic:
        one.stop()


@pytest.fixture
def log_in(context, live_server):
    """log_in(user) for the test's own page; log_in(user, other_context) for another browser."""

    def log_in(user, into=context):
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        given = {name: client.cookies[name].value, HINT: IS_IN}
        given[settings.CSRF_COOKIE_NAME] = get_random_string(32)  # else two pages asked for at once bring two
        into.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in given.items()])

    return log_in


@pytest.fixture
def draft(author, library):
    """A whole showcase that `author` has written and not sent."""
    return SubmissionFactory(author=author, institution=library)


@pytest.fixture
def open_step(page, log_in, author, draft):
    """open_step("story") shows that step of `draft` to its author, in the test's page or in another one."""
    log_in(author)

    def open_step(slug, page=page):
        page.goto(f"/desk/submissions/{draft.pk}/{slug}/")
        return page

    return open_step


def at_rest(page):
    """Waits until the fonts of a loaded page have come, and a moment for what its scripts still move."""
    page.evaluate("document.fonts.ready.then(() => null)")
    page.wait_for_timeout(100)


@pytest.fixture
def look(page):
    """look(360, "dark") sets width and theme of the page."""

    def look(width, theme="light"):
        page.set_viewport_size({"width": width, "height": 740 if width < 600 else 900})
        page.emulate_media(color_scheme=theme)

    return look


@pytest.fixture
def shoot(page):
    """shoot("name") keeps a picture of the whole page in the folder BROWSER_SHOTS, if that is set."""

    def shoot(name):
        if folder := os.environ.get("BROWSER_SHOTS"):
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True, caret="initial")

    return shoot


@pytest.fixture
def axe():
    """axe(page) fails with a report when the page has faults of accessibility that a program can see."""

    def check(page, context=None):
        # preload would draw the style sheets into the page, against its policy
        options = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
        found = Axe().run(page, context, options)
        assert found.violations_count == 0, found.generate_report()

    return check
