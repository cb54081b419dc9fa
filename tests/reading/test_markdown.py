"""Markdown: what people write becomes what is safe to show."""

import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.characters import says_something
from reading.markdown import TAGS, to_html, to_text


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


def bare(text):
    return to_html(text).replace(' rel="nofollow noopener ugc"', "").replace("\n", "")


def items(*texts, tag="ul"):
    return f"<{tag}>{''.join(f'<li>{text}</li>' for text in texts)}</{tag.split()[0]}>"


# -- as its writer sees it ---------------------------------------------------------------------------------


def test_a_single_line_break_is_kept():
    assert bare("One\ntwo\n\nthree") == "<p>One<br>two</p><p>three</p>"
    assert bare("> One\n> two") == "<blockquote><p>One<br>two</p></blockquote>"


@pytest.mark.parametrize(
    "mark", ["•", "◦", "▪", "●", "■", "‣", "·", "➢", "\uf0b7", "\uf0a7", "–", "—", "- ", "*", "+", "o\t"]
)
@pytest.mark.parametrize("gap", [" ", "\t", "\u00a0", " \u00a0 ", "\t\t"])
def test_a_bullet_makes_a_list_whatever_stands_behind_it(mark, gap):
    assert bare(f"{mark}{gap}steam\n{mark}{gap}weights") == items("steam", "weights")
    assert bare(f"We tried:\n{mark}{gap}steam\n{mark}{gap}weights\nThen we stopped.") == (
        f"<p>We tried:</p>{items('steam', 'weights')}<p>Then we stopped.</p>"
    )


@pytest.mark.parametrize(
    "mark", ["•", "·", "▪", "-", "o   ", "o\u00a0\u00a0\u00a0", "§\u00a0", "Ø\t", "ü\t", "\u00a0\u00a0•\u00a0"]
)
def test_a_bullet_may_touch_its_text_or_stand_far_from_it(mark):
    assert bare(f"{mark}steam\n{mark}weights") == items("steam", "weights")


def test_paragraphs_with_bullets_are_a_list_too():
    assert bare("·      steam\n\n·      weights") == items("<p>steam</p>", "<p>weights</p>")


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n", "\n \n"])
@pytest.mark.parametrize(
    ("first", "second", "tag"),
    [("• ", "• ", "ul"), ("* ", "- ", "ul"), ("- ", "• ", "ul"), ("* ", "• ", "ul"), ("1.\t", "2.\t", "ol"),
     ("b) ", "c) ", 'ol start="2" type="a"'), ("i. ", "ii. ", 'ol type="i"'),
     ("II. ", "III. ", 'ol start="2" type="I"')],
)  # fmt: skip
def test_a_list_goes_on_after_an_empty_line(first, second, tag, gap):
    assert bare(f"{first}steam{gap}{second}weights") == items("<p>steam</p>", "<p>weights</p>", tag=tag)


@pytest.mark.parametrize("mark", ["•", "▪", "·", "✓"])
def test_bullets_in_a_row_are_a_list(mark):
    sign = "✓ " if mark == "✓" else ""
    html = items(f"{sign}steam", f"{sign}weights", f"{sign}time")
    for row in (f"{mark} steam {mark} weights {mark} time", f"  {mark}\tsteam\t{mark}\tweights  {mark} time"):
        assert bare(row) == html
        assert bare(f"We tried: {row}\nThen we stopped.") == f"<p>We tried:</p>{html}<p>Then we stopped.</p>"
    assert bare("```\n• a • b\n```") == "<pre><code>• a • b</code></pre>"


def test_a_list_that_counts_by_letters_stands_within_one_that_counts():
    inner = items("A1", "A2", tag='ol type="i"')
    assert bare("1. A\n   i. A1\n   ii. A2\n2. B") == items(f"A{inner}", "B", tag="ol")
    assert bare("- A\n  i. A1\n  ii. A2\n- B") == items(f"A{inner}", "B")


@pytest.mark.parametrize("line", ["* * *", "***", "*steam* and *weights*", "**a** b", "2 * 3"])
def test_other_stars_stay(line):
    assert bare(line).count("<li>") == 0


def test_signs_that_say_something_stay():
    assert bare("✓ steam\n✗ weights") == items("✓ steam", "✗ weights")


