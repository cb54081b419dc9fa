"""What is done now and then: bits for pages without one, sets written down, and held against the pages."""

import logging
from random import SystemRandom

from bitmaps import index, kinds, services
from bitmaps.models import Change, Snapshot
from people.edition import edition

MOST = 200  # changes that a process that begins reads, besides what is written down
SELDOM = 60  # runs of housekeeping, which is called every minute
chance = SystemRandom()
log = logging.getLogger(__name__)


def give_bits():
    """To pages that have none, as those have which an older version of the portal publishes while it is replaced;
    returns to how many.
    """
    return sum(services.give_bits(kind.name) for kind in kinds.every())


def write_down():
    """The sets of each kind of which many pages have changed since they were written down, or which never were;
    returns of how many kinds.
    """
    return sum(_write_down(kind.name) for kind in kinds.every())


def _write_down(kind):
    since = Snapshot.objects.filter(kind=kind).values_list("horizon", flat=True).first()
    if since is not None and not index.is_readable(kind):
        log.warning("Bitmaps of %s pages were written down by another server or release, and are made anew.", kind)
        services.rebuild(kind)
        return 1
    if since is not None and Change.objects.filter(kind=kind, xid__gte=since).count() < MOST:
        return 0
    return int(services.write_down(index.current(kind)))


def check_some():
    """Now and then, hold a facet of each kind, any one, against the pages; where it differs, all are made anew.
    Returns for how many kinds. What changes meanwhile is no difference: then it is looked at another time.
    """
    return 0 if chance.randrange(SELDOM) else sum(_check(kind) for kind in kinds.every())


def _check(kind):
    before = edition()
    found = differing(kind.name, [chance.choice(list(kind.facts))])
    if not found or edition() != before:
        return 0
    log.error("Bitmaps of %s pages were not as the pages are, and are made anew: %s", kind.name, found[:5])
    services.rebuild(kind.name)
    return 1


def differing(kind, facets=None):
    """[(facet, value)] of which this process holds another set than the pages tell, of these facets or of all; and of
    those that may be seen.
    """
    held = index.current(kind)
    rows = kinds.get(kind).live().exclude(bit=None)
    there = dict(index.told(kind, rows, facets)) | {index.LIVE: index.live(rows)}
    here = {name: one for name, one in held.sets.items() if facets is None or name[0] in facets} | {
        index.LIVE: held.live
    }
    return sorted((name for name in {*there, *here} if there.get(name, 0) != here.get(name, 0)), key=str)
