"""What the sets in each process are made of, besides the pages themselves. See `bitmaps.index`."""

from django.db import models


class Change(models.Model):
    """The page with this `bit` was published, changed or taken off, by the transaction `xid`."""

    kind = models.CharField(max_length=30)
    bit = models.PositiveIntegerField()
    xid = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "xid"], name="bitmap_change")]

    def __str__(self):
        return f"{self.kind} {self.bit} by {self.xid}"


class Snapshot(models.Model):
    """All sets of a kind as they were: what was changed by the transaction `horizon` or later may not be in it.

    `made` rises when they were made anew of all pages: then no process goes on from what it has.
    """

    kind = models.CharField(max_length=30, primary_key=True)
    horizon = models.PositiveBigIntegerField()
    made = models.PositiveIntegerField(default=0)
    packed = models.BinaryField()
    taken_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return f"{self.kind} as of {self.taken_at}"
