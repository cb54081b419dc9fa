"""What every live page has in common, whatever its kind."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from reading.addresses import AddressField


class PublishedQuerySet(models.QuerySet):
    def published(self):
        """The one gate for everything public: pages, search, feeds, counts."""
        return self.filter(withdrawn_at__isnull=True)

    def withdrawn(self):
        """What was public and is not any more; its address says so."""
        return self.filter(withdrawn_at__isnull=False)


class Published(models.Model):
    """A live page: written by `review.services` only, when a submission is approved or a page withdrawn.

    `version` rises with both: a change that was begun before either is told that the page has moved on.
    """

    slug = AddressField(max_length=120, unique=True)
    shelf_mark = models.CharField(max_length=10, unique=True)
    version = models.PositiveIntegerField()
    first_published_at = models.DateTimeField()
    published_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Its place among all of its kind, in the order in which they came. An older version of the portal leaves it empty,
    # and a preview: then `bitmaps.upkeep` sees to it.
    bit = models.PositiveIntegerField(null=True, editable=False, unique=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_version_from_one", condition=Q(version__gte=1)),
            models.CheckConstraint(
                name="%(class)s_dates_in_order",
                condition=Q(published_at__gte=F("first_published_at"))
                & (Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("published_at"))),
            ),
            models.CheckConstraint(name="%(class)s_addressable", condition=~Q(slug="") & ~Q(shelf_mark="")),
        ]

    @property
    def permalink(self):
        return f"{settings.SITE_URL}{reverse('shelf-mark', args=[self.shelf_mark])}"


class FormerSlug(models.Model):
    """An address that a live page had before; it redirects for ever."""

    kind = models.CharField(max_length=30)
    slug = AddressField(max_length=120)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="formerslug_once", fields=["kind", "slug"])]

    def __str__(self):
        return f"{self.kind}/{self.slug}"
