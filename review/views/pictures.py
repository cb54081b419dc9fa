"""Serving pictures: public ones to everybody, those of drafts to who may see the draft."""

import re

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from config.web import reads_only
from review.models import Submission, Upload
from review.models.upload import MIME

NAME = re.compile(r"(master|\d{1,5})\.(avif|webp|jpg)")


@login_not_required
@reads_only
def picture(request, pk, name):
    upload = get_object_or_404(Upload, pk=pk)
    match = NAME.fullmatch(name)
    if not match or not may_see(request.user, upload):
        raise Http404
    width, form = match.groups()
    try:
        file = default_storage.open(upload.file_name(width, form))
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=MIME[form])
    # A day and not a year: what is withdrawn must not live on in caches.
    response["Cache-Control"] = "public, max-age=86400" if upload.public_since else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def may_see(user, upload):
    """Public ones everybody, others their owner and who sees a submission of the owner's that shows it."""
    if upload.public_since:
        return True
    if not user.is_authenticated:
        return False
    if upload.owner_id == user.pk:
        return True
    shown = Submission.objects.visible_to(user).filter(author=upload.owner_id)
    return shown.annotate(text=Cast("content", TextField())).filter(text__contains=str(upload.pk)).exists()
