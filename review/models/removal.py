"""Why a live page is not there any more, or was not for a while: kept with it for good."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Reason(models.TextChoices):
    """What is said in public about a page that went, as a sentence."""

    OWNER = "owner", "Its owner withdrew it."
    MISTAKE = "mistake", "Something in it was not right."
    RIGHTS = "rights", "Somebody else has rights in what it showed."
    PRIVACY = "privacy", "It said something about a person that is not for the public."
    RULES = "rules", "It did not keep to the rules of this portal."


FOR_TAKING_DOWN = [reason for reason in Reason if reason != Reason.OWNER]


class RemovalQuerySet(models.QuerySet):
    def of(self, kind, live):
        """Those of one live page, the latest first."""
        return self.filter(kind=kind.slug, object_id=live.pk)

    def latest_of(self, kind, pages):
        """{id of a page: its latest}, of those of `pages` that have any."""
        those = self.filter(kind=kind.slug, object_id__in=[page.pk for page in pages]).order_by("at", "pk")
        return {one.object_id: one for one in those} if pages else {}


class Removal(models.Model):
    """One time that a live page went: withdrawn by its owner, or taken down by who looks after it.

    `version` is the number that the page turned to with it: no published version has it. `text` is for its owner and
    for those who look after it; in public stand the reason, and the title where `says_title`.
    """

    kind = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=8, choices=Reason)
    text = models.TextField(blank=True, max_length=2000)
    says_title = models.BooleanField(default=False)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="removal_once_a_version", fields=["kind", "object_id", "version"]),
            models.CheckConstraint(name="removal_reason_known", condition=Q(reason__in=Reason.values)),
            models.CheckConstraint(name="removal_explained", condition=Q(reason=Reason.OWNER) | ~Q(text="")),
            models.CheckConstraint(
                name="removal_title_is_its_owners", condition=Q(says_title=False) | Q(reason=Reason.OWNER)
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}: {self.get_reason_display()}"

    @property
    def verb(self):
        return "withdraw" if self.reason == Reason.OWNER else "take down"


def gone_as(removal):
    """“withdrawn” or “taken down”, for sentences about a page that went; None is for one that nothing was noted of."""
    return "withdrawn" if removal is None or removal.reason == Reason.OWNER else "taken down"
