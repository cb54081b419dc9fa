"""How pages look where one cannot see it in the markup: contrast themes, print, buttons in a row, things that move."""

import pytest
from django.urls import reverse

from review import kinds, services
from tests.browser.conftest import at_rest
from tests.situation import Situation

BUTTONS = """() => {
  const wrong = [];
  const shown = [...document.querySelectorAll(".button, .chip, .status")].filter((one) => one.checkVisibility());
  for (const one of shown) {
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), range = document.createRange();
    const rects = [...one.querySelectorAll("svg")].map((icon) => icon.getBoundingClientRect());
    for (let text; (text = walker.nextNode()); ) {
      if (text.parentElement.closest(".visually-hidden") || !text.textContent.trim()) continue;
      range.selectNodeContents(text);
      rects.push(...[...range.getClientRects()].filter((rect) => rect.width));
    }
    const box = one.getBoundingClientRect();
    const before = Math.min(...rects.map((r) => r.left)) - box.left;
    const after = box.right - Math.max(...rects.map((r) => r.right));
    if (Math.abs(before - after) > 2) wrong.push(`${one.textContent.trim()}: ${before} before, ${after} after`);
  }
  const buttons = shown.filter((one) => one.matches(".button"));
  for (const one of buttons) for (const other of buttons) {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const beside = a.right <= b.left && b.left - a.right < 60 && a.top < b.bottom && b.top < a.bottom;
    if (beside && (Math.abs(a.height - b.height) > 1 || Math.abs(a.top - b.top) > 1)) {
      wrong.push(`${one.textContent.trim()} and ${other.textContent.trim()} do not stand in a line`);
    }
  }
  return wrong;
}"""
SHIFTS = """window.moved = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.moved.push([entry.value, entry.sources.map((s) => s.node?.className)]);
  }
}).observe({ type: "layout-shift", buffered: true });"""
HIDDEN = """() => [...document.querySelectorAll(".table-wrap")]
  .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.textContent)"""
UNREACHED = """() => [...document.querySelectorAll("main *")].filter((box) => {
  const flows = /auto|scroll/.test(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth + 1;
  const inside = box.querySelector("a, button, input, select, textarea, [tabindex]");
  return flows && box.tabIndex < 0 && !inside;
}).map((box) => box.outerHTML.slice(0, 80))"""
STYLE = "(element, [name, pseudo]) => getComputedStyle(element, pseudo).getPropertyValue(name)"


@pytest.fixture
def it(transactional_db, library, author, colleague, manager, editor, outsider):
    return Situation(
        library=library, author=author, colleague=colleague, manager=manager, editor=editor, outsider=outsider
    )


def style(found, name, pseudo=None):
    return found.first.evaluate(STYLE, [name, pseudo])


def test_what_scrolls_sideways_is_reached_by_the_keyboard(it, page, log_in, look):
    log_in(it.author)
    look(320)
    history = reverse("live", args=["showcase", it.showcase.pk])
    for address in ("/styleguide/", it.showcase.get_absolute_url(), it.profile.get_absolute_url(), history):
        page.goto(address)
        assert page.evaluate(UNREACHED) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is too wide"


def test_what_a_manager_and_an_author_decide_by_is_in_sight_on_a_phone(it, page, log_in, look):
    """Why somebody is not invited, and why a page went: nothing of it is a scroll to the side away."""
    long = "alexandrina.featherstonehaugh@specialcollections.inverlathe.example"
    services.take_down(kinds.get("showcase"), it.showcase, by=it.manager, reason="rights", text="Not ours. " * 20)
    look(360, "light")
    log_in(it.manager)
    page.goto(reverse("institution-manage", args=[it.library.slug]))
    page.get_by_label("E-mail addresses").fill(f"{long}\nno address\n{it.author.email}\nmo@elsewhere.example")
    page.get_by_role("button", name="Invite", exact=True).click()
    page.get_by_role("heading", name="Will not be invited").wait_for()
    assert page.evaluate(HIDDEN) == []
    log_in(it.author)
    page.goto(reverse("live", args=["showcase", it.showcase.pk]))
    page.get_by_text("Taken down by").wait_for()
    assert page.evaluate(HIDDEN) == []


