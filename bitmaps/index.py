"""The sets of each kind of page, as this process holds them.

    pages = current("showcase")
    pages.live & pages.of("pillar", "visibility")        # those that may be seen and have this pillar

A process loads them from what was written down last (`Snapshot`), adds what has changed since (`Change`), and looks
again when the edition has turned; what is there for the first time is read from the pages themselves. It changes none
in place: whoever got them in a request keeps what belongs together.
"""

import json
import zlib
from array import array
from datetime import timedelta
from threading import RLock

from bitmaps import kinds, sets
from bitmaps.models import Snapshot
from people.edition import edition
from postgres import by_hand

LIVE = "live", ""
NOW = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
LATEST = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
SINCE = """
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
        (SELECT horizon FROM bitmaps_snapshot WHERE kind = %(kind)s),
        (SELECT made FROM bitmaps_snapshot WHERE kind = %(kind)s),
        ARRAY(SELECT DISTINCT bit FROM bitmaps_change WHERE kind = %(kind)s AND xid >= %(horizon)s)
"""
PUT_BACK = timedelta(minutes=1)
LEVEL = 1  # of compression: the sets are mostly noise or mostly nothing


class Bitmaps:
    """The sets of one kind as of one edition. `sets` is {(facet, value): set}; transactions from `horizon` on may have
    changed something that is not in them. `made` says how often they were made anew of all pages.
    """

    def __init__(self, kind, edition, horizon, found, made=0):
        self.kind, self.edition, self.horizon, self.sets, self.made = kind, edition, horizon, found, made
        self.live = found.get(LIVE, 0)
        self._kept = {}

    def of(self, facet, value):
        """The set of those for which this value is told of a facet; empty where there is none."""
        return self.sets.get((facet, value), 0)

    def values(self, facet):
        """{value: set} of all that is told of a facet."""
        return self.kept(("values", facet), lambda: {v: one for (name, v), one in self.sets.items() if name == facet})

    def kept(self, name, make):
        """What `make()` gives, made once for as long as these sets hold."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    def order(self, name):
        """All that may be seen, in one of the ways in which lists are sorted, as numbers of bits."""
        return self.kept(("order", name), lambda: _in_order(self.kind, name))

    def first(self, within, order, skip, most):
        """So many numbers of the set `within`, without the first `skip`: the latest first where `order` is ""."""
        if not order:
            return sets.from_top(within, skip, most)
        if within.bit_count() * FEW > self.live.bit_count():
            return sets.in_order(within, self.order(order), skip, most)
        place = self.kept(("place", order), lambda: _places(self.order(order)))
        there = (bit for bit in sets.members(within) if bit < len(place) and place[bit])
        return sorted(there, key=place.__getitem__)[skip : skip + most]


FEW = 50  # a set of a fiftieth of all is sorted quicker than it is met on the way through all


def _in_order(kind, name):
    rows = kinds.get(kind).live().exclude(bit=None).order_by(*kinds.get(kind).orders[name])
    return array("I", rows.values_list("bit", flat=True).iterator(20_000))


def _places(order):
    """The place of each bit; 0 for one that was taken off after the sets were read and before their order was."""
    found = array("I", [0]) * (max(order, default=0) + 1)
    for place, bit in enumerate(order, start=1):
        found[bit] = place
    return found


# -- how a process comes by them ---------------------------------------------------------------------------

_held, _turn = {}, RLock()


def current(kind):
    """The Bitmaps of a kind as the pages are now, or by a publication later. The process keeps them: so it is not to be
    asked for in a transaction that changes pages, which may still fail.
    """
    now = edition()
    held = _held.get(kind)
    if held is None or held.edition != now:
        with _turn:
            held = _held.get(kind)
            if held is None or held.edition != now:
                _held[kind] = held = _brought_up(kind, now, None if _is_past(now, held) else held)
    return held


def _is_past(now, held):
    """Is this an edition of long before, as where a backup was put back? A replica is seconds behind at most."""
    return held is not None and None not in now and None not in held.edition and held.edition[1] - now[1] > PUT_BACK


def forget():
    """Of this process: the next one to ask loads them anew."""
    _held.clear()


def _brought_up(kind, now, held):
    found, horizon, made_as = (held.sets, held.horizon, held.made) if held else (None, 0, 0)
    while True:
        rows = by_hand.rows(SINCE, {"kind": kind, "horizon": horizon})
        [(next_horizon, latest, written, made_last, changed)] = rows
        if max(written or 0, horizon) > latest:  # of another server, before or after a backup was put back
            return made(kind, now)
        if found is not None and (written is None or (horizon >= written and made_as == made_last)):
            break
        if written is not None:  # changes that are in it are told nowhere else any more
            found, horizon, made_as = _read(kind)
        if found is None:
            return made(kind, now)
    found = _with(found, kind, changed) if changed else found
    return Bitmaps(kind, now, next_horizon, found, made_as)


def _with(found, kind, changed):
    """The sets with what is told today of the pages with these bits."""
    others = ~sets.of(changed)
    found = {name: one & others for name, one in found.items()}
    for name, one in told(kind, kinds.get(kind).live().filter(bit__in=changed)):
        found[name] = found.get(name, 0) | one
    return {name: one for name, one in found.items() if one}


def made(kind, now=None):
    """The Bitmaps of a kind, made of the pages alone."""
    now = now or edition()
    [(horizon,)] = by_hand.rows(NOW, ())
    return Bitmaps(kind, now, horizon, dict(told(kind, kinds.get(kind).live().exclude(bit=None))))


def told(kind, rows, facets=None):
    """((facet, value), set) of all that is told of a queryset of pages, or only of some facets."""
    for facet, facts in kinds.get(kind).facts.items():
        if facets is None or facet in facets:
            for value, bits in facts(rows):
                yield (facet, value), sets.of(bits)
    if facets is None:
        yield LIVE, live(rows)


def live(rows):
    """The set of a queryset of pages."""
    return sets.of(rows.order_by().values_list("bit", flat=True).iterator(20_000))


def latest():
    """A number above those of all transactions that have begun."""
    [(number,)] = by_hand.rows(LATEST, ())
    return number


# -- written down ------------------------------------------------------------------------------------------


def pack(bitmaps):
    """All sets of a kind as bytes."""
    data = [(facet, value, sets.packed(one)) for (facet, value), one in bitmaps.sets.items()]
    facts = sorted(kinds.get(bitmaps.kind).facts)
    head = json.dumps([facts, [(facet, value, len(one)) for facet, value, one in data]])
    return zlib.compress(b"\n".join([head.encode(), b"".join(one for *_, one in data)]), LEVEL)


def unpack(kind, data):
    """{(facet, value): set} of what `pack` gave; None of what is damaged, or was counted by other facts than today."""
    try:
        data = zlib.decompress(data)
        at = data.index(b"\n") + 1
        facts, lengths = json.loads(data[:at])
    except (zlib.error, ValueError):
        return None
    if facts != sorted(kinds.get(kind).facts):
        return None
    found, data = {}, memoryview(data)  # a copy of all of it would stay in the memory of the process
    for facet, value, length in lengths:
        found[facet, value] = sets.unpacked(data[at : at + length])
        at += length
    return found


def _read(kind):
    """(the sets that were written down or None, their horizon, how often they were made anew)"""
    snapshot = Snapshot.objects.get(kind=kind)
    return unpack(kind, snapshot.packed), snapshot.horizon, snapshot.made


def is_readable(kind):
    """Does what was written down say anything to this release, and of this server?"""
    found, horizon, _ = _read(kind)
    return found is not None and horizon <= latest()
