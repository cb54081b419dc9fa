"""A picture that somebody added to a submission."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

MIME = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


class Upload(models.Model):
    """A re-encoded picture (never the original file: no EXIF, no GPS) and its smaller renditions.

    Nobody but its owner and their reviewers may fetch it until `public_since` is set, which publishing does.
    `renditions` lists what the worker has made so far, as [[width, "avif"], ...]; the master always exists.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads")
    submission = models.ForeignKey("review.Submission", models.SET_NULL, null=True, blank=True, related_name="uploads")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    renditions = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    public_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [models.CheckConstraint(name="upload_has_size", condition=Q(width__gte=1, height__gte=1))]

    def __str__(self):
        return str(self.id)

    def file_name(self, width=None, form="jpg"):
        """Path in the media storage; without `width`, the master's."""
        return f"pictures/{self.id.hex[:2]}/{self.id.hex}/{width or 'master'}.{form}"

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
