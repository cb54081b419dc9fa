"""Markdown: what people write becomes what is safe to show."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.markdown import TAGS, to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("*slowly* and **never**", "<p><em>slowly</em> and <strong>never</strong></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("`grep`", "<p><code>grep</code></p>\n"),
    ],
)
def test_the_usual_marks(text, html):
    assert to_html(text) == html


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# A", ["<h3>A"]),
        ("### A", ["<h3>A"]),
        ("## A\n\n### B", ["<h3>A", "<h4>B"]),
        ("# A\n\n###### B", ["<h3>A", "<h6>B"]),
        ("Title\n=====", ["<h3>Title"]),
    ],
)
def test_headings_go_below_those_of_the_page(text, headings):
    html = to_html(text)
    assert all(heading in html for heading in headings)
    assert "<h1" not in html
    assert "<h2" not in html


def test_links_open_doors_for_nobody():
    html = to_html('[the report](https://inverlathe.example/ "PDF")')
    assert 'href="https://inverlathe.example/"' in html
    assert 'rel="nofollow noopener ugc"' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[click](javascript:alert(1))",
        "[click](JaVaScRiPt:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "[click](vbscript:msgbox)",
        "<a href='javascript:alert(1)'>x</a>",
        "<javascript:alert(1)>",
        "![x](https://elsewhere.example/pixel.gif)",
        "<style>body{display:none}</style>",
        "<iframe src='https://elsewhere.example'></iframe>",
        '<p style="color:red" onclick="x()">x</p>',
        "<svg/onload=alert(1)>",
        '[a](https://x.example/"onmouseover="alert(1))',
    ],
)
def test_what_could_do_harm_does_none(text):
    html = to_html(text).lower()
    for bad in ("<script", "<img", "<style", "<iframe", "<svg", 'href="javascript', 'href="data', 'href="vbscript'):
        assert bad not in html
    assert "<p style" not in html
    assert '" onmouseover' not in html


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/\"'=()[]!#*_`&;: \n\tajsx1:\\-.", max_size=120))
def test_whatever_is_typed_only_known_tags_come_out(text):
    import re

    tags = set(re.findall(r"</?([a-z0-9]+)", to_html(text)))
    assert tags <= TAGS


# -- what a hostile text costs -----------------------------------------------------------------------------

LONGEST = 20_000  # characters, as of the longest field


def again(piece):
    return (piece * (LONGEST // len(piece) + 1))[:LONGEST]


PIECES = [
    *("[", "![", "*", "_", "*a ", "**a _b ", "a**b", "*_", "_*a", "[*", "*[a] ", "[a](", "[a](<", '[a](b "', "]("),
    *("[(", "[[]", "`", "`a``", "<", "<a ", "<!--", "<?", "<![CDATA[", "&", "&#", "\\", "> ", ">", "- ", "- - - a\n"),
    *("1. a\n", "> a\n", "# a\n", "```\n", "a\n=\n", "\t- a\n", "[\n", "[a]: b 'c\n", "http://a.b/", "a@b."),
    *("| a | b |\n| - | - |\n", "   a", "[a](b)", "~~a", "<a@b>", "a  \n"),
]
HOSTILE = {
    **{piece: again(piece) for piece in PIECES},
    "a list in a list": "\n".join(" " * 2 * n + "- a" for n in range(140)),
    "a quotation in a quotation": "\n".join(">" * n + " a" for n in range(190)),
    "backticks of every length": " ".join("`" * n for n in range(198)),
    "many addresses": "".join(f"[a{n}]: b\n" for n in range(1700)),
    "one long address in many links": f"[a]: b{'b' * 9000}\n\n" + "[a]" * 3300,
    "one long title in many links": f"[a]: b '{'b' * 9000}'\n\n" + "[a]" * 3300,
    "stars around": "*" * 7000 + "a" + "*" * 7000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long_or_becomes_much_more_than_it_was(name):
    text = HOSTILE[name][:LONGEST]
    begun = process_time()
    html = to_html.__wrapped__(text)
    assert process_time() - begun < 2
    assert len(html) < 20 * LONGEST


def test_links_by_reference_stay_links():
    html = to_html("[The report][r] and [the report][r] again\n\n[r]: https://x.example/r 'A title'")
    assert html.count('<a href="https://x.example/r" title="A title"') == 2
