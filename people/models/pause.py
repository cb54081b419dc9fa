from django.db import models
from django.db.models import Q


class Pause(models.Model):
    """That a mail went to somebody a short while ago; written by `people.pauses.allowed` alone.

    `key` is a fingerprint of who caused it, where and for whom: the table names nobody.
    """

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.CheckConstraint(name="pause_has_key", condition=~Q(key=""))]

    def __str__(self):
        return f"until {self.ends_at}"
