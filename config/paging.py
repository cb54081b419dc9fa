"""Long lists of pages that people work with, a part at a time; a page with several has an address for each of them."""

from django.core.paginator import Paginator
from django.http import QueryDict

from config.components import thin

SIZE = 20


def part_of(request, things, name="page", *, at="", size=SIZE, with_place=None, count=None):
    """The part of `things` (a queryset in an order, or a list) that the address asks for by `name`; what makes no sense
    is the first, or the last. `with_place` is the place of one whose part is shown, whatever is asked for. `count()`
    says how many there are, where that is known; it is not asked where the first part is asked for and holds all.

    Django's Page, with what components/pagination.html wants of it, and what its heading tells after the name of the
    list (`told`). Its links leave the other lists of the page where they are, and lead to the id `at`.
    """
    asked = request.GET.get(name) if with_place is None else with_place // size + 1
    first = list(things[: size + 1]) if asked is None else None
    is_all = first is not None and len(first) <= size  # as nearly always: nobody has to count them
    paginator = Paginator(first if is_all else things, size)
    if count and not is_all:
        paginator.count = count()
    page = paginator.get_page(asked)
    if first is not None:
        page.object_list = first[:size]
    others = {key: value for key, value in request.GET.items() if value.isdecimal() and len(value) < 9}

    def address(number):
        query = QueryDict(mutable=True)
        query.update(others | {name: str(number)})
        return f"?{query.urlencode()}{f'#{at}' if at else ''}"

    for key, value in links_of(page, address).items():
        setattr(page, key, value)
    page.told = _told(page)
    return page


def _told(page):
    """How many there are, and which part of them this is where it is not the first: “: 49, page 2 of 3”."""
    count, pages = page.paginator.count, page.paginator.num_pages
    several = f": {thin(count)}" if count > 1 else ""
    return f"{several}, page {thin(page.number)} of {thin(pages)}" if page.number > 1 else several


def links_of(page, address):
    """What components/pagination.html wants besides a page: links, previous_url, next_url. `address(number)` is that of
    another page.
    """
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "links": [
            {"number": n, "url": address(n), "current": n == page.number}
            if isinstance(n, int)
            else {"number": None, "url": "", "current": False}
            for n in numbers
        ],
        "previous_url": address(page.number - 1) if page.has_previous() else "",
        "next_url": address(page.number + 1) if page.has_next() else "",
    }
