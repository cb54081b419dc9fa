"""Parts that live pages of any kind can have. Each kind has a table of its own for them, with its foreign key."""

from django.db import models


class Part(models.Model):
    """A row that belongs to a live page; `position` is its place on it."""

    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ["position"]


class Outcome(Part):
    """A measured result. `before` may be unknown; figures are plain numbers, `unit` says of what."""

    measure = models.CharField(max_length=140)
    before = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    after = models.DecimalField(max_digits=14, decimal_places=2)
    unit = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta(Part.Meta):
        abstract = True

    def __str__(self):
        return self.measure


class Link(Part):
    """Something to read elsewhere."""

    label = models.CharField(max_length=80)
    url = models.URLField()

    class Meta(Part.Meta):
        abstract = True

    def __str__(self):
        return self.label
