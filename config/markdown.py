"""Markdown as people write it, to HTML that is safe to show. The source is stored, never the HTML."""

from functools import cache, lru_cache

import nh3
from django.utils.safestring import mark_safe

TAGS = {"p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
LINKED = 100_000  # characters of addresses and titles in the links of one text


@cache
def _parser():
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(["image"])

    def below_the_page(state):
        """A text lies under the page's own <h2>: its highest heading, whatever it is, becomes <h3>."""
        headings = [t for t in state.tokens if t.type in ("heading_open", "heading_close")]
        highest = min((int(t.tag[1]) for t in headings), default=1)
        for token in headings:
            token.tag = f"h{min(6, 3 + int(token.tag[1]) - highest)}"

    def not_without_end(state):
        """An address that is given once can be linked to thousands of times, and stands in each of these links."""
        left = LINKED
        for token in (child for block in state.tokens for child in block.children or ()):
            left -= sum(len(str(value)) for value in token.attrs.values())
            if left < 0:
                token.attrs = {}

    parser.core.ruler.push("below_the_page", below_the_page)
    parser.core.ruler.push("not_without_end", not_without_end)
    return parser


@lru_cache(maxsize=512)
def to_html(text):
    """Sanitised HTML (a safe string) of Markdown `text`; headings start at <h3>, pictures are left out."""
    if not text:
        return ""
    html = nh3.clean(
        _parser().render(text),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener ugc",
    )
    return mark_safe(html)  # noqa: S308 (nh3 has cleaned it)
