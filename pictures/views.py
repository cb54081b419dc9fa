"""Serving pictures: public ones to everybody, those of drafts to who may see the draft."""

import re

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from config.web import reads_only
from pictures.access import is_public, may_see
from pictures.models import MIME, Upload

NAME = re.compile(r"(master|\d{1,5})\.(avif|webp|jpg)")


@login_not_required
@reads_only
def picture(request, pk, name):
    upload = get_object_or_404(Upload, pk=pk)
    match = NAME.fullmatch(name)
    public = is_public(upload)
    if not match or not (public or may_see(request.user, upload)):
        raise Http404
    width, form = match.groups()
    try:
        file = default_storage.open(upload.file_name(width, form))
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=MIME[form])
    # A day and not a year: what is withdrawn must not live on in caches.
    response["Cache-Control"] = "public, max-age=86400" if public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
