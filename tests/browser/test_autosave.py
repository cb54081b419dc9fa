"""Nothing typed is ever lost: not to the network, the session, the Back button or a second tab."""

import re

import pytest
from django.contrib.sessions.models import Session
from PIL import Image
from playwright.sync_api import expect

from review import services
from review.models import Submission
from tests.factories import PASSWORD, SubmissionFactory

SAVED = re.compile(r"^Saved at \d\d:\d\d$")
REFUSED = r"the server responded with a status of 409"


@pytest.fixture
def basics(open_step):
    return open_step("basics")


def status(page):
    return page.locator("[data-autosave-status]")


def title(page):
    return page.get_by_label("Title")


def add(page, text):
    """Types on at the end."""
    title(page).press("End")
    title(page).press_sequentially(text)


def write(page, text):
    title(page).fill(text)
    title(page).blur()


def content(draft):
    return Submission.objects.get(pk=draft.pk).content


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def test_a_step_is_saved_soon_after_the_last_change(basics, draft):
    add(basics, " and more")
    expect(status(basics)).to_be_empty()
    expect(status(basics)).to_have_text(SAVED, timeout=10_000)
    assert content(draft)["title"] == "Unrolling sixty estate maps and more"
    expect(basics.locator("[name=revision]")).to_have_value(str(draft.revision + 1))


@pytest.fixture
def held(basics, draft):
    """The first thing that the script itself asks, once held.those says it is wanted, waits for held.go()."""

    class Held:
        those, first = None, None

        def see(self, route):
            if self.first is None and self.those and self.those(route.request):
                self.first = route
            else:
                route.continue_()

        def wait(self):
            for _ in range(50):
                if self.first:
                    return
                basics.wait_for_timeout(50)
            pytest.fail("nothing was asked")

        def go(self):
            self.first.continue_()

    held = Held()
    basics.route("**/desk/submissions/**", held.see)
    return held


def of_script(request):
    return "x-autosave" in request.headers


def test_what_is_asked_about_an_earlier_save_does_not_meet_the_next_one(basics, draft, held):
    held.those = lambda request: of_script(request) and "revision=0" in (request.post_data or "")
    basics.add_init_script("document.cookie = 'arrived=; path=/; max-age=0'")  # as if that answer had been lost
    title(basics).fill("Sixty maps")
    save(basics)
    expect(basics.get_by_text("Saved.", exact=True)).to_be_visible()
    held.wait()  # the new page asks whether what was sent has arrived
    title(basics).fill("Sixty-one maps")
    basics.get_by_role("button", name="Save", exact=True).click(no_wait_after=True)
    basics.wait_for_timeout(300)
    assert content(draft)["title"] == "Sixty maps"
    held.go()
    expect(basics.locator("[name=revision]")).to_have_value(str(draft.revision + 2))
    assert content(draft)["title"] == "Sixty-one maps"


def test_saves_do_not_overlap_and_none_comes_after_the_form_was_sent(basics, draft, held):
    asked = []
    basics.on("request", lambda request: request.method == "POST" and asked.append(of_script(request)))
    held.those = of_script
    write(basics, "Sixty maps")
    held.wait()
    write(basics, "Sixty-one maps")
    title(basics).fill("Sixty-two maps")
    basics.get_by_role("button", name="Save", exact=True).click(no_wait_after=True)
    basics.wait_for_timeout(3500)  # longer than a click waits for a link, and than the pause before a save
    assert asked == [True]
    held.go()
    expect(basics.get_by_text("Saved.", exact=True)).to_be_visible()
    assert content(draft)["title"] == "Sixty-two maps"
    assert asked[:2] == [True, False]


def test_it_is_saved_when_a_field_is_left_and_again_by_hand(basics, draft):
    write(basics, "Sixty maps")
    expect(status(basics)).to_have_text(SAVED, timeout=2000)
    title(basics).fill("Sixty maps, unrolled")
    save(basics)
    expect(basics.get_by_text("Saved.", exact=True)).to_be_visible()
    assert content(draft)["title"] == "Sixty maps, unrolled"


