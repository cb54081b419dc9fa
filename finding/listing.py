"""A list that can be searched, narrowed, sorted and paged, as its address asks for it."""

from collections.abc import Callable
from functools import cached_property, partial, reduce
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from bitmaps import index
from config.paging import links_of
from config.tallies import tally
from finding.address import FIND, WHOLE, Address, clean, last_value, said_of_length
from finding.everything.skills import meant
from finding.facets.of_lists import facets_of
from finding.nothing import nothing
from finding.ordered import Ordered, likeliest
from finding.read_as import instead, read_as
from finding.search import Meanings, skill_called
from finding.words import amount, either
from reading.text import quoted
from search.results import look

PER_PAGE = 20
MOST_DRAWN = 100  # ways to narrow a list that a process keeps drawn, of about 25 kB each
RELEVANCE = "relevance"
MOST_LIKE = 5  # skills, where nothing is found


def page_of(things, asked, notices):
    """The page that `asked` (text from the address) names; what makes no sense is said in `notices`."""
    paginator, asked = Paginator(things, PER_PAGE), clean(asked)
    if not asked:
        return paginator.get_page(1)
    if not (asked.isascii() and asked.isdigit() and int(asked)):
        notices.append(f"There is no page {quoted(asked)}; this is the first.")
        return paginator.get_page(1)
    if int(asked) > paginator.num_pages:
        this = "the last" if paginator.num_pages > 1 else "all there is"
        notices.append(f"There is no page {asked}; this is {this}.")
    return paginator.get_page(asked)


def _place(page):
    """Which page of how many this is, for people, where it is not the first."""
    return f"page {page.number} of {page.paginator.num_pages}" if page.number > 1 else ""


def page_links(page, address):
    """Context of components/pagination.html, and of the head; `address` is that of the first page."""

    def of(number, address=address):
        return str(address.setting("page", number if number > 1 else ""))

    return {
        "page": page,
        "address": of(page.number),
        "canonical": f"{settings.SITE_URL}{of(page.number, address.plain())}",
        **links_of(page, of),
    }


