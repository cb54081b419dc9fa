"""Reading and writing the query string of a list page."""

from functools import lru_cache
from urllib.parse import quote_plus

from reading.text import one_line

LONGEST = 200  # characters of one value
FACETS = ("skill", "level", "pillar", "family", "institution", "kind", "country", "year", "role")
FIND = "find-"  # and the name of a facet: what its own filter looks for
WHOLE = "all"  # names of facets that are drawn with all of their options
ORDER = ("q", *FACETS, *(f"{FIND}{name}" for name in FACETS), WHOLE, "sort", "page")


def clean(value):
    """Text that is safe to search for and to show: no control characters (NUL above all), not endless."""
    return one_line(value[:LONGEST])


def values(asked, name):
    """What a query string (a QueryDict) has for `name`, cleaned, each value once, in order."""
    return [text for text in dict.fromkeys(clean(v) for v in asked.getlist(name)[:50]) if text]


def last_value(asked, name):
    """What it has for `name` where only one value makes sense; "" for none."""
    return " ".join(values(asked, name)[-1:])


def said_of_length(asked):
    """[sentence] where its words are more than are looked for; else []."""
    return ["That was a lot to search for; only its beginning is used."] if len(asked.get("q", "")) > LONGEST else []


_quoted = lru_cache(maxsize=2_000)(quote_plus)  # a page has sixty addresses, of the same few values


class Address:
    """A path and what it is asked for, always written in the same order. Every variation forgets the page."""

    def __init__(self, path, pairs=()):
        kept = [(name, str(value)) for name, value in pairs if value]
        self.path, self.pairs = path, sorted(kept, key=lambda pair: ORDER.index(pair[0]))

    def without(self, name, value=None):
        """Not asking for `value` of `name` any more, or for `name` at all."""
        gone = {name, "page"} if value is None else {"page"}
        kept = [(n, v) for n, v in self.pairs if n not in gone and (n, v) != (name, str(value))]
        return Address(self.path, kept)

    def adding(self, name, value):
        return Address(self.path, [*self.without(name, value).pairs, (name, value)])

    def setting(self, name, value):
        return Address(self.path, [*self.without(name).pairs, (name, value)])

    def plain(self):
        """Without what the facets' own filters look for and which are whole, which is about how the page is shown."""
        return Address(self.path, [(n, v) for n, v in self.pairs if not (n == WHOLE or n.startswith(FIND))])

    def __str__(self):
        pairs = "&".join([f"{name}={_quoted(value)}" for name, value in self.pairs])
        return f"{self.path}?{pairs}" if pairs else self.path