def test_leaving_by_a_link_saves_first_and_back_brings_no_conflict(basics, draft):
    title(basics).fill("Sixty maps")
    basics.get_by_role("link", name=re.compile("The story")).click()
    expect(basics.get_by_role("heading", name="The story", level=1)).to_be_visible()
    assert content(draft)["title"] == "Sixty maps"
    basics.get_by_label("The challenge", exact=True).fill("They were rolled.")
    save(basics)  # this step has seen the revision of the other
    expect(basics.get_by_text("Saved.", exact=True)).to_be_visible()

    basics.go_back()
    basics.go_back()
    expect(title(basics)).to_have_value("Sixty maps")
    add(basics, ", unrolled")
    save(basics)
    expect(basics.get_by_text("Saved.", exact=True)).to_be_visible()
    assert content(draft)["title"] == "Sixty maps, unrolled"
    assert content(draft)["challenge"] == "They were rolled."


def test_going_away_in_the_middle_of_a_word_loses_nothing(basics, draft, live_server):
    title(basics).fill("Sixty ma")
    basics.goto("/showcases/")
    basics.go_back()
    expect(title(basics)).to_have_value("Sixty ma")
    add(basics, "ps")
    save(basics)
    expect(basics.get_by_text("Saved.", exact=True)).to_be_visible()
    assert content(draft)["title"] == "Sixty maps"


def test_reloading_at_once_loses_nothing(basics, draft, faults):
    faults.expected(REFUSED)
    add(basics, "!")
    basics.reload()
    expect(title(basics)).to_have_value("Unrolling sixty estate maps!", timeout=15_000)
    assert content(draft)["title"] == "Unrolling sixty estate maps!"


def test_back_after_save_and_continue_brings_no_conflict_and_no_lost_row(open_step, draft):
    page = open_step("people")
    page.get_by_role("button", name="Add a contributor").click()
    page.keyboard.type("Ewan Strand")
    page.locator("#rows-contributors-1").get_by_label("Software").check()
    page.get_by_role("button", name="Save and continue").last.click()
    expect(page.get_by_role("heading", name="Skills and partners", level=1)).to_be_visible()
    page.go_back()
    second = page.locator("#rows-contributors-1").get_by_label("Name")
    expect(second).to_have_value("Ewan Strand")
    second.fill("Ewan Strand-Holm")
    save(page)
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert [row["name"] for row in content(draft)["contributors"]] == ["Mairi Tolland", "Ewan Strand-Holm"]


def test_a_page_that_the_browser_had_frozen_catches_up(basics, draft, author):
    Submission.objects.filter(pk=draft.pk).update(revision=draft.revision + 3)  # another step was saved
    basics.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(basics.locator("[name=revision]")).to_have_value(str(draft.revision + 3))
    title(basics).fill("Sixty maps")
    save(basics)
    expect(basics.get_by_text("Saved.", exact=True)).to_be_visible()


def test_saving_by_hand_waits_for_a_save_that_is_under_way(basics, draft):
    basics.evaluate(
        """() => {
          const soon = window.fetch;
          window.fetch = async (...what) => (await new Promise((go) => setTimeout(go, 800)), soon(...what));
        }"""
    )
    write(basics, "Sixty maps")
    add(basics, ", un")
    basics.keyboard.press("Enter")
    expect(basics.get_by_role("heading", name="The story", level=1)).to_be_visible()
    assert content(draft)["title"] == "Sixty maps, un"