def test_buttons_are_even_and_stand_in_a_line(it, page, log_in, look):
    pages = {
        it.manager: [reverse("institution-manage", args=[it.library.slug]), it.in_state["submitted"].get_review_url()],
        it.author: ["/desk/", it.draft.get_absolute_url(), reverse("submission-step", args=[it.draft.pk, "people"])],
    }
    for user, addresses in pages.items():
        log_in(user)
        for address in [*addresses, "/styleguide/"]:
            page.goto(address)
            for width in (360, 1280):
                look(width)
                assert page.evaluate(BUTTONS) == [], f"{address} at {width}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_contrast_theme_leaves_what_colour_meant(theme, it, page, log_in, look):
    look(1280, theme)
    page.emulate_media(forced_colors="active", color_scheme=theme)
    page.goto("/showcases/?skill=paper-repair")
    ground = style(page.locator("body"), "background-color")
    here, elsewhere = page.locator('.nav__link[aria-current="page"]'), page.locator(".nav__link:not([aria-current])")
    assert style(here, "border-bottom-color") != ground
    assert style(elsewhere, "border-bottom-color") == ground
    assert style(page.locator(".facet__option--selected .facet__box"), "background-color") != ground
    for cloth in (".showcase-card .spine__band", ".site-footer .pillar-tag__label"):
        assert style(page.locator(cloth), "border-top-style") == "solid", cloth
        assert style(page.locator(cloth), "border-top-color") != ground
    page.goto("/")
    assert style(page.locator(".pillar-shelf__spine"), "border-left-width") == "1px"
    assert style(page.locator(".pillar-shelf__spine"), "border-left-color") != ground
    page.goto("/styleguide/")
    filled = page.locator(".level__dots--2 i")
    dots = [filled.nth(number).evaluate("dot => getComputedStyle(dot).backgroundColor") for number in range(4)]
    assert [dot == dots[0] for dot in dots] == [True, True, False, False]
    assert dots[0] != ground
    for lozenge in (".pagination__page--current", ".button--primary"):
        assert style(page.locator(lozenge), "background-color") != ground
        assert style(page.locator(lozenge), "color") == ground
    assert style(page.locator(".timeline__event"), "border-top-color", "::before") != ground
    current, other = page.locator(".steps__step--current a"), page.locator(".steps__step:not(.steps__step--current) a")
    assert style(current, "border-left-color") != style(other, "border-left-color")
    log_in(it.manager)
    page.goto("/review/")
    assert style(page.locator(".nav__link .count"), "background-color") != ground


def test_print_says_what_the_screen_says_without_the_grounds(it, page, look):
    look(1280)
    page.goto(it.profile.get_absolute_url())
    page.emulate_media(media="print", color_scheme="dark")
    assert style(page.locator("body"), "color") == "rgb(0, 0, 0)"  # the dark theme is for screens
    for gone in (".site-header", ".site-footer", ".breadcrumbs"):
        assert style(page.locator(gone), "display") == "none"
    levels = page.locator(".level__dots--4 i, .level__dots--3 i").all()
    assert levels
    for dot in page.locator(".level__dots--3 i").all()[:3]:  # filled by their edge, which printers never leave out
        width, edge = (float(style(dot, name).removesuffix("px")) for name in ("width", "border-left-width"))
        assert edge * 2 >= width * 0.75
        assert style(dot, "print-color-adjust") == "exact"
    assert style(page.locator(".level__dots--3 i").nth(3), "border-left-width") in ("1px", "1.5px")
    page.goto(it.showcase.get_absolute_url())
    for cloth in page.locator(".cloth:visible").all():
        assert style(cloth, "print-color-adjust") == "exact"
    assert page.locator(".colophon").is_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_a_page_arrives(width, it, new_context, log_in):
    step = reverse("submission-step", args=[it.draft.pk, "story"])
    public = ["/", "/showcases/", "/people/", "/skills/", it.showcase.get_absolute_url(), it.bare.get_absolute_url()]
    for address in [*public, it.profile.get_absolute_url(), "/desk/", step]:
        context = new_context(viewport={"width": width, "height": 800})  # with nothing kept from before
        context.add_init_script(SHIFTS)
        if address.startswith("/desk/"):
            log_in(it.author, context)
        page = context.new_page()
        page.goto(address)
        at_rest(page)
        moved = page.evaluate("window.moved")
        assert sum(amount for amount, _ in moved) <= 0.02, f"{address}: {moved}"
