"""The shelves of published pages: showcases and people, found as their lists find them."""

from commitment.search import KIND as SHOWCASE
from finding import lists
from finding.everything.shelf import MOST_CALLED, SHOWN, Called, Finding, Shelf
from profiles.search import KIND as PROFILE
from search import names


class Pages(Shelf):
    """`kind` is what their names are kept under; `listing` lists them all, at the address called `slug`."""

    kind: str
    listing: type
    parts: tuple[str, ...]  # columns that a name is told with

    def find(self, text):
        listing = self.listing.of(text)
        found, read = listing.found, listing.looked
        bits = listing.by_relevance(found)[: SHOWN + MOST_CALLED] if found else []
        return Finding(found.bit_count(), listing.cards(bits, by="bit"), str(listing.address), read)

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
