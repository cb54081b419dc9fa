"""A list that can be searched, narrowed, sorted and paged, as its address asks for it."""

from functools import cached_property

from django.conf import settings
from django.core.paginator import Paginator
from django.template.defaultfilters import pluralize

from config.components import thin
from discovery.address import Address, clean, values
from discovery.search import matching, ranked, skill_called, skills_like

PER_PAGE = 20
RELEVANCE = "relevance"


class Listing:
    """Base of the list pages. A subclass says what is listed, what narrows it and how it is sorted.

    `sorts` is {name: (label, ordering)}; the first is the default. Best match is added where there are
    search words, and comes first where `relevance_first` says so.
    """

    noun: tuple[str, str]
    sorts: dict[str, tuple[str, tuple[str, ...]]]
    relevance_first = True
    tie: tuple[str, ...] = ("pk",)

    def __init__(self, request):
        self.path = request.path
        self.q = " ".join(values(request, "q")[-1:])
        self.facets = self.make_facets(request)
        self.notices = [notice for facet in self.facets for notice in facet.notices]
        if len(request.GET.get("q", "")) > len(self.q) + 100:
            self.notices.append("That was a lot to search for; only its beginning is used.")
        self.asked_sort = self._read_sort(" ".join(values(request, "sort")[-1:]))
        self.asked_page = self._read_page(clean(request.GET.get("page", "")))

    # -- what a subclass says ------------------------------------------------------------------------------
    def everything(self):
        """Queryset of all that is public."""
        raise NotImplementedError

    def make_facets(self, request):
        raise NotImplementedError

    def with_parts(self, queryset):
        """What the cards of one page need to be fetched with."""
        raise NotImplementedError

    # -- what was asked for --------------------------------------------------------------------------------
    @cached_property
    def all_sorts(self):
        if not self.q:
            return self.sorts
        best = {RELEVANCE: ("Best match", ("-rank", *self.tie))}
        return best | self.sorts if self.relevance_first else self.sorts | best

    def _read_sort(self, text):
        """The sort asked for, if it is one and not the default anyway."""
        if text and text not in {RELEVANCE, *self.sorts}:
            self.notices.append(f"“{text}” is not a way to sort, so it is left out.")
        return text if text in list(self.all_sorts)[1:] else ""

    def _read_page(self, text):
        if not text:
            return 1
        if text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0:
            return int(text)
        self.notices.append(f"There is no page “{text}”; this is the first.")
        return 1

    @property
    def sort(self):
        return self.asked_sort or next(iter(self.all_sorts))

    @cached_property
    def address(self):
        chosen = [(facet.name, value) for facet in self.facets for value in facet.chosen]
        return Address(self.path, [("q", self.q), *chosen, ("sort", self.asked_sort)])

    @cached_property
    def chips(self):
        """What narrows the list, each with the address without it."""
        words = [{"label": f"“{self.q}”", "url": str(self.without_words)}] if self.q else []
        return words + [
            {"label": label, "url": str(self.address.without(facet.name, value))}
            for facet in self.facets
            for value, label in facet.chosen.items()
        ]

    @property
    def without_words(self):
        kept = self.address.without("q")
        return kept.without("sort") if self.asked_sort == RELEVANCE else kept

    # -- what is there -------------------------------------------------------------------------------------
    @cached_property
    def found(self):
        """All that is public and matches the words, before any facet."""
        return matching(self.everything(), self.q) if self.q else self.everything()

    def narrowed(self, besides=None):
        queryset = self.found
        for facet in self.facets:
            if facet is not besides:
                queryset = facet.narrow(queryset)
        return queryset

    @cached_property
    def page(self):
        results = self.narrowed()
        if self.sort == RELEVANCE:
            results = ranked(results, self.q)
        paginator = Paginator(self.with_parts(results.order_by(*self.all_sorts[self.sort][1])), PER_PAGE)
        if self.asked_page > paginator.num_pages:
            self.notices.append(
                f"There is no page {self.asked_page}; this is the last."
                if paginator.num_pages > 1
                else f"There is no page {self.asked_page}; this is all there is."
            )
        return paginator.get_page(self.asked_page)

    def page_url(self, number):
        return str(self.address.setting("page", number if number > 1 else ""))

    def _facet_lists(self):
        for facet in self.facets:
            shown, folded = facet.lists(self.narrowed(besides=facet if facet.single else None), self.address)
            if shown:
                yield {"title": facet.title, "name": facet.name, "shown": shown, "folded": folded}

    def context(self):
        """Context of templates/discovery/_list.html."""
        page = self.page
        one, many = self.noun
        count = page.paginator.count
        pages = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        return {
            "listing": self,
            "page": page,
            "count": f"{thin(count)} {pluralize(count, f'{one},{many}')}" if count else f"No {many}",
            "q": self.q,
            "hidden": self.address.without("q").pairs,
            "filters": self.chips,
            "clear_url": self.path,
            "sort": [
                {"label": label, "url": str(self._sorted(name)), "current": name == self.sort}
                for name, (label, _) in self.all_sorts.items()
            ]
            if count > 1
            else [],
            "facets": list(self._facet_lists()),
            "links": [
                {"number": n, "url": self.page_url(n), "current": n == page.number}
                if isinstance(n, int)
                else {"number": None}
                for n in pages
            ],
            "previous_url": self.page_url(page.number - 1) if page.has_previous() else "",
            "next_url": self.page_url(page.number + 1) if page.has_next() else "",
            "notices": self.notices,
            "called": skill_called(self.q) if self.q else None,
            "like": skills_like(self.q) if self.q and not count else [],
            "canonical": f"{settings.SITE_URL}{self.page_url(page.number)}",
        }

    def _sorted(self, name):
        default = next(iter(self.all_sorts))
        return self.address.setting("sort", "" if name == default else name)
