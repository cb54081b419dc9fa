"""The long texts of the forms: toolbar, preview, paste, counts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

PASTED = Path(__file__).parent / "pasted"
PASTE = """([field, html, text]) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  field.focus();
  return !field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def story(open_step):
    """The step with the long texts."""
    return open_step("story")


@pytest.fixture
def challenge(story):
    field = story.get_by_label("The challenge", exact=True)
    field.fill("")
    return field


@pytest.fixture
def paste(story):
    """paste(field, html) says whether the script took it on itself."""

    def paste(field, html, text="as plain text"):
        return story.evaluate(PASTE, [field.element_handle(), html, text])

    return paste


def toolbar(page):
    return page.get_by_role("toolbar", name="Format: The challenge")


def select(field, start, end):
    field.evaluate("(field, [start, end]) => field.setSelectionRange(start, end)", [start, end])


def test_each_button_of_the_toolbar_formats_the_selection_and_can_be_undone(story, challenge):
    results = {
        "Bold": "We **tried** steam.",
        "Italic": "We _tried_ steam.",
        "Heading": "### We tried steam.",
        "Link": "We [tried](url) steam.",
        "Bulleted list": "- We tried steam.",
        "Numbered list": "1. We tried steam.",
        "Quote": "> We tried steam.",
    }
    expect(toolbar(story).get_by_role("button")).to_have_count(len(results))
    challenge.press_sequentially("We tried steam.")
    for button, result in results.items():
        select(challenge, 3, 8)
        toolbar(story).get_by_role("button", name=button, exact=True).click()
        expect(challenge).to_have_value(result)
        expect(challenge).to_be_focused()
        story.keyboard.press("Control+z")
        expect(challenge).to_have_value("We tried steam.")


def test_heading_and_quote_work_on_whole_lines_and_can_be_taken_off(story, challenge):
    challenge.fill("What we tried\nSteam.\nWeights.")
    select(challenge, 5, 5)
    toolbar(story).get_by_role("button", name="Heading").click()
    expect(challenge).to_have_value("### What we tried\nSteam.\nWeights.")
    toolbar(story).get_by_role("button", name="Heading").click()
    expect(challenge).to_have_value("What we tried\nSteam.\nWeights.")
    select(challenge, 16, 24)
    toolbar(story).get_by_role("button", name="Quote").click()
    expect(challenge).to_have_value("What we tried\n> Steam.\n> Weights.")


def test_the_toolbar_is_one_stop_of_the_tab_key_and_arrows_move_in_it(story, challenge):
    challenge.focus()
    story.keyboard.press("Shift+Tab")  # the Preview button
    story.keyboard.press("Shift+Tab")
    buttons = toolbar(story).get_by_role("button")
    expect(buttons.nth(0)).to_be_focused()
    story.keyboard.press("ArrowRight")
    story.keyboard.press("ArrowRight")
    expect(buttons.nth(2)).to_be_focused()
    story.keyboard.press("End")
    expect(buttons.last).to_be_focused()
    story.keyboard.press("ArrowRight")
    expect(buttons.first).to_be_focused()
    story.keyboard.press("Enter")
    expect(challenge).to_have_value("****")


def test_shortcuts_format_too(story, challenge):
    challenge.press_sequentially("slowly")
    select(challenge, 0, 6)
    story.keyboard.press("Control+b")
    expect(challenge).to_have_value("**slowly**")


