"""The shelves of published pages: showcases and people, found as their lists find them."""

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from commitment.models import Showcase
from commitment.search import KIND as SHOWCASE
from discovery.address import Address
from discovery.everything.shelf import MOST_CALLED, SHOWN, Called, Finding, Shelf
from discovery.views.people import PeopleListing
from discovery.views.showcases import ShowcaseListing
from profiles.models import Profile
from profiles.search import KIND as PROFILE
from search import names


class Pages(Shelf):
    """`kind` is what their names are kept under; `listing` lists them all, at the address called `slug`."""

    kind: str
    model: type
    listing: type
    parts: tuple[str, ...]  # columns that a name is told with

    def find(self, text):
        asked = HttpRequest()
        asked.path, asked.GET = reverse(self.slug), QueryDict(mutable=True)
        asked.GET["q"] = text
        listing = self.listing(asked)
        read = listing.looked
        count = listing.found.count() if read.best is None else len(read.best)
        first = listing.with_parts(listing.by_relevance(listing.found))[: SHOWN + MOST_CALLED] if count else []
        return Finding(count, list(first), str(Address(asked.path, [("q", text)])), read)

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
        rows = self.model.objects.published().filter(pk__in=numbers).order_by().only("slug", *self.parts)
        live = {page.pk: page for page in rows}
        return [live[number] for number in numbers if number in live]


class Showcases(Pages):
    slug, heading, noun = "showcases", "Showcases", ("showcase", "showcases")
    template = "discovery/_found_showcases.html"
    kind, model, listing, parts = SHOWCASE, Showcase, ShowcaseListing, ("title", "summary")

    def tell(self, page):
        return Called(page.title, "Showcase", page.get_absolute_url(), page.summary)


class People(Pages):
    slug, heading, noun = "people", "People", ("person", "people")
    template = "discovery/_found_people.html"
    kind, model, listing, parts = PROFILE, Profile, PeopleListing, ("name", "job_title", "hook")

    def tell(self, page):
        return Called(page.name, f"Person, {page.job_title}", page.get_absolute_url(), page.hook)
