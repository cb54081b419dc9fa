"""What the portal keeps for a short while, whoever it is about."""

from django.db import models


class Counter(models.Model):
    """How often something was tried, until `ends_at`. Written by `config.limits` alone; `key` is a keyed hash."""

    key = models.CharField(max_length=64, primary_key=True)
    hits = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.hits} until {self.ends_at}"
