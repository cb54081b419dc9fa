"""A picture that somebody added, and what shows it."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

MIME = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


class Upload(models.Model):
    """A re-encoded picture (never the original file: no EXIF, no GPS) and its smaller renditions.

    Who may fetch it hangs on what shows it (`Showing`). `owner` is the number of the account that added it, no
    foreign key: this app knows no people. `renditions` lists what the worker has made, as [[width, "avif"], ...]: all
    or none; the master always exists. `size` is what all its files take, in bytes. `unshown_since` is empty while
    anything shows it. Housekeeping looks at the files at `look_at`; `failures` counts the tries in a
    row that made no renditions, one that is under way too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.PositiveBigIntegerField(db_index=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    renditions = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    unshown_since = models.DateTimeField(null=True, blank=True, default=timezone.now)
    size = models.PositiveBigIntegerField(default=0)
    look_at = models.DateTimeField(default=timezone.now, db_index=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["created_at"]
        constraints = [models.CheckConstraint(name="upload_has_size", condition=Q(width__gte=1, height__gte=1))]

    def __str__(self):
        return str(self.id)

    @property
    def folder(self):
        """Where all its files are, in the media storage, and nothing else."""
        return f"pictures/{self.id.hex[:2]}/{self.id.hex}"

    def file_name(self, width=None, form="jpg"):
        """Path in the media storage; without `width`, the master's."""
        return f"{self.folder}/{width or 'master'}.{form}"

    def file_names(self):
        """Those of all its files."""
        return [self.file_name(), *(self.file_name(width, form) for width, form in self.renditions)]

    def address(self, width=None, form="jpg"):
        return reverse("picture", args=[self.id, f"{width or 'master'}.{form}"])

    @property
    def url(self):
        """A picture that every browser shows, of moderate width where one was made."""
        widths = sorted(w for w, form in self.renditions if form == "jpg")
        return self.address(next((w for w in widths if w >= 800), widths[-1] if widths else None))

    def sources(self):
        """For <picture>: [(mime type, srcset)], smallest format first; empty until the worker has been."""
        found = []
        for form in ("avif", "webp", "jpg"):
            widths = sorted(w for w, f in self.renditions if f == form)
            if widths:
                found.append((MIME[form], ", ".join(f"{self.address(w, form)} {w}w" for w in widths)))
        return found


class Showing(models.Model):
    """Something that shows a picture: a draft, a submission, a live page, an institution.

    `holder` names its sort and `holder_id` its number. Written by `pictures.services.show` alone, when the thing is
    saved, published or withdrawn. A picture that anything public shows is public.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="showings")
    holder = models.CharField(max_length=30)
    holder_id = models.PositiveBigIntegerField()
    is_public = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "holder", "holder_id"], name="showing_once"),
            models.CheckConstraint(name="showing_has_holder", condition=~Q(holder="")),
        ]
        indexes = [models.Index(fields=["holder", "holder_id"], name="showings_of_thing")]

    def __str__(self):
        return f"{self.upload_id} in {self.holder} {self.holder_id}"