@pytest.mark.parametrize(
    ("first", "second", "tag"),
    [
        ("1.\t", "2.\t", "ol"),
        ("1.\u00a0", "2.\u00a0", "ol"),
        ("1)\u00a0\u00a0", "2)\u00a0\u00a0", "ol"),
        ("(1) ", "(2) ", "ol"),
        ("3.\t", "4.\t", 'ol start="3"'),
        ("a) ", "b) ", 'ol type="a"'),
        ("(a) ", "(b) ", 'ol type="a"'),
        ("a. ", "b. ", 'ol type="a"'),
        ("A)\t", "B)\t", 'ol type="A"'),
        ("A.\t", "B.\t", 'ol type="A"'),
        ("c) ", "d) ", 'ol start="3" type="a"'),
        ("i) ", "ii) ", 'ol type="i"'),
        ("iii.\t", "iv.\t", 'ol start="3" type="i"'),
        ("II)\t", "III)\t", 'ol start="2" type="I"'),
        ("i. ", "ii. ", 'ol type="i"'),
        ("I. ", "II. ", 'ol type="I"'),
        ("v. ", "vi. ", 'ol start="5" type="i"'),
        ("XIX. ", "XX. ", 'ol start="19" type="I"'),
    ],
)
def test_numbers_and_letters_count_on_as_they_were_drawn(first, second, tag):
    assert bare(f"{first}steam\n{second}weights") == items("steam", "weights", tag=tag)
    assert bare(f"We tried:\n{first}steam\n{second}weights").endswith(items("steam", "weights", tag=tag))


@pytest.mark.parametrize("indent", ["", "\t", "    "])
def test_a_list_within_a_list_is_known_by_its_mark_or_its_place(indent):
    html = items(f"A{items('A1', 'A2')}", "B")
    assert bare(f"•\tA\n{indent}o\tA1\n{indent}o\tA2\n•\tB") == html
    assert bare(f"• A\n{indent or '  '}• A1\n{indent or '  '}• A2\n• B") == html
    assert bare("a) A\n   i) A1\n   ii) A2\nb) B") == html.replace(
        "<ul><li>A<ul>", '<ol type="a"><li>A<ol type="i">'
    ).replace("ul>", "ol>")


@pytest.mark.parametrize(
    "text",
    [
        "— Ann Lee, bindery",
        "A. Smith wrote this.\nB. Jones read it.",
        "a) is not here",
        "-5 degrees\n-7 degrees",
        "o livro\no caderno",
        "3.5 hours\n4.5 hours",
        "i. e. that one",
        "I. Newton saw it.",
        "I. Newton saw it.\nV. Woolf did not.",
        "I. Smith\nJ. Jones",
        "II. is the second",
        "Mon • Tue • Wed",
        "Open: → File → Save",
    ],
)
def test_what_only_looks_like_a_mark_is_none(text):
    assert bare(text) == f"<p>{text.replace(chr(10), '<br>')}</p>"


def test_a_list_ends_where_the_eye_sees_its_end():
    assert bare("- steam\n- weights\nThen we stopped.") == f"{items('steam', 'weights')}<p>Then we stopped.</p>"
    assert bare("• steam\nand heat\n• weights") == items("steam<br>and heat", "weights")
    wrapped = "• a line of sixty characters and more that a mail program broke at\nMay"
    assert bare(wrapped).count("<p>") == 0


def test_code_is_left_alone_and_stands_between_fences_only():
    assert bare("```\n• one\n– two\n```") == "<pre><code>• one– two</code></pre>"
    assert bare("    Four spaces begin a paragraph.") == "<p>Four spaces begin a paragraph.</p>"


# -- links -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://www.example.org/a_b_c", "https://www.example.org/a_b_c"),
        ("http://x.example/(1)", "http://x.example/(1)"),
        ("www.example.org/x", "https://www.example.org/x"),
        ("ann@x.example", "mailto:ann@x.example"),
        ("https://x.example/__init__", "https://x.example/__init__"),
        ("<https://x.example>", "https://x.example"),
    ],
)
def test_a_typed_address_leads_there(typed, address):
    shown = typed.strip("<>")
    assert bare(f"See {typed}.") == f'<p>See <a href="{address}">{shown}</a>.</p>'
    assert bare(f"({typed})") == f'<p>(<a href="{address}">{shown}</a>)</p>'