def test_without_a_network_it_is_kept_on_the_device_and_offered_again(basics, draft, context, faults):
    faults.expected("ERR_INTERNET_DISCONNECTED", REFUSED)
    context.set_offline(True)
    write(basics, "Typed on a train")
    expect(status(basics)).to_have_text("Not saved: you seem to be offline. What you type is kept on this device.")
    basics.get_by_role("button", name="Save and continue").last.click()
    expect(title(basics)).to_have_value("Typed on a train")  # not the browser's own page

    away = context.new_page()
    basics.close()
    context.set_offline(False)
    away.goto(f"/desk/submissions/{draft.pk}/basics/")
    expect(title(away)).to_have_value("Unrolling sixty estate maps")
    away.get_by_role("button", name=re.compile(r"Put back what you typed at \d\d:\d\d")).click()
    expect(title(away)).to_have_value("Typed on a train")
    assert content(draft)["title"] == "Typed on a train"
    away.get_by_role("button", name="Undo").click()
    expect(title(away)).to_have_value("Unrolling sixty estate maps")
    expect(away.get_by_role("region", name="Typed here before")).to_have_count(0)


def test_when_the_network_is_back_it_is_saved_and_no_longer_kept(basics, draft, context, faults):
    faults.expected("ERR_INTERNET_DISCONNECTED")
    context.set_offline(True)
    write(basics, "Typed on a train")
    expect(status(basics)).to_contain_text("offline")
    context.set_offline(False)
    expect(status(basics)).to_have_text(SAVED)
    assert basics.evaluate("Object.keys(localStorage).length") == 0
    assert content(draft)["title"] == "Typed on a train"


def test_what_was_kept_can_be_thrown_away(basics, draft, context, faults):
    faults.expected("ERR_INTERNET_DISCONNECTED", REFUSED)
    context.set_offline(True)
    write(basics, "Nonsense")
    expect(status(basics)).to_contain_text("offline")
    basics.evaluate("localStorage.setItem('copy', Object.entries(localStorage)[0].join('|'))")
    context.set_offline(False)
    expect(status(basics)).to_have_text(SAVED)
    Submission.objects.filter(pk=draft.pk).update(content=draft.content)
    basics.evaluate(
        "([key, value]) => localStorage.setItem(key, value)", basics.evaluate("localStorage.copy").split("|")
    )
    basics.reload()
    basics.get_by_role("button", name="Throw it away").click()
    expect(basics.get_by_role("region", name="Typed here before")).to_have_count(0)
    basics.reload()
    expect(title(basics)).to_have_value("Unrolling sixty estate maps")
    expect(basics.get_by_role("region", name="Typed here before")).to_have_count(0)


def test_an_expired_session_costs_a_log_in_and_no_word(basics, draft, author, faults):
    faults.expected(REFUSED)
    Session.objects.all().delete()
    write(basics, "Typed too late")
    expect(status(basics)).to_contain_text("Not saved: you have been logged out.")
    save(basics)
    basics.get_by_label("E-mail").fill(author.email)
    basics.get_by_label("Password").fill(PASSWORD)
    basics.get_by_role("button", name="Log in", exact=True).click()
    expect(title(basics)).to_have_value("Typed too late")
    expect(status(basics)).to_have_text(SAVED)
    assert content(draft)["title"] == "Typed too late"


def test_logging_in_again_in_another_tab_is_enough(basics, draft, author, context, log_in):
    context.clear_cookies()
    log_in(author)
    other = context.new_page()
    other.goto("/desk/")  # brings the new token
    write(basics, "Typed before and after")
    expect(status(basics)).to_have_text(SAVED)
    assert content(draft)["title"] == "Typed before and after"


def test_two_tabs_on_different_steps_do_not_disturb_each_other(basics, open_step, context, draft, faults):
    faults.expected(REFUSED)
    other = open_step("story", context.new_page())
    write(basics, "Sixty maps")
    expect(status(basics)).to_have_text(SAVED)
    field = other.get_by_label("The challenge", exact=True)
    field.fill("They were rolled.")
    field.blur()
    expect(status(other)).to_have_text(SAVED)
    title(basics).fill("Sixty maps, unrolled")
    title(basics).blur()
    expect(basics.locator("[name=revision]")).to_have_value(str(draft.revision + 3))
    assert content(draft)["title"] == "Sixty maps, unrolled"
    assert content(draft)["challenge"] == "They were rolled."


