"""Marbled covers as files: drawn by the worker when a showcase goes live, kept packed, and served as they lie there.

A file is named after what its paper is made of, shelf mark and pillars. So whatever lies under a name is right, for
every version that has those pillars, and may be drawn twice. All of them can be deleted: they are drawn anew.
"""

import gzip
import logging
import zlib
from contextlib import suppress

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django_tasks import task

from commitment.covers import marble
from commitment.models import Showcase
from review.services import hold

FOLDER = "covers/1"  # another number, once papers are drawn otherwise
BEGUN = f"{FOLDER}/begun"  # there once the covers of what was published before are queued
BATCH = 40  # drawn by one task: a second
log = logging.getLogger(__name__)


def packed(mark, pillars):
    """The SVG of a cover, gzipped: what lies there, or drawn now, and kept if the disk will have it."""
    try:
        with default_storage.open(_name(mark, pillars)) as file:
            data = file.read()
        if _is_whole(data):
            return data
        log.warning("The cover of %s was damaged, and is drawn anew.", mark)
        default_storage.delete(_name(mark, pillars))
    except FileNotFoundError:
        pass
    except OSError as problem:
        log.error("A cover cannot be read: %s", problem)
    data = _drawn(mark, pillars)
    try:
        _keep(mark, pillars, data)
    except OSError as problem:
        log.error("A cover could not be kept: %s", problem)
    return data


def _is_whole(data):
    """Was it neither cut off nor filled with something else?"""
    try:
        return bool(gzip.decompress(data))
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return False


@task()
def bring_up_to_date(number):
    """Draw the cover that this showcase shows now, if it shows one, and remove those that it does not.

    Nobody publishes or withdraws it meanwhile, so that of two such tasks the last leaves what is right.
    """
    with transaction.atomic():
        for live in hold(Showcase.objects.only("shelf_mark", "pillars").filter(pk=number)):
            wanted = ""
            if _showing().filter(pk=number).exists():
                wanted = _name(live.shelf_mark, live.pillars)
                _draw(live)
            folder = _folder(live.shelf_mark)
            for name in _files_in(folder):
                if name.startswith(f"{live.shelf_mark}.") and f"{folder}/{name}" != wanted:
                    default_storage.delete(f"{folder}/{name}")


def begin():
    """Have all covers drawn of what is live, unless that was begun before; returns how many."""
    try:
        if default_storage.exists(BEGUN) or not (missing := _showing().count()):
            return 0
        default_storage.save(BEGUN, ContentFile(b"Drawn by the portal, which draws them anew if they are deleted.\n"))
    except OSError as problem:
        log.error("No covers can be kept: %s", problem)
        return 0
    draw_all.enqueue()
    return missing


@task(priority=-10)  # everybody's mail goes first
def draw_all(before=None):
    """A batch of the covers that are missing, the newest first; the others are queued.

    Where the disk is full, housekeeping begins again.
    """
    rows = _showing().only("shelf_mark", "pillars").order_by("-pk")
    batch = list((rows if before is None else rows.filter(pk__lt=before))[:BATCH])
    try:
        for live in batch:
            _draw(live)
    except OSError:
        with suppress(OSError):
            default_storage.delete(BEGUN)
        raise
    if len(batch) == BATCH:
        draw_all.enqueue(before=batch[-1].pk)


def _showing():
    """Showcases that everybody sees with a marbled cover."""
    return Showcase.objects.published().filter(pictures=None)


def _draw(live):
    if not default_storage.exists(_name(live.shelf_mark, live.pillars)):
        _keep(live.shelf_mark, live.pillars, _drawn(live.shelf_mark, live.pillars))


def _drawn(mark, pillars):
    return gzip.compress(marble(mark, pillars).encode(), mtime=0)


def _keep(mark, pillars, data):
    default_storage.save(_name(mark, pillars), ContentFile(data))


def _folder(mark):
    """One of a thousand: few files lie in each."""
    return f"{FOLDER}/{mark.partition('-')[2][:2]}"


def _name(mark, pillars):
    return f"{_folder(mark)}/{'.'.join([mark, *pillars])}.svg.gz"


def _files_in(folder):
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []
