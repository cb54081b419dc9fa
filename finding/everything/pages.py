"""The shelves of published pages: showcases and people, found as their lists find them."""

from commitment.search import KIND as SHOWCASE
from config.by_hand import by_index
from finding import lists
from finding.everything.shelf import MOST_CALLED, SHOWN, Called, Finding, Shelf
from profiles.search import KIND as PROFILE
from search import names
from search.results import MOST_WEIGHED


class Pages(Shelf):
    """`kind` is what their names are kept under; `listing` lists them all, at the address called `slug`."""

    kind: str
    listing: type
    parts: tuple[str, ...]  # columns that a name is told with

    def find(self, text):
        listing = self.listing.of(text)
        read = listing.looked
        is_many = read.best is None
        count = MOST_WEIGHED if is_many else len(read.best)
        with by_index():
            first = self._first_of_many(listing) if is_many else None
            if first is None:
                first = listing.by_relevance(listing.found)
            things = list(listing.with_parts(first)[: SHOWN + MOST_CALLED]) if count else []
        return Finding(count, things, str(listing.address), read, is_more=is_many)

    def _first_of_many(self, listing):
        """What its list begins with, where that is known without putting all of it in order; else None."""

    def mark(self, things, read):
        self.listing.match(things, read.question)

    def called(self, text):
        return [self.tell(page) for page in self._pages(names.called(self.kind, text, MOST_CALLED))]

    def suggest(self, text, most):
        return [self.tell(page) for page in self._pages(names.begun(self.kind, text, most))]

    def tell(self, page):
        """It as a Called."""
        raise NotImplementedError

    def _pages(self, numbers):
        """Those of them that may be seen, in this order."""
        if not numbers:
            return []
        rows = self.listing.model.objects.published().filter(pk__in=numbers).order_by().only("slug", *self.parts)
        live = {page.pk: page for page in rows}
        return [live[number] for number in numbers if number in live]


class Showcases(Pages):
    slug, heading, noun = "showcases", "Showcases", ("showcase", "showcases")
    template = "discovery/_found_showcases.html"
    kind, listing, parts = SHOWCASE, lists.Showcases, ("title", "summary")

    def _first_of_many(self, listing):
        first = listing.looked.headed(listing.found).order_by(*listing.tie)
        return first if first[SHOWN + MOST_CALLED - 1 :].exists() else None

    def tell(self, page):
        return Called(page.title, "Showcase", page.get_absolute_url(), page.summary)


class People(Pages):
    slug, heading, noun = "people", "People", ("person", "people")
    template = "discovery/_found_people.html"
    kind, listing, parts = PROFILE, lists.People, ("name", "job_title", "hook")

    def is_asked_by_part(self, words):
        return True

    def tell(self, page):
        return Called(page.name, f"Person, {page.job_title}", page.get_absolute_url(), page.hook)