@pytest.mark.parametrize("around", ["{}:", "{}?!", "{}…", "“{}”", "‘{}’", "«{}»", "{}’s", "{}—and", "{}。", "[{}];"])
@pytest.mark.parametrize(
    "address",
    ["https://x.example/a", "https://bücher.example/a", "www.example.org/a", "10.1000/a", "doi.org/10.1000/a"],
)
def test_an_address_ends_where_the_sentence_goes_on(address, around):
    before, behind = around.split("{}")
    html = bare(around.replace("{}", address))
    assert re.fullmatch(f'<p>{re.escape(before)}<a href="[^"]*/a">{address}</a>{re.escape(behind)}</p>', html)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("https://x.example/a,https://x.example/b", '<a href="https://x.example/a">https://x.example/a</a>,'
         '<a href="https://x.example/b">https://x.example/b</a>'),
        ("https://x.example/a%20b", '<a href="https://x.example/a%20b">https://x.example/a%20b</a>'),
        ("https://x.example/\\_a\\_b", '<a href="https://x.example/_a_b">https://x.example/_a_b</a>'),
        ("www.example.org/\\_a", '<a href="https://www.example.org/_a">www.example.org/_a</a>'),
        ("\\_ann\\_@x.example", '<a href="mailto:_ann_@x.example">_ann_@x.example</a>'),
        ("doi:10.1000/\\_a\\_", 'doi:<a href="https://doi.org/10.1000/_a_">10.1000/_a_</a>'),
        ("https://x.example/?i=10.1000/a,10.1000/b", '<a href="https://x.example/?i=10.1000/a,10.1000/b">'
         "https://x.example/?i=10.1000/a,10.1000/b</a>"),
        ("10.1000/a;10.1000/b,doi:10.1000/c", '<a href="https://doi.org/10.1000/a">10.1000/a</a>;'
         '<a href="https://doi.org/10.1000/b">10.1000/b</a>,doi:<a href="https://doi.org/10.1000/c">10.1000/c</a>'),
        ("<www.example.org/x>", '<a href="https://www.example.org/x">www.example.org/x</a>'),
        ("[x](<www.example.org/x>)", '<a href="https://www.example.org/x">x</a>'),
        ("“ann@x.example”", '“<a href="mailto:ann@x.example">ann@x.example</a>”'),
        ("Mail:ann@x.example", 'Mail:<a href="mailto:ann@x.example">ann@x.example</a>'),
        ("mailto:ann@x.example", '<a href="mailto:ann@x.example">mailto:ann@x.example</a>'),
        ("O’Brien@x.example", '<a href="mailto:O\'Brien@x.example">O’Brien@x.example</a>'),
        ("ann@x.example;bo@x.example", '<a href="mailto:ann@x.example">ann@x.example</a>;'
         '<a href="mailto:bo@x.example">bo@x.example</a>'),
        ("ann@bücher.example's", '<a href="mailto:ann@xn--bcher-kva.example">ann@bücher.example</a>\'s'),
        ("@ann@x.example", "@ann@x.example"),
        ("https://https://x.example", 'https://<a href="https://x.example">https://x.example</a>'),
    ],
)  # fmt: skip
def test_addresses_are_read_as_they_were_meant(typed, html):
    assert bare(typed) == f"<p>{html}</p>"


SICI = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"


@pytest.mark.parametrize(
    "doi", [SICI, "10.1175/1520-0442(1995)008<TITLE>2.0.CO;2", "10.1016/S0140-6736(05)61345-8", "10.5281/zenodo.1"]
)
@pytest.mark.parametrize("before", ["", "https://doi.org/", "doi.org/", "doi:", "DOI: "])
def test_a_typed_doi_is_linked_whole(doi, before):
    address = f"https://doi.org/{doi.replace('<', '%3C').replace('>', '%3E')}"
    outside = before if before.lower().startswith("doi:") else ""
    shown = f"{before.removeprefix(outside)}{doi}".replace("<", "&lt;").replace(">", "&gt;")
    for around in ("See {}.", "({})", "{}; {}", "“{}”, and", "*{}*"):
        html = around.replace("{}", f'{outside}<a href="{address}">{shown}</a>')
        assert bare(around.replace("{}", before + doi)) == f"<p>{html}</p>".replace("*", "<em>", 1).replace(
            "*", "</em>"
        )


def test_a_doi_in_a_link_is_whole_too():
    address = "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O"
    shown = f"https://doi.org/{SICI}".replace("<", "&lt;").replace(">", "&gt;")
    assert bare(f"<https://doi.org/{SICI}>") == f'<p><a href="{address}">{shown}</a></p>'
    for written in (f"[x](https://doi.org/{SICI})", f"[x](<https://doi.org/{SICI}>)", f"[x]({address})"):
        assert bare(written) == f'<p><a href="{address}">x</a></p>'
    assert bare(f"`{SICI}`").count("<a ") == bare("version 10.1/2 of 110.1000/3").count("<a ") == 0


@pytest.mark.parametrize("behind", ["<b>bold</b>", "<br>next", "</a>", "<y", "<3 and y>2"])
@pytest.mark.parametrize("before", ["", "https://doi.org/"])
def test_a_doi_does_not_swallow_what_looks_like_html(before, behind):
    assert f'<a href="https://doi.org/10.1000/x">{before}10.1000/x</a>&lt;' in bare(f"{before}10.1000/x{behind}")