def test_the_preview_shows_what_readers_will_see_and_keeps_text_and_cursor(story, challenge, axe):
    challenge.fill("### What we tried\n\n- *Steam*\n- <script>alert(1)</script> [x](javascript:alert(1))")
    challenge.focus()
    select(challenge, 4, 8)
    story.get_by_role("button", name="Preview: The challenge").click()
    preview = story.get_by_role("region", name="Preview: The challenge")
    expect(preview.get_by_role("heading", name="What we tried", level=3)).to_be_visible()
    expect(preview.locator("li em")).to_have_text("Steam")
    assert preview.get_attribute("aria-live") == "polite"
    assert preview.locator("script, a").count() == 0
    expect(challenge).to_be_hidden()
    axe(story)

    story.get_by_role("button", name="Back to writing: The challenge").click()
    expect(challenge).to_be_focused()
    expect(preview).to_be_hidden()
    assert challenge.evaluate("field => [field.selectionStart, field.selectionEnd]") == [4, 8]
    story.keyboard.type("How")
    expect(challenge).to_have_value(re.compile("^### How we tried"))
    for _ in "How":
        story.keyboard.press("Control+z")
    expect(challenge).to_have_value(re.compile("^### What we tried"))


def test_without_a_network_the_preview_says_so_and_the_text_stays(story, challenge, context, faults):
    faults.expected("ERR_INTERNET_DISCONNECTED")
    challenge.fill("Steam")
    context.set_offline(True)
    story.get_by_role("button", name="Preview: The challenge").click()
    expect(story.get_by_text("The preview cannot be shown now.")).to_be_visible()
    context.set_offline(False)
    story.get_by_role("button", name="Back to writing: The challenge").click()
    expect(challenge).to_have_value("Steam")


# -- pasting -------------------------------------------------------------------------------------------


def test_pasting_from_a_word_processor_keeps_its_structure(challenge, paste):
    for program in ("word", "google-docs", "libreoffice"):
        challenge.fill("")
        assert paste(challenge, (PASTED / f"{program}.html").read_text())
        assert challenge.input_value() == (PASTED / f"{program}.md").read_text().strip(), program


def test_what_is_pasted_stands_apart_from_the_text_around_it_and_can_be_undone(story, challenge, paste):
    challenge.press_sequentially("Before. After.")
    select(challenge, 7, 8)
    assert paste(challenge, "<ul><li>One</li><li>Two</li></ul>")
    expect(challenge).to_have_value("Before.\n\n- One\n- Two\n\nAfter.")
    story.keyboard.press("Control+z")
    expect(challenge).to_have_value("Before. After.")


def test_a_few_words_with_a_link_go_into_the_line(challenge, paste):
    challenge.fill("See .")
    select(challenge, 4, 4)
    assert paste(challenge, '<meta charset="utf-8"><span>our <a href="https://x.example/">notes</a></span>')
    expect(challenge).to_have_value("See our [notes](https://x.example/).")


PLAIN = [
    "",
    '<meta charset="utf-8"><span style="color: red">as plain text</span>',
    '<div style="white-space: pre"><div><span>as plain text</span></div></div>',
    "<p>as plain text</p>",
]


def test_text_without_structure_is_left_to_the_browser(challenge, paste):
    assert [html for html in PLAIN if paste(challenge, html)] == []


