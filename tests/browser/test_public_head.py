"""The head of public pages, which are the same for everybody: the script puts there what is somebody's own."""

import re

import pytest
from django.contrib.sessions.models import Session

from tests.browser.conftest import SHIFTS, at_rest
from tests.factories import SubmissionFactory, publish_showcase

MOST = 0.05  # of movement, as browsers measure it
WIDTHS = (360, 768, 1440)


@pytest.fixture
def live(author, library):
    SubmissionFactory(author=author, institution=library, submitted=True, title="One that waits")
    return publish_showcase(author=author, institution=library)


def mine(page):
    return page.get_by_role("banner").get_by_role("button", name="Log out")


def movement(page, url):
    page.goto(url)
    at_rest(page)
    return sum(amount for amount, _ in page.evaluate("window.moved"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_has_everything_and_nothing_moves(page, look, log_in, editor, live, axe, shoot, theme, faults):
    faults.expected("404")  # of the page that is none
    log_in(editor)
    page.add_init_script(SHIFTS)
    for width in WIDTHS:
        look(width, theme)
        for url in ("/", live.get_absolute_url(), "/nowhere/"):
            assert movement(page, url) < MOST, (width, url)
            for name in ("My desk", "Review 1 waiting", "Vocabulary", "Account"):
                assert page.get_by_role("banner").get_by_role("link", name=name, exact=True).is_visible()
            assert mine(page).is_visible()
            assert not page.get_by_role("banner").get_by_role("link", name="Log in").count()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        shoot(f"public-{width}-{theme}")
        axe(page)


def test_it_looks_as_on_a_private_page(page, look, log_in, editor, live):
    log_in(editor)
    for width in WIDTHS:
        look(width)
        boxes = []
        for url in ("/", "/desk/"):
            page.goto(url)
            mine(page).wait_for()
            at_rest(page)
            boxes.append(page.get_by_role("banner").bounding_box()["height"])
        assert boxes[0] == boxes[1], width


def test_strangers_ask_for_nothing(page, live):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("banner").get_by_role("link", name="Log in").is_visible()
    assert not page.get_by_role("link", name="My desk").count()
    assert not [url for url in asked if "personal" in url or "log-out" in url]


def test_without_script_one_link_leads_to_the_desk(new_context, log_in, author, live):
    context = new_context(java_script_enabled=False)
    log_in(author, context)
    page = context.new_page()
    page.goto("/showcases/")
    ways = page.get_by_role("banner").get_by_role("link", name=re.compile("Log in|Sign up|My desk"))
    for width in (*WIDTHS, 320):
        page.set_viewport_size({"width": width, "height": 740})
        tops = {ways.nth(at).bounding_box()["y"] for at in range(3)}
        assert (ways.count(), len(tops)) == (3, 1), width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="My desk").click()
    page.wait_for_url("**/desk/")


def test_who_had_the_focus_keeps_it(page, log_in, author, live):
    log_in(author)
    page.route("**/accounts/personal/", lambda route: page.wait_for_timeout(300) or route.continue_())
    page.goto("/")
    page.evaluate("""
        document.documentElement.classList.remove("is-here");
        document.querySelector('[href="/accounts/login/"]').focus();
    """)
    mine(page).wait_for()
    assert page.evaluate("document.activeElement.textContent") == "My desk"


def test_logging_out_there_is_said_over_the_page_and_can_be_put_away(page, look, log_in, author, live, axe, shoot):
    page.add_init_script(SHIFTS)
    look(360)
    log_in(author)
    page.goto("/people/")
    mine(page).click()
    word = page.get_by_role("status").filter(has_text="You are logged out.")
    word.wait_for()
    page.wait_for_timeout(200)
    assert sum(amount for amount, _ in page.evaluate("window.moved")) < MOST
    assert page.get_by_role("banner").get_by_role("link", name="Log in").is_visible()
    assert page.locator("[aria-live=polite]").get_by_text("You are logged out.").is_visible()
    shoot("said-360")
    axe(page)
    page.get_by_role("button", name="Close").click()
    assert not word.count()
    page.reload()
    page.wait_for_load_state("networkidle")
    assert not word.count()
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == "here"]


def test_where_the_session_has_ended_the_ways_in_come_back(page, log_in, author, live):
    log_in(author)
    Session.objects.all().delete()
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Log in").wait_for()
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == "here"]


@pytest.mark.parametrize("fails", [lambda route: route.abort(), lambda route: route.fulfill(status=500)])
def test_where_nothing_comes_who_is_logged_in_has_the_way_to_the_desk(page, log_in, author, live, faults, fails):
    faults.expected("Failed to load resource")
    log_in(author)
    page.add_init_script(SHIFTS)
    page.route("**/accounts/personal/", fails)
    assert movement(page, "/") < MOST
    page.get_by_role("banner").get_by_role("link", name="My desk").wait_for()
    assert page.get_by_role("banner").get_by_role("link", name=re.compile("Log in|Sign up")).count() == 0
    page.get_by_role("link", name="My desk").click()
    page.wait_for_url("**/desk/")
    page.unroute("**/accounts/personal/")
    page.go_back()
    mine(page).wait_for()