class Listing:
    """Base of the list pages. A subclass says what is listed, what narrows it and how it is sorted.

    What is listed are sets of bits (`bitmaps.index`), down to the one page that is fetched. `sorts` is {name: (label,
    order of the bitmaps)}; the first is the default. Best match is added where there are search words, and comes first.
    """

    name: str  # of its address, and by which `finding.facets.of_lists` knows it
    kind: str  # by which `bitmaps` knows it
    model: type
    cards: Callable  # the postgres.cards.Cards that its pages are fetched by
    claims: type  # the model of what its pages say about skills
    match: Callable  # of finding.matches: how its cards are marked
    heading: str
    lede: str
    search_label: str
    noun: tuple[str, str]
    sorts: dict[str, tuple[str, str]]
    by_likeliness = True  # with words: those first that have most to do with them
    best = "Best match"  # what that order is called
    looks_for_work = False  # words that find nothing may be skills that are missing; people are looked for by name
    tie: tuple[str, ...] = ("pk",)

    def __init__(self, asked):
        """`asked` is the query string, a QueryDict."""
        self.path = reverse(self.name)
        self.q = last_value(asked, "q")
        self.pages = index.current(self.kind)
        self.facets = facets_of(self.name, asked, self.pages)
        self.notices = [notice for facet in self.facets for notice in facet.notices]
        self.notices += said_of_length(asked)
        self.asked_sort = self._read_sort(last_value(asked, "sort"))
        self.asked_page = asked.get("page", "")
        self.meanings = Meanings(self.claims)
        self._narrowed = {}

    @classmethod
    def of(cls, words):
        """The list that is searched for `words`, and no more."""
        return cls(QueryDict(urlencode({"q": words})))

    @classmethod
    def first_of(cls, pages, within, most):
        """The cards that the list of the set `within` of some bitmaps begins with, at most so many."""
        [(_, order), *_] = cls.sorts.values()
        return cls.cards(pages.first(within, order, 0, most), by="bit")

    # -- what a subclass says ------------------------------------------------------------------------------
    def by_relevance(self, within):
        """The bits of the set `within`, as a paginator takes them, those first that have most to do with the words."""
        return likeliest(self.pages, within, self.looked)

    # -- what was asked for --------------------------------------------------------------------------------
    @cached_property
    def all_sorts(self):
        if not self.q:
            return self.sorts
        best = {RELEVANCE: (self.best, "")}
        return best | self.sorts

    def _read_sort(self, text):
        """The sort asked for, if it is one and not the default anyway."""
        if text and text not in {RELEVANCE, *self.sorts}:
            self.notices.append(f"{quoted(text)} is not a way to sort, so it is left out.")
        return text if text in list(self.all_sorts)[1:] else ""

    @property
    def sort(self):
        return self.asked_sort or next(iter(self.all_sorts))

    @cached_property
    def address(self):
        chosen = [(facet.name, value) for facet in self.facets for value in facet.chosen]
        sought = [(f"{FIND}{facet.name}", facet.sought) for facet in self.facets]
        whole = [(WHOLE, facet.name) for facet in self.facets if facet.is_whole and not facet.sought]
        return Address(self.path, [("q", self.q), *chosen, *sought, *whole, ("sort", self.asked_sort)])

    @cached_property
    def chips(self):
        """What narrows the list, each with the address without it."""
        words = [{"label": quoted(self.q), "url": str(self.without_words)}] if self.q else []
        return words + [
            {"label": label, "url": str(facet.without(self.address, value))}
            for facet in self.facets
            for value, label in facet.chips()
        ]

    @property
    def without_words(self):
        kept = self.address.without("q")
        return kept.without("sort") if self.asked_sort == RELEVANCE else kept

    # -- what is there -------------------------------------------------------------------------------------
    def mark(self, things):
        """Mark in `things` (some of what was found, as cards) what they were found by."""
        self.match(things, self.looked.question)

    @cached_property
    def found(self):
        """The set of all that is public and matches the words, before any facet."""
        return self.looked.bits & self.pages.live if self.q else self.pages.live

    @cached_property
    def looked(self):
        strictly = not self.by_likeliness
        live = self.model.objects.published()
        every = self.pages.live.bit_count()
        return look(live, self.q, every=every, newest=self.tie, meant=self.meanings.of, strictly=strictly)

    def narrowed(self, besides=None):
        """The set of what is listed, or would be without what is chosen in a facet."""
        besides = besides if besides and besides.chosen else None
        if besides not in self._narrowed:
            within = self.found
            for facet in self._choosing():
                if besides is None or besides not in (facet, facet.within):
                    within &= facet.having()
            self._narrowed[besides] = within
        return self._narrowed[besides]

    def without_the_words(self):
        """The set of what would be listed without them."""
        return reduce(lambda within, facet: within & facet.having(), self._choosing(), self.pages.live)

    def _choosing(self):
        return [facet for facet in self.facets if facet.chosen]

    @cached_property
    def page(self):
        within = self.narrowed()
        if self.sort == RELEVANCE:
            ordered = self.by_relevance(within)
        else:
            ordered = Ordered(self.pages, [within], self.all_sorts[self.sort][1])
        page = page_of(ordered, self.asked_page, self.notices)
        page.object_list = self.cards(page.object_list, by="bit")
        return page

    def _facet_lists(self):
        for facet in self.facets:
            if lists := facet.lists(partial(self.narrowed, besides=facet), self.address):
                yield lists

    def _drawn(self, context):
        """All the ways to narrow the list as HTML. Of a list without words, whose pages share them, they are drawn once
        for as long as the sets hold.
        """
        kept, name = self.pages.kept("facets", dict), str(self.address)
        if drawn := kept.get(name):
            return drawn
        drawn = render_to_string("discovery/_narrowing.html", context)
        if not (self.q or any(facet.sought for facet in self.facets)):
            if len(kept) >= MOST_DRAWN:
                kept.clear()
            kept[name] = drawn
        return drawn

    def context(self):
        """Context of templates/discovery/_list.html."""
        page = self.page
        count = page.paginator.count
        counted = amount(count, *self.noun) if count else f"No {self.noun[1]}"
        read = self.looked if self.q and count else None
        called = skill_called(self.q) if self.q else None
        like = meant(self.q)[:MOST_LIKE] if self.q and not count and not called else []
        narrowed = bool(self._choosing())
        if self.looks_for_work and not (count or called or narrowed):
            tally("missed skill", self.q)
        facets = {"facets": SimpleLazyObject(lambda: list(self._facet_lists())), "count": counted, "page": page}
        return page_links(page, self.address) | {
            **facets,
            "narrowing": self._drawn(facets),
            "heading": self.heading,
            "lede": self.lede,
            "search_label": self.search_label,
            "action": self.path,
            "title": self._title(page),
            "place": _place(page),
            "said": " ".join([*instead(read.instead if read else []), ", ".join([counted, *self._said(page)])]),
            "q": self.q,
            "hidden": self.address.without("q").pairs,
            "filters": self.chips,
            "clear_url": self.path,
            "sort": [
                {"name": name, "label": label, "url": str(self._sorted(name)), "current": name == self.sort}
                for name, (label, _) in self.all_sorts.items()
            ]
            if count > 1
            else [],
            "notices": self.notices,
            "called": called,
            "like": either((skill.name, skill.get_absolute_url()) for skill in like),
            "read_as": read_as(read, self.noun, narrowed=narrowed) if read else [],
            "nothing": None if count else nothing(self),
        }

    def _said(self, page):
        """How the list stands, for those who do not see it, where that is not as it begins."""
        if self.asked_sort and page.paginator.count > 1:
            yield f"sorted by {self.all_sorts[self.sort][0].lower()}"
        if place := _place(page):
            yield place

    def _title(self, page):
        """For the window: what this list is, down to its page."""
        chosen = f": {', '.join(chip['label'] for chip in self.chips)}" if self.chips else ""
        return f"{self.heading}{chosen}{f', page {page.number}' if page.number > 1 else ''}"

    def _sorted(self, name):
        default = next(iter(self.all_sorts))
        return self.address.setting("sort", "" if name == default else name)