CAREFUL = [
    ("<p>1. One</p><p>- two</p><p># three</p>", "1\\. One\n\n\\- two\n\n\\# three"),
    ("<p><b>a</b> * b_c _d_ [e](f) [g] &lt;h&gt; &amp;amp;</p>", "**a** \\* b_c \\_d\\_ \\[e](f) [g] \\<h> \\&amp;"),
    ("<h4>Low</h4><p>text</p><h6>Lower</h6>", "### Low\n\ntext\n\n##### Lower"),
    ("<ul><li>One</li><li><p>Two</p><p>more</p></li></ul>", "- One\n- Two\n\n  more"),
    ('<ol start="4"><li>Four</li></ol><p>x</p>', "4. Four\n\nx"),
    ('<ol type="i" start="3"><li>One</li><li>Two</li></ol>', "iii) One\niv) Two"),
    ('<ol style="list-style-type: upper-alpha"><li>One</li><li>Two</li></ol>', "A) One\nB) Two"),
    (
        '<p style="mso-list: l0 level1"><span style="mso-list: Ignore">i.</span>One</p>'
        '<p style="mso-list: l0 level1"><span style="mso-list: Ignore">ii.</span>Two</p>',
        "i) One\nii) Two",
    ),
    *(
        (
            f'<p style="mso-list: l0 level1"><span style="mso-list: Ignore">{one}</span>One</p>'
            f'<p style="mso-list: l0 level1"><span style="mso-list: Ignore">{two}</span>Two</p>',
            f"{one.replace('.', ')')} One\n{two.replace('.', ')')} Two",
        )
        for one, two in (("c)", "d)"), ("IV.", "V."), ("xxvii)", "xxviii)"))  # a list that goes on
    ),
    ("<p>i. One</p><p>ii. <b>Two</b></p>", "i. One\n\nii. **Two**"),  # which the page shows as a list
    ('<p><a href="javascript:alert(1)">no</a> <em>yes</em></p>', "no *yes*"),
    ("<p>one<br>two</p>", "one  \ntwo"),
    ("<p>one<br><br>two</p>", "one\n\ntwo"),
    ('<p>x <img src="/y.png" alt="y" onerror="alert(1)"><b>z</b><script>alert(1)</script></p>', "x **z**"),
    ("<b><p>One</p><p>Two</p></b>", "One\n\nTwo"),
    ("<p>-\u00a0 One</p>\n<p>-\u00a0 <b>Two</b></p><p>after</p>", "- One\n- **Two**\n\nafter"),
    ("<div>2.\u00a0One</div><div>3.\u00a0Two</div>", "2. One\n3. Two"),
    ('<p class="MsoListParagraph">·<span>\u00a0\u00a0 </span>One</p><p>·\u00a0 Two</p>', "- One\n- Two"),
    ("<p>2019. One</p><p>1. Two</p><p>7) Three</p><p><em>x</em></p>", "2019\\. One\n\n1\\. Two\n\n7\\) Three\n\n*x*"),
    (
        '<p>See <a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.example%2Fa&amp;data=05">'
        "this</a></p>",
        "See [this](https://x.example/a)",
    ),
    ("<blockquote><p>One</p><ul><li>two</li></ul></blockquote>", "> One\n>\n> - two"),
]


def test_pasted_html_becomes_careful_markdown(challenge, paste):
    for html, markdown in CAREFUL:
        challenge.fill("")
        assert paste(challenge, html)
        assert challenge.input_value() == markdown


def test_plain_pasting_with_ctrl_shift_v_stays_plain(story, challenge, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    story.evaluate(
        """() => navigator.clipboard.write([new ClipboardItem({
            "text/html": new Blob(["<p>We <b>waited</b>.</p>"], { type: "text/html" }),
            "text/plain": new Blob(["We waited."], { type: "text/plain" }),
        })])"""
    )
    challenge.focus()
    story.keyboard.press("Control+Shift+v")
    expect(challenge).to_have_value("We waited.")
    challenge.fill("")
    story.keyboard.press("Control+v")
    expect(challenge).to_have_value("We **waited**.")


# -- counts --------------------------------------------------------------------------------------------


def test_words_are_counted_as_they_are_typed(story, challenge):
    note = story.locator("[data-word-count=id_challenge]")
    challenge.fill("We **tried** [steam & heat](https://inverlathe.example/a/b) twice.")
    expect(note).to_have_text("5 words; 60 to 200 read well.")
    expect(challenge).to_have_accessible_description(re.compile("5 words; 60 to 200 read well.$"))
    challenge.fill("word " * 60)
    expect(story.get_by_role("status").filter(has_text="60 words; 60 to 200 read well.")).to_be_attached()


def test_characters_are_counted_where_there_is_a_limit(open_step):
    page = open_step("basics")
    summary = page.get_by_label("Summary")
    summary.fill("x" * 120)
    expect(page.get_by_text("120 of 300 characters")).to_be_visible()
    summary.fill("x" * 280)
    expect(page.get_by_role("status").filter(has_text="280 of 300 characters")).to_be_attached()
