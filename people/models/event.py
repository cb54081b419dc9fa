"""The log of all deeds that matter, and the counter of public changes that hangs on it."""

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """What was done to one thing, by whom, when. Written by `people.events.record` alone.

    No foreign key: the log never stands in the way of the thing. `actor` is an account's number; `was` and
    `now` are states and identifiers, never names, addresses or what people wrote.
    """

    kind = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    verb = models.CharField(max_length=30)
    was = models.CharField(max_length=200, blank=True)
    now = models.CharField(max_length=200, blank=True)
    actor = models.PositiveBigIntegerField(null=True, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["kind", "object_id", "at"], name="event_of_thing")]
        constraints = [models.CheckConstraint(name="event_says_what", condition=~Q(kind="") & ~Q(verb=""))]

    def __str__(self):
        return f"{self.kind} {self.object_id}: {self.verb}"


class Edition(models.Model):
    """The counter that says when public pages changed. One row, kept by a constraint. Read by `people.edition`."""

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(name="edition_one_row", condition=Q(pk=1))]

    def __str__(self):
        return f"edition {self.number}"
