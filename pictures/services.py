"""Pictures: kept within limits, shown, looked after, put away. Renditions are made by the worker."""

import io
import logging
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django_tasks import task

from config.limits import allowed, count
from config.pages import turn
from pictures import limits
from pictures.access import is_public
from pictures.models import Showing, Upload

WIDTHS = (400, 800, 1600)
KEEP_UNUSED = timedelta(days=7)
KEEP_UNUSED_AT_LIMIT = timedelta(hours=1)
RARELY = 6  # failures to make renditions, after 1, 4, 16 ... minutes, from which on it is tried once a day
GIVE_UP = 14  # tries in a row without success, or without an end, after more than a week: then operators have to look
SOON = timedelta(minutes=10)  # by when the worker has made renditions, if it runs
LATER = timedelta(days=1)  # when files that were all there are looked at again
AT_ONCE = 100  # pictures looked at in one run of housekeeping
log = logging.getLogger(__name__)

# -- adding -------------------------------------------------------------------------------------------------


def store_picture(file, *, by):
    """Keep an uploaded picture of the account `by`; returns its Upload. ValidationError says what is wrong.

    Call it outside of a transaction: what was tried counts whether or not it succeeds, and a file that has no row
    because of a rollback would stay for ever.
    """
    from pictures.reading import encode, read_picture  # Pillow, which no page needs

    if file.size > settings.PICTURE_MAX_BYTES:
        limit = settings.PICTURE_MAX_BYTES // 1024 // 1024
        raise ValidationError(f"The picture is larger than {limit} MB. Please make it smaller and add it again.")
    _take_turn(by.pk)
    if getattr(file, "lost", None):
        raise _no_room()
    try:
        image = read_picture(file)
    except OSError as problem:  # of the temporary file, as decoders' are turned into words
        raise _no_room(problem) from problem
    master = encode(image, "jpg")
    upload = Upload(owner=by.pk, width=image.width, height=image.height, size=len(master))
    if not _admit(upload) and not (discard_unused(by.pk, KEEP_UNUSED_AT_LIMIT) and _admit(upload)):
        raise ValidationError(
            f"You have as much here as one person may, {limits.PER_PERSON} pictures or {limits.BYTES_PER_PERSON >> 20} "
            "MB. Take pictures out of your drafts that you do not need, and add this one again after an hour."
        )
    try:
        default_storage.save(upload.file_name(), ContentFile(master))
    except OSError as problem:
        discard(upload)
        raise _no_room(problem) from problem
    make_renditions.enqueue(str(upload.pk))
    return upload


def _no_room(problem=None):
    if problem:
        log.error("A picture could not be kept: %s", problem)
    return ValidationError(
        "The picture could not be kept, as the portal’s disk is full or out of order. Everything else was taken as it "
        "is. Please add the picture again later, and tell those who run the portal if it does not work then."
    )


def _take_turn(owner):
    """Count a try of this account, or say in words that there were too many."""
    for within, most, seconds in (("a minute", limits.A_MINUTE, 60), ("an hour", limits.AN_HOUR, 3600)):
        if not allowed(("pictures within", within, owner), most, seconds):
            raise ValidationError(
                f"You have added as many pictures within {within} as one may ({most}). Please wait {within} and add "
                "this one again."
            )


@transaction.atomic
def _admit(upload):
    """Save the row if its owner may have one more of this size; whether they may.

    The counter's row is locked until the end, so that parallel uploads of one account are admitted one after another.
    """
    count(("pictures admitted", upload.owner), seconds=3600)
    have = Upload.objects.filter(owner=upload.owner).aggregate(number=Count("pk"), size=Sum("size", default=0))
    may = have["number"] < limits.PER_PERSON and have["size"] + upload.size <= limits.BYTES_PER_PERSON
    if may:
        upload.look_at = timezone.now() + SOON
        upload.save(force_insert=True)
    return may


# -- showing ------------------------------------------------------------------------------------------------


@transaction.atomic
def show(holder, holder_id, upload_ids, *, public, owner=None):
    """Say that this thing shows exactly these pictures from now on; `public` whether everybody sees it.

    With `owner` (an account's number), pictures of somebody else are left out: nobody can open another's picture
    by writing its id into their own text.
    """
    uploads = Upload.objects.filter(pk__in=upload_ids)
    if owner is not None:
        uploads = uploads.filter(owner=owner)
    wanted = set(uploads.values_list("pk", flat=True))
    here = Showing.objects.filter(holder=holder, holder_id=holder_id)
    gone = here.exclude(upload__in=wanted)
    left = list(gone.values_list("upload", flat=True))
    gone.delete()
    here.exclude(is_public=public).update(is_public=public)
    Showing.objects.bulk_create(
        [Showing(holder=holder, holder_id=holder_id, upload_id=pk, is_public=public) for pk in wanted],
        ignore_conflicts=True,
    )
    Upload.objects.filter(pk__in=wanted).update(unshown_since=None)
    Upload.objects.filter(pk__in=left, showings=None).update(unshown_since=timezone.now())


# -- renditions ---------------------------------------------------------------------------------------------


