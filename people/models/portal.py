from django.db import models
from django.db.models import Q


class PortalText(models.Model):
    """What editors say instead of a default of `people.portal`; written by `people.portal.change` alone."""

    name = models.CharField(max_length=40, unique=True)
    value = models.TextField()

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(name="portaltext_has_name", condition=~Q(name=""))]

    def __str__(self):
        return self.name