def test_two_tabs_on_one_step_overwrite_nothing_unasked(basics, open_step, context, draft, faults):
    faults.expected(REFUSED)
    other = open_step("basics", context.new_page())
    write(basics, "Here")
    expect(status(basics)).to_have_text(SAVED)
    write(other, "There")
    expect(status(other)).to_contain_text("Not saved: you changed this step in another tab or on another device.")
    assert content(draft)["title"] == "Here"

    save(other)
    expect(other.get_by_text("Below is what you typed on this page.")).to_be_visible()
    expect(title(other)).to_have_value("There")
    write(other, "There, after all")
    other.wait_for_timeout(3500)
    assert content(draft)["title"] == "Here"  # the writer has seen both, and has not decided yet
    save(other)
    expect(other.get_by_text("Saved.", exact=True)).to_be_visible()
    assert content(draft)["title"] == "There, after all"


def test_a_chosen_file_waits_for_the_button_and_the_text_beside_it_is_kept(open_step, draft, tmp_path, faults):
    faults.expected(REFUSED)
    Image.new("RGB", (900, 600), "tan").save(tmp_path / "map.png")
    page = open_step("pictures")
    row = page.locator("#rows-pictures-0")
    row.get_by_label("Picture", exact=True).set_input_files(tmp_path / "map.png")
    row.get_by_label("Describe the picture").fill("A map, unrolled")
    row.get_by_label("Describe the picture").blur()
    page.wait_for_timeout(500)
    expect(status(page)).to_be_empty()
    assert content(draft)["pictures"] == []
    assert "A map, unrolled" in page.evaluate("JSON.stringify(localStorage)")
    save(page)
    expect(
        page.get_by_role("img", name="A map, unrolled").or_(page.locator(".picture-input__current img"))
    ).to_be_visible()
    expect(page.get_by_role("region", name="Typed here before")).to_have_count(0)
    assert content(draft)["pictures"][0]["alt"] == "A map, unrolled"
    page.wait_for_function("!localStorage.length")  # what was kept has arrived
    assert content(draft)["pictures"][0]["picture"]

    page.get_by_role("button", name="Add a picture").click()
    second = page.locator("#rows-pictures-1")
    expect(second.locator("img, input[type=hidden], input[type=checkbox]")).to_have_count(0)
    expect(second.get_by_label("Picture", exact=True)).to_have_attribute("name", "pictures-1-picture")


def test_no_script_is_needed(browser, new_context, author, log_in, draft, live_server):
    context = new_context(java_script_enabled=False)
    log_in(author, context)
    page = context.new_page()
    page.goto(f"{live_server.url}/desk/submissions/{draft.pk}/people/")
    page.get_by_role("button", name="Add a contributor").click()
    page.locator("#rows-contributors-1").get_by_label("Name").fill("Ewan Strand")
    page.get_by_role("button", name="Remove Contributor 1").click()
    expect(page.locator(".rows__row")).to_have_count(1)
    assert [row["name"] for row in content(draft)["contributors"]] == ["Ewan Strand"]
    page.goto(f"{live_server.url}/desk/submissions/{draft.pk}/skills/")
    expect(page.get_by_label("Skill", exact=True).first).to_have_attribute("list", "skill-options")


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("submit", "Not saved. This was sent for review, so it cannot be edited."),
        ("withdraw", "Not saved. You withdrew this, so it cannot be edited."),
    ],
)
def test_a_page_that_is_still_open_after_a_move_is_told_of_it(verb, said, basics, draft, author, faults):
    faults.expected(REFUSED)
    services.move(draft, verb, by=author)
    write(basics, "One more thing")
    expect(status(basics)).to_contain_text(said)
    expect(status(basics)).to_contain_text("What you type is kept on this device.")
    expect(status(basics)).not_to_contain_text("tab")
    assert content(draft)["title"] == "Unrolling sixty estate maps"


