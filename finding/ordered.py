"""What a list has, in an order, for a paginator: how many, and the bits of those on one page."""


class Ordered:
    """Sets of some bitmaps, none of which has what another has: one after the other, each in the order of this name, or
    the latest first.
    """

    def __init__(self, pages, parts, order=""):
        self._pages, self._order = pages, order
        self._parts = [part for part in parts if part]
        self._count = sum(part.bit_count() for part in self._parts)

    def __len__(self):
        return self._count

    def __getitem__(self, place):
        start, stop, _ = place.indices(self._count)
        found, before = [], 0
        for part in self._parts:
            count = part.bit_count()
            skip, most = max(0, start - before), stop - start - len(found)
            if most > 0 and skip < count:
                found += self._pages.first(part, self._order, skip, most)
            before += count
        return found


def likeliest(pages, within, found):
    """The set `within` of what a search found, the likeliest first: a list of bits, or an Ordered of very many."""
    if found.best is None:
        return Ordered(pages, [within & found.headed, within & ~found.headed])
    return [bit for bit in found.best if within >> bit & 1]
