"""Every page for everybody, as a checker of HTML and of accessibility sees it."""

import re

import pytest

from tests.helpers import as_if
from tests.markup import Tree, faults
from tests.pages import Page
from tests.situation import PRIVATE, Situation, route_of, walk
from tests.tree import MARKUP, ROOT, text_of

WRONG = [  # a piece of HTML, and what is said of it
    ('<p id="a"></p><p id="a"></p>', "two things have the id a"),
    ('<p id="a b"></p>', "“a b” is no id"),
    ('<p aria-describedby="b">x</p>', "names #b in aria-describedby"),
    ('<label for="b">x</label>', "is a label of nothing"),
    ('<label for="b">x</label><input type="hidden" id="b">', "is a label of nothing"),
    ('<label>x <input name="a"><input name="b"></label>', "more than one control"),
    ('<input name="a">', "has no label"),
    ('<select id="a"></select>', "has no label"),
    ('<input type="hidden" name="a" autocomplete="off">', "is of type hidden and has autocomplete"),
    ('<input type="checkbox" aria-label="a" maxlength="3">', "is of type checkbox and has maxlength"),
    ('<input type="file" aria-label="a" checked>', "is of type file and has checked"),
    ('<a href="/"><button type="button">x</button></a>', "which can be used too"),
    ('<button type="button"><a href="/">x</a></button>', "which can be used too"),
    ('<details><summary><a href="/">x</a></summary></details>', "which can be used too"),
    ('<a href="/"><span tabindex="0">x</span></a>', "which can be used too"),
    ("<a>x</a>", "leads nowhere"),
    ('<a href="#b">x</a>', "leads to #b"),
    ('<a href="/"><svg></svg></a>', "says nothing"),
    ("<h2>a</h2><h4>b</h4>", "level 4 follows one of level 2"),
    ("<h2></h2>", "says nothing"),
    ("<p><ul><li>x</li></ul></p>", "takes words only"),
    ("<span><form></form></span>", "takes words only"),
    ('<p><a href="/"><div>x</div></a></p>', "takes words only"),
    ("<ul><p>x</p></ul>", "stands in <ul>"),
    ("<div><li>x</li></div>", "stands in <div>"),
    ("<dl><dt>a</dt></dl>", "without its description"),
    ("<dl><div><dd>a</dd></div></dl>", "without its description"),
    ("<details><p>a</p></details>", "has not one summary"),
    ("<fieldset><p>a</p><legend>b</legend></fieldset>", "is not the first"),
    ("<p>a<em>b</p>", "is not closed when </p> comes"),
    ("<p>Ann <ann@x.example></p>", "is not closed"),
    ("<p>Ann &amp;lt;ann@x.example&amp;gt;</p>", "shows escaped signs"),
    ("<p>a", "is never closed"),
    ("a</p>", "closes nothing"),
    ('<p class="a" class="b">x</p>', "has two of class"),
    ('<form action=""></form>', "has an empty action"),
    ('<img src="/a.png">', "has no alt"),
    ('<div aria-label="a">x</div>', "cannot have a name without a role"),
    ('<div class="table-wrap"></div>', "the keyboard does not reach it"),
    ('<div class="table-wrap" tabindex="0" role="region"></div>', "the keyboard does not reach it"),
    ("<table><tbody><tr><td>a</td></tr><tr><td>a</td><td>b</td></tr></tbody></table>", "has rows of [1, 2] cells"),
    ('<p tabindex="3">a</p>', "the order of the keyboard"),
    ('<select required aria-label="a"><option value="1">b</option></select>', "first option is not empty"),
    ('<input aria-label="a" list="b">', "has no list #b"),
]
BEGINNING = '<html lang="en-GB"><head><title>a</title></head><body><main>'
WRONG_PAGES = [
    (f"{BEGINNING}<h2>a</h2></main></body></html>", "there are 0 of <h1>"),
    (f"{BEGINNING}<h1>a</h1><h1>b</h1></main></body></html>", "there are 2 of <h1>"),
    (f"{BEGINNING}<h2>a</h2><h1>b</h1></main></body></html>", "the first heading is <h2>"),
    (f"{BEGINNING}<h1>a</h1></main><nav></nav><nav></nav></body></html>", "cannot be told apart"),
]
RIGHT = """
<form action="/"><input type="hidden" name="a"><input type="text" name="b" autocomplete="off" hidden>
<p id="hint">x</p><label for="c">c</label><input id="c" aria-describedby="hint" maxlength="3">
<label>d <input type="checkbox" name="d"></label><button type="submit"><svg><path d="M0 0" /></svg> x</button></form>
<h2>a</h2><h3>b</h3><h2>c</h2><dl><div><dt>a</dt><dd>b</dd><dd>c</dd></div></dl>
<table><tbody><tr><td colspan="2">a</td></tr><tr><td>a</td><td>b</td></tr></tbody></table>
<p>a <a href="#hint"><em>b</em></a><br></p><div class="table-wrap" tabindex="0" role="region" aria-label="x"></div>
"""


@pytest.mark.parametrize(("html", "said"), WRONG)
def test_the_checker_sees_what_is_wrong(html, said):
    assert said in "; ".join(faults(Tree(html), is_page=False))


@pytest.mark.parametrize(("html", "said"), WRONG_PAGES)
def test_the_checker_sees_what_is_wrong_with_a_whole_page(html, said):
    assert said in "; ".join(faults(Tree(html)))


def test_the_checker_lets_pass_what_is_right():
    assert faults(Tree(RIGHT), is_page=False) == []


@pytest.fixture
def it(library, author, colleague, manager, editor, outsider):
    return Situation(
        library=library, author=author, colleague=colleague, manager=manager, editor=editor, outsider=outsider
    )


# Pages that take too much of something. Those of accounts are looked at in the same way by the tests of accounts.
NOT_ON_THE_WALK = {"413.html", "429.html", "403_csrf.html"}
OF_ACCOUNTS = ("account/", "mfa/", "socialaccount/")


def test_every_page_is_as_html_wants_it(it, browse):
    """Also those on which a form comes back, sent without a word in it."""
    wrong, sent, drawn = {}, set(), set()

    def look(answer, tree, where):
        drawn.update(template.name for template in answer.templates)
        for fault in faults(tree):
            wrong.setdefault(fault, f"{fault}: {where}")

    for who, user, starts in it.visits():
        client = browse(user)
        for address, answer, tree in walk(client, starts, within=PRIVATE if user else "/"):
            look(answer, tree, f"{address} for {who}")
            for form in Page(answer).forms:
                sort = route_of(form.action), *sorted(form.known)
                if form.method == "post" and sort not in sent and "logout" not in form.action:
                    sent.add(sort)
                    with as_if():
                        back = client.post(form.action, dict.fromkeys(form.known - {"next"}, ""), follow=True)
                    look(back, Tree(back.content.decode()), f"{form.action}, sent empty by {who} ({back.status_code})")
    for user, address, typed in it.sendings():
        with as_if():
            answer = browse(user).post(address, typed, follow=True)
        look(answer, Tree(answer.content.decode()), f"{address}, sent by {user}")
    assert not wrong, "\n" + "\n".join(sorted(wrong.values()))
    pages = {str(path.relative_to(ROOT / "templates")) for path in MARKUP if re.search(r"{% extends", text_of(path))}
    assert {name for name in pages - drawn if not name.startswith(OF_ACCOUNTS)} == NOT_ON_THE_WALK