@task()
def make_renditions(upload_id):
    """AVIF, WebP and JPEG in up to three widths, all or none. Safe to run twice; what fails, housekeeping repeats.

    A try counts before it begins: what ends its worker (the kernel, for memory) has no time to say so.
    """
    upload = Upload.objects.filter(pk=upload_id).first()
    if upload is None or upload.failures >= GIVE_UP:
        return
    tries, mine = upload.failures + 1, Upload.objects.filter(pk=upload.pk)
    pause = timedelta(minutes=4**upload.failures) if upload.failures < RARELY else LATER
    mine.update(failures=tries, look_at=timezone.now() + max(pause, SOON))
    found = {"renditions": [], "look_at": timezone.now() + pause}
    try:
        made, size = _make(upload)
        found = {"renditions": made, "size": size, "failures": 0, "look_at": timezone.now() + LATER}
    except Exception:  # a full disk, a master that is gone, a decoder: pages show the master meanwhile
        log.exception("Renditions of picture %s could not be made (%s. time)", upload.pk, tries)
    if not _found(upload, mine, found):
        _delete_files(upload.folder)  # it was discarded meanwhile


def _found(upload, rows, found):
    """Note of a picture what was made or is missing, if it is among `rows` still; pages that show it are others then.

    Whoever publishes it only now draws pages with what was noted.
    """
    noted = rows.update(**found)
    if noted and found.get("renditions", upload.renditions) != upload.renditions and is_public(upload):
        turn()
    return noted


def _make(upload):
    """Make what is not there whole; ([[width, form], ...], bytes of all files)."""
    from PIL import Image

    from pictures.reading import SAVE, encode

    with default_storage.open(upload.file_name()) as file:
        content = file.read()
    master = Image.open(io.BytesIO(content)).convert("RGB")
    made, size = [], len(content)
    for width in sorted({min(width, master.width) for width in WIDTHS}):
        edges = (width, max(1, round(master.height * width / master.width)))
        smaller = None
        for form in SAVE:
            name = upload.file_name(width, form)
            length = _length_if_whole(name, edges)
            if not length:
                smaller = smaller or master.resize(edges, Image.Resampling.LANCZOS)
                content = encode(smaller, form)
                _replace(name, content)
                length = len(content)
            made.append([width, form])
            size += length
    return made, size


def _length_if_whole(name, edges):
    """Bytes of a picture file that is there and can be read to its end; 0 if it cannot."""
    from PIL import Image

    try:
        with default_storage.open(name) as file:
            content = file.read()
        image = Image.open(io.BytesIO(content))
        image.load()
    except Exception:  # not there, cut off, or anything that a decoder says of half a file
        return 0
    return len(content) if image.size == edges else 0


def _replace(name, content):
    """Write a file; a storage that leaves half of it when it fails has that taken away again."""
    try:
        default_storage.save(name, ContentFile(content))
    except OSError:
        with suppress(OSError):
            default_storage.delete(name)
        raise


def look_after():
    """Have renditions made that are missing or cut off, with ever longer pauses. Returns of how many pictures.

    While the storage is away (a share that is not mounted, a bucket that does not answer) nothing is forgotten.
    """
    now, repaired, away = timezone.now(), 0, 0
    for upload in Upload.objects.filter(look_at__lt=now, failures__lt=GIVE_UP).order_by("look_at")[:AT_ONCE]:
        is_whole = _is_whole(upload)
        found = {"look_at": now + (LATER if is_whole else SOON)} | ({"renditions": []} if is_whole is False else {})
        mine = _found(upload, Upload.objects.filter(pk=upload.pk, look_at=upload.look_at), found)
        away += is_whole is None
        if mine and is_whole is False:  # else another run was quicker
            make_renditions.enqueue(str(upload.pk))
            repaired += 1
    if away:
        log.error("The files of %s pictures cannot be looked at: is their storage there?", away)
    return repaired


def given_up():
    """Pictures without renditions whose turn does not come any more: `retry` gives them another."""
    return Upload.objects.filter(failures__gte=GIVE_UP)


def retry():
    """Let housekeeping try again what was given up; returns of how many pictures."""
    return given_up().update(failures=0, look_at=timezone.now())


def _is_whole(upload):
    """Whether all files are there, as long as they were when they were made. None: not even the master can be had."""
    if not upload.renditions:
        return False
    try:
        size = default_storage.size(upload.file_name())
    except OSError:
        return None
    try:
        return size + sum(map(default_storage.size, upload.file_names()[1:])) == upload.size
    except FileNotFoundError:
        return False
    except OSError:
        return None


# -- putting away -------------------------------------------------------------------------------------------


def discard_unused(owner=None, unshown_for=KEEP_UNUSED):
    """Pictures (of one account) that nothing has shown for a week: a page may still be open that sends one again.

    Returns how many.
    """
    unused = Upload.objects.filter(showings=None, unshown_since__lt=timezone.now() - unshown_for)
    if owner is not None:
        unused = unused.filter(owner=owner)
    gone = 0
    for pk in list(unused.values_list("pk", flat=True)):
        with transaction.atomic():
            upload = unused.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
            if upload:  # nothing has shown it since
                discard(upload)
                gone += 1
    return gone


def discard(upload):
    """Delete an upload and its files."""
    folder = upload.folder
    upload.delete()
    _delete_files(folder)


def _delete_files(folder):
    """All in it: parts of files too that a kill has left. What the disk refuses is logged."""
    try:
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)
    except FileNotFoundError:
        pass
    except OSError as problem:
        log.error("Files could not be deleted: %s", problem)
