"""Markdown as people write it, to HTML that is safe to show. The source is stored, never the HTML.

It is read as its writer sees it: a line break is one, a list that is only drawn is a list, an address that is typed
leads there. What cannot stand in a text does no harm: a picture is its description, a link that names no host is none.
"""

import re
from functools import cache, lru_cache
from html import unescape

import nh3
from django.utils.html import escape
from django.utils.safestring import mark_safe

from reading.characters import says_something, seen
from reading.drawn import as_lists
from reading.identifiers import WITH_ANGLES, address_with_angles, doi_url, dois_in
from reading.web_addresses import ended, is_whole, unwrapped_in, without_escapes

TAGS = {"p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start", "type"}}
SCHEMES = {"http", "https", "mailto"}
LINKED = 100_000  # characters of addresses and titles in the links of one text
MAIL = re.compile(r"mailto:[^\s@/?]+@[^\s@/?]+(\?\S*)?", re.IGNORECASE)
WEB = re.compile(r"://(?!https?://)[a-z0-9]", re.IGNORECASE)
BRACKETED = re.compile(f"(?<!`)<({WITH_ANGLES.pattern})>", WITH_ANGLES.flags)
WWW_BRACKETED = re.compile(r"(?<!`)(?<!\]\()<((?:www\.|doi:\s*10\.)[^\s<>]+)>", re.IGNORECASE)
TYPED_MAIL = re.compile(  # of O’Brien too, and behind a quotation mark, a colon or another one
    r"(?<![\w.+%@-])(?:mailto:)?([\w+][\w.+'’-]{0,63}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24})(?![\w@-])",
    re.IGNORECASE,
)
HOST_FIRST = re.compile(r"www\.\S+|[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}/\S*", re.IGNORECASE)


@cache
def _parser():
    from linkify_it import LinkifyIt
    from linkify_it.main import Match
    from markdown_it import MarkdownIt
    from markdown_it.rules_core.text_join import text_join
    from markdown_it.rules_inline.linkify import linkify

    class Typed(LinkifyIt):
        """Finds whole addresses, those that begin with www., those of mail, and DOIs: “notes.md” is none."""

        def pretest(self, text):
            return "10." in text or super().pretest(text)

        def test(self, text):
            return any(dois_in(text)) or bool(TYPED_MAIL.search(text)) or super().test(text)

        def match(self, text):
            found = []

            def add(url, start, end):
                if not any(start < one.last_index and one.index < end for one in found):
                    found.append(Match(text, "", start, end))
                    found[-1].url = url

            for start, end, doi in dois_in(text):
                add(doi_url(doi), start, end)
            for mail in TYPED_MAIL.finditer(text):
                add(f"mailto:{mail[1].replace('’', chr(39))}", *mail.span())
            for link in super().match(text) or ():
                address = ended(link.text)
                if link.schema in ("http:", "https:") or address.lower().startswith("www."):
                    add(address if link.schema else f"https://{address}", link.index, link.index + len(address))
            return sorted(found, key=lambda link: link.index)

        def match_at_start(self, text):
            link = super().match_at_start(text)
            if link:
                link.url = address_with_angles(text) or ended(link.url)
            return link

    def typed(state, silent):
        """The library's rule, which reads all that stands before each ://, asked only where there may be an address."""
        is_one = WEB.match(state.src, state.pos) and state.pending[-5:].lower().endswith(("http", "https"))
        return bool(is_one) and linkify(state, silent)

    def picture(renderer, tokens, at, options, env):
        return escape(renderer.renderInlineAsText(tokens[at].children, options, env))

    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    parser.enable("linkify").disable("code")  # four spaces are how a paragraph begins; code stands between ```
    parser.linkify = Typed().tlds(["[a-z]{2,24}"])  # endings are made faster than lists of them
    parser.inline.ruler.at("linkify", typed)
    parser.core.ruler.before("linkify", "escapes_are_text", text_join)  # also the \_ of an address
    shown = parser.normalizeLinkText
    parser.validateLink = lambda address: True  # a picture is one whatever its address; links: `_links_lead_out`
    parser.normalizeLinkText = lambda address: shown(address).replace(" ", "%20")
    parser.add_render_rule("image", picture)
    for rule in (_headings_below_the_page, _links_lead_out, _links_have_an_end, _lists_count_by_letters):
        parser.core.ruler.push(rule.__name__, rule)
    return parser


def _headings_below_the_page(state):
    """A text lies under the page's own <h2>: its highest heading, whatever it is, becomes <h3>."""
    headings = [t for t in state.tokens if t.type in ("heading_open", "heading_close")]
    highest = min((int(t.tag[1]) for t in headings), default=1)
    for token in headings:
        token.tag = f"h{min(6, 3 + int(token.tag[1]) - highest)}"


def _links_lead_out(state):
    """A link goes to a host that it names, or to an address of mail; of any other the text alone stays. One without
    anything to read in it is none.
    """
    for token in state.tokens:
        if token.children:
            kept, is_open, begun = [], True, 0
            for part in token.children:
                if part.type == "link_open":
                    address = _leading_out(part.attrs["href"])
                    part.attrs["href"], is_open, begun = address, bool(address), len(kept)
                elif part.type == "link_close" and is_open and not _says_something(kept[begun:]):
                    del kept[begun]
                    continue
                if is_open or part.type not in ("link_open", "link_close"):
                    kept.append(part)
            token.children = kept


def _says_something(tokens):
    return says_something("".join(one.content for one in tokens))


def _leading_out(address):
    for wanted in (address, f"https://{address}" if HOST_FIRST.fullmatch(address) else "", f"mailto:{address}"):
        if is_whole(wanted) or MAIL.fullmatch(wanted):
            return wanted
    return ""


def _lists_count_by_letters(state):
    for token in state.tokens:
        if token.type == "ordered_list_open" and token.map[0] in state.env.get("letters", {}):
            token.attrSet("type", state.env["letters"][token.map[0]])


def _links_have_an_end(state):
    """An address that is given once can be linked to thousands of times, and stands in each of these links."""
    left = LINKED
    for token in (child for block in state.tokens for child in block.children or ()):
        left -= sum(len(str(value)) for value in token.attrs.values())
        if left < 0:
            token.attrs = {}


@lru_cache(maxsize=512)
def to_html(text):
    """Sanitised HTML (a safe string) of Markdown `text`; headings start at <h3>, pictures are their descriptions."""
    if not text:
        return ""
    text = WWW_BRACKETED.sub(r"\1", BRACKETED.sub(_without_angles, without_escapes(unwrapped_in(text))))
    markdown, letters = as_lists(text)
    html = nh3.clean(
        seen(_parser().render(markdown, {"letters": letters})),  # `&#8238;` is a character too
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener ugc",
    )
    return mark_safe(html)  # noqa: S308 (nh3 has cleaned it)


def _without_angles(match):
    """<https://doi.org/…<…>…>, whose inner brackets Markdown takes for its own."""
    address = address_with_angles(match[1])
    return f"<{address.replace('<', '%3C').replace('>', '%3E')}>" if address == match[1] else match[0]


def to_text(text):
    """What a reader sees of Markdown `text`, without its form."""
    return unescape(re.sub("<[^>]*>", " ", to_html(text)))


def to_blocks(text):
    """The same, as a list with an entry for each paragraph, heading or point of a list."""
    parts = re.split(r"</(?:p|li|h\d|pre|blockquote)>|<(?:ul|ol)[ >]", re.sub("<[bh]r[^>]*>", " ", to_html(text)))
    plain = (" ".join(unescape(re.sub("<[^>]*>", "", part)).split()) for part in parts)
    return [block for block in plain if block]
