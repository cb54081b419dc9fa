"""Links that answer without an account; made, opened and ended by `people.links`."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class AccessLinkQuerySet(models.QuerySet):
    def open(self):
        """Those whose button still does something."""
        unused = Q(max_uses=None) | Q(uses__lt=F("max_uses"))
        return self.filter(unused, revoked_at=None, expires_at__gt=timezone.now())

    def ended_before(self, moment):
        return self.filter(Q(expires_at__lt=moment) | Q(revoked_at__lt=moment))


class AccessLink(models.Model):
    """Leave for whoever holds a secret address to do one thing, some times, until a day.

    The secret itself is known to its receiver alone: `token_hash` is its SHA-256. `purpose` names what it is for
    (`people.links.Purpose`), `object_id` the row of that purpose.
    """

    purpose = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    recipient = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    uses = models.PositiveIntegerField(default=0)
    max_uses = models.PositiveIntegerField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["purpose", "object_id"], name="link_of_thing")]
        constraints = [
            models.CheckConstraint(name="accesslink_expires_later", condition=Q(expires_at__gt=F("made_at"))),
            models.CheckConstraint(
                name="accesslink_uses_within_limit",
                condition=Q(max_uses__isnull=True) | Q(max_uses__gte=1, uses__lte=F("max_uses")),
            ),
        ]

    def __str__(self):
        return f"{self.purpose} {self.object_id}"

    @property
    def is_used_up(self):
        return self.max_uses is not None and self.uses >= self.max_uses

    @property
    def has_ended(self):
        """It was revoked or is too old. One that is only used up may be clicked again, and says what was done."""
        return self.revoked_at is not None or self.expires_at <= timezone.now()

    @property
    def is_open(self):
        return not self.has_ended and not self.is_used_up
