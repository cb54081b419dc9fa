"""Markdown: what people write becomes what is safe to show."""

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
