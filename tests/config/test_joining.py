"""One style sheet where pages are served, made of one file a block."""

import gzip
import re
from urllib.parse import urlsplit

import pytest

from config.joining import COMMENT, joined
from tests.markup import Tree
from tests.tree import ROOT, SHEETS

ALONE = {"portal.css", "styleguide.css"}  # linked by pages themselves
PIECES = [sheet for sheet in SHEETS if sheet.name not in ALONE]
PORTAL = (ROOT / "static/css/portal.css").read_text()


def even(text):
    return " ".join(COMMENT.sub("", text).split())


def read(name):
    return (ROOT / "static" / name).read_text()


def test_every_block_is_imported_once():
    imported = re.findall(r'@import "([^"]+)"', PORTAL)
    assert sorted(imported) == sorted(str(sheet.relative_to(ROOT / "static/css")) for sheet in PIECES)


def test_every_block_is_in_the_joined_sheet_once_in_its_layer_and_in_order():
    whole = even(joined("css/portal.css", read))
    assert "@import" not in whole
    order = re.findall(r'@import "([^"]+)" layer\((\w+)\)', PORTAL)
    places = []
    for name, layer in order:
        piece = f"@layer {layer} {{ {even(read(f'css/{name}'))} }}"
        assert whole.count(piece) == 1, name
        places.append(whole.index(piece))
    assert places == sorted(places)
    assert whole.startswith("@layer tokens, base, layout, blocks, utilities; @layer tokens {")
    assert whole.count("{") == whole.count("}")


def test_addresses_are_written_for_the_place_of_the_joined_sheet():
    sheets = {
        "css/all.css": '@import "deep/block.css" layer(a);\n@import "flat.css" layer(b);\n',
        "css/deep/block.css": '.a { background: url("../../img/a.svg"); } .b { background: url(b.svg); }',
        "css/flat.css": ".c { background: url('../img/c.svg'), url(data:image/png;base64,AA==), url(\"/d.svg\"); }",
    }
    assert joined("css/all.css", sheets.__getitem__) == (
        '@layer a {\n.a { background: url("../img/a.svg"); } .b { background: url("deep/b.svg"); }\n}\n'
        '@layer b {\n.c { background: url("../img/c.svg"), url(data:image/png;base64,AA==), url("/d.svg"); }\n}\n'
    )


@pytest.mark.parametrize("line", ['@import "a.css";', '@import url("a.css") layer(a);', "@import 'a.css' layer(a);"])
def test_an_import_that_would_be_left_behind_is_refused(line):
    with pytest.raises(ValueError, match="cannot join"):
        joined("css/all.css", {"css/all.css": line}.__getitem__)


def fetch(client, address):
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    return answer, gzip.decompress(b"".join(answer.streaming_content)).decode()


def test_a_page_links_one_sheet_that_browsers_keep_for_good_and_get_packed(served):
    links = [one.at for one in Tree(served.get("/").content.decode()).root.all() if one.tag == "link"]
    [sheet] = [at["href"] for at in links if at["rel"] == "stylesheet"]
    assert re.fullmatch(r"/static/css/portal\.[0-9a-f]{12}\.css", sheet)
    answer, text = fetch(served, sheet)
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert {"public", "immutable"} <= set(re.split(r",\s*", answer.headers["Cache-Control"]))
    assert int(re.search(r"max-age=(\d+)", answer.headers["Cache-Control"])[1]) >= 31536000
    assert "@import" not in text
    asked_for_early = {at["href"] for at in links if at["rel"] == "preload"}
    named = {f"/static/{address}" for address in re.findall(r'url\("\.\./([^"]+)"\)', text)}
    assert len(named) == 11  # the fonts
    assert asked_for_early < named
    for address in named:
        font = served.get(address)
        assert font.status_code == 200, address
        assert b"".join(font.streaming_content)
        assert "immutable" in font.headers["Cache-Control"]


def test_no_page_links_more_than_two_sheets(served):
    for address in ("/", "/skills/", "/styleguide/", "/accounts/login/", "/nowhere/"):
        page = Tree(served.get(address).content.decode())
        sheets = [one.at["href"] for one in page.root.all() if one.at.get("rel") == "stylesheet"]
        assert 1 <= len(sheets) <= 2, address
        assert {urlsplit(sheet).netloc for sheet in sheets} == {""}
        assert served.head(sheets[0]).status_code == 200
