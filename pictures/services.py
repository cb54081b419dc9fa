"""Pictures: kept, shown, put away. Renditions are made by the worker."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from PIL import Image

from pictures.models import Showing, Upload
from pictures.reading import SAVE, encode, read_picture

WIDTHS = (400, 800, 1600)
KEEP_UNUSED = timedelta(days=7)


def store_picture(file, *, by):
    """Keep an uploaded picture of the account `by`; returns its Upload. ValidationError says what is wrong."""
    if file.size > settings.PICTURE_MAX_BYTES:
        limit = settings.PICTURE_MAX_BYTES // 1024 // 1024
        raise ValidationError(f"The picture is larger than {limit} MB. Please make it smaller and add it again.")
    image = read_picture(file)
    upload = Upload(owner=by.pk, width=image.width, height=image.height)
    default_storage.save(upload.file_name(), ContentFile(encode(image, "jpg")))
    upload.save()
    make_renditions.enqueue(str(upload.pk))
    return upload


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


@task()
def make_renditions(upload_id):
    """AVIF, WebP and JPEG in up to three widths. Safe to run twice."""
    upload = Upload.objects.filter(pk=upload_id).first()
    if upload is None:
        return
    with default_storage.open(upload.file_name()) as file:
        master = Image.open(file).convert("RGB")
    made = []
    for width in sorted({min(width, master.width) for width in WIDTHS}):
        size = (width, max(1, round(master.height * width / master.width)))
        smaller = master.resize(size, Image.Resampling.LANCZOS)
        for form in SAVE:
            name = upload.file_name(width, form)
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(encode(smaller, form)))
            made.append([width, form])
    Upload.objects.filter(pk=upload.pk).update(renditions=made)


def discard_unused():
    """Pictures that nothing has shown for a week: a page may still be open that sends one again. Returns how many."""
    unused = Upload.objects.filter(showings=None, unshown_since__lt=timezone.now() - KEEP_UNUSED)
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
    names = [upload.file_name(), *(upload.file_name(w, f) for w, f in upload.renditions)]
    upload.delete()
    for name in names:
        default_storage.delete(name)
