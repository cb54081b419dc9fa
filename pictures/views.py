"""Serving pictures: public ones to everybody, those of drafts to who may see the draft."""

import hashlib
import logging
import re

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import MissingFileError, StaticFile

from config.web import reads_only
from pictures.access import is_public, may_see
from pictures.models import MIME, Upload

NAME = re.compile(r"(master|\d{1,5})\.(avif|webp|jpg)")
# A day and not a year: what is withdrawn must not live on in caches. Until then it cannot change.
PUBLIC, PRIVATE = "public, max-age=86400, immutable", "private, no-store"


@login_not_required
@require_safe
@reads_only
def picture(request, pk, name):
    """One file of a picture. For a public one nobody asks who wants it, so that caches on the way may keep it."""
    upload = get_object_or_404(Upload, pk=pk)
    match = NAME.fullmatch(name)
    public = is_public(upload)
    if not match or not (public or may_see(request.user, upload)):
        raise Http404
    width, form = match.groups()
    headers = [
        ("Content-Type", MIME[form]),
        ("Cache-Control", PUBLIC if public else PRIVATE),
        ("X-Content-Type-Options", "nosniff"),
    ]
    try:
        return _answer(request, upload.file_name(width, form), headers)
    except (MissingFileError, FileNotFoundError) as error:
        raise Http404 from error
    except OSError as problem:  # of the disk, which somebody has to look at
        logging.getLogger(__name__).error("A picture cannot be read: %s", problem)
        return HttpResponse(status=503, headers={"Retry-After": "300", "Cache-Control": "no-store"})


def _answer(request, name, headers):
    """A file of the media folder, as static files are served; of a bucket, all of it.

    What lies in a bucket goes through this process too: its address stays the same for as long as it is kept, and who
    may see it is asked each time. A proxy that keeps public answers takes the work away.
    """
    try:
        place = default_storage.path(name)
    except NotImplementedError:
        with default_storage.open(name) as file:
            content = file.read()
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        return get_conditional_response(
            request, etag=etag, response=HttpResponse(content, headers=dict(headers, ETag=etag))
        )
    return WhiteNoiseMiddleware.serve(StaticFile(place, headers), request)