@pytest.mark.parametrize(
    "text", ["notes.md", "e.g.it", "x//host/y", "`www.example.org`", "ftp://x.example/", "data.csv"]
)
def test_what_is_no_address_is_no_link(text):
    assert "<a " not in to_html(text)


@pytest.mark.parametrize(
    "address",
    ["page.html", "/admin", "//host", "//host/x", "#top", "?next=/", "../x", "https:/admin", "https:admin", "http:///x",
     "/\\\\host", "\\\\\\\\host", "javascript:alert(1)", "&#47;&#47;host", "/%2fhost", "tel:1", "mailto:", "desk/"],
)  # fmt: skip
def test_a_link_that_names_no_host_is_its_words(address):
    assert bare(f"Read [*the* report]({address}) now") == "<p>Read <em>the</em> report now</p>"
    assert bare(f"[it][1]\n\n[1]: {address}") == "<p>it</p>"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("www.example.org/x", "https://www.example.org/x"),
        ("library.example/x", "https://library.example/x"),
        ("ann@x.example", "mailto:ann@x.example"),
        ("mailto:ann@x.example?subject=Hi", "mailto:ann@x.example?subject=Hi"),
    ],
)
def test_a_link_without_its_beginning_is_understood(written, address):
    assert bare(f"[x]({written})") == f'<p><a href="{address}">x</a></p>'


def test_a_wrapped_address_is_the_real_one_in_links_and_in_the_text():
    wrapped = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.org%2Fp_(x)&data=05"
    assert bare(f"[x]({wrapped})") == '<p><a href="https://www.example.org/p_%28x%29">x</a></p>'
    assert "safelinks" not in to_html(f"{wrapped} <{wrapped}> and *{wrapped}*.")


@pytest.mark.parametrize(
    "address", ["image1.png", "https://x.example/a.png", "data:image/png;base64,AA", "javascript:1", ""]
)
def test_a_picture_is_its_description(address):
    assert (
        bare(f"Here ![Ann, *at* work & <b>]({address}) and ![]({address}).")
        == "<p>Here Ann, at work &amp; &lt;b&gt; and .</p>"
    )


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="[]()!/\\:<>htps.wmailo@#?&;1 \n\t•–-a", max_size=60))
def test_whatever_is_typed_a_link_leads_out_of_the_portal(text):
    for address in re.findall(r'href="([^"]*)"', to_html(text)):
        assert re.match(r"https?://[^/\\]|mailto:[^@]+@", address, re.IGNORECASE), address


# -- what shows nothing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["&nbsp;", "&#8203;&#x2060;", "[](https://x.example)", "![](x.png)", "<!-- -->", "***", "---", "\\", "#", "> ",
     "- ", "•", "```\n```", "[x]: https://x.example", "**", "&shy;", "…", "1.", "\\\n\\", "&#8238;"],
)  # fmt: skip
def test_a_text_that_shows_nothing_says_nothing(text):
    assert not says_something(to_text(text))


@pytest.mark.parametrize("text", ["a", "# A", "`x`", "![A plan](x.png)", "[A](x)", "1. one", "<b>"])
def test_a_text_that_shows_something_says_it(text):
    assert says_something(to_text(text))


def test_a_character_written_as_a_number_turns_no_page_round():
    assert bare("&#8238;abc&#x202e;&#8203;d") == "<p>abcd</p>"


@pytest.mark.parametrize(
    "part",
    ["x://", "https://", "http://a-- ", "[x](", "![a", "*_", "• ", "a) x\n", "\t• x\n", "<http://", "[[", "www.",
     "• a ", "a: ", ":  ", "• \t", "i. a\n", "10.1000/", "10.1000/a<1",
     "a@", "a@b.cc ", "a.b-c@d-e.ff;", "https://x/10.1000/a<1", "<https://x/10.1000/"],
)  # fmt: skip
def test_no_text_of_the_longest_length_takes_long(part):
    began = process_time()
    to_html((part * 20_000)[:20_000])
    assert process_time() - began < 3


@pytest.mark.parametrize("link", ["[](https://x.example)", "[ ](https://x.example)", "[![](y.png)](https://x.example)"])
def test_a_link_of_nothing_is_none(link):
    assert "<a" not in to_html(f"Read {link} now")
    assert to_html(f"{link} [this](https://x.example)").count("<a") == 1


def test_a_link_that_names_somebody_before_its_host_is_none():
    for address in ("https://www.bl.uk@x.example/", "https://ann:secret@x.example"):
        assert "href" not in to_html(f"[The British Library]({address})")
    assert 'href="https://x.example/@ann"' in to_html("[Ann](https://x.example/@ann)")