def test_a_page_that_is_still_open_after_its_author_took_it_back_simply_saves(basics, draft, author):
    services.move(draft, "submit", by=author)
    services.move(draft, "recall", by=author)
    write(basics, "One more thing")
    expect(status(basics)).to_have_text(SAVED)
    assert content(draft)["title"] == "One more thing"


def test_what_is_too_long_is_told_and_kept_until_it_fits(basics, draft, faults):
    faults.expected(REFUSED, r"the server responded with a status of 422")
    title(basics).evaluate("field => field.removeAttribute('maxlength')")
    write(basics, "T" * 130)
    expect(status(basics)).to_contain_text("Not saved. “Title” has 130 characters, 10 too many: at most 120 fit.")
    save(basics)
    expect(title(basics)).to_have_value("T" * 130)
    assert content(draft)["title"] == "Unrolling sixty estate maps"
    write(basics, "Sixty maps")
    expect(status(basics)).to_have_text(SAVED)
    assert content(draft)["title"] == "Sixty maps"
    basics.goto(f"/desk/submissions/{draft.pk}/basics/")
    expect(title(basics)).to_have_value("Sixty maps")
    expect(basics.get_by_role("region", name="Typed here before")).to_have_count(0)


KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('colophon:kept:'))"


def lose_saves(page):
    page.route("**/basics/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())


def log_out(page):
    page.get_by_role("button", name="Log out").click()


def test_logging_out_leaves_no_text_behind_and_asks_before_any_is_lost(basics, draft, faults):
    faults.expected("ERR_FAILED", REFUSED)
    lose_saves(basics)
    write(basics, "Sixty maps")
    expect(status(basics)).to_contain_text("kept on this device")
    basics.once("dialog", lambda dialog: dialog.dismiss())
    with basics.expect_event("dialog") as asked:
        log_out(basics)
    assert "could not be saved" in asked.value.message
    assert len(basics.evaluate(KEPT)) == 1
    expect(title(basics)).to_have_value("Sixty maps")
    basics.unroute("**/basics/")
    write(basics, "Sixty-one maps")  # whoever stays goes on writing, and it is saved
    expect(status(basics)).to_have_text(SAVED)
    assert content(draft)["title"] == "Sixty-one maps"
    lose_saves(basics)
    write(basics, "Sixty-two maps")
    expect(status(basics)).to_contain_text("kept on this device")
    basics.once("dialog", lambda dialog: dialog.accept())
    log_out(basics)
    expect(basics.get_by_role("link", name="Log in")).to_be_visible()
    assert basics.evaluate(KEPT) == []


def test_what_was_saved_as_the_page_went_is_cleared_unasked(basics, draft):
    title(basics).fill("Sixty maps")
    log_out(basics)  # a dialog would be dismissed, and nobody logged out
    expect(basics.get_by_role("link", name="Log in")).to_be_visible()
    assert basics.evaluate(KEPT) == []
    assert content(draft)["title"] == "Sixty maps"


def test_another_person_in_the_same_browser_is_never_offered_it(open_step, draft, log_in, library, faults):
    faults.expected("ERR_FAILED", REFUSED, "the server responded with a status of 404")
    page = open_step("basics")
    lose_saves(page)
    write(page, "Sixty maps")
    expect(status(page)).to_contain_text("kept on this device")
    page.unroute("**/basics/")
    other = SubmissionFactory(institution=library)
    log_in(other.author)  # the session of the first has run out
    page.goto(f"/desk/submissions/{other.pk}/basics/")
    expect(title(page)).to_have_value("Unrolling sixty estate maps")
    assert page.evaluate("import('/static/js/editor/kept.js').then((module) => module.keptPaths())") == []
    assert len(page.evaluate(KEPT)) == 1  # it waits for the first
