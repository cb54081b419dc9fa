"""What a skill means at an institution, in two or three sentences."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.models import Institution
from reading.markdown import to_html
from review.models import Published
from skills.models import Skill


class ScopeNote(Published):
    """What a skill means at an institution: part of the skill's page. Any member writes it, its managers review it."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="scope_notes")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="scope_notes")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="scope_notes")
    text = models.CharField(max_length=600)

    class Meta(Published.Meta):
        abstract = False
        ordering = ["institution__sort_key", "pk"]
        constraints = [
            *Published.Meta.constraints,
            models.UniqueConstraint(
                fields=["institution", "skill"], name="scopenote_once", condition=Q(withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(name="scopenote_has_text", condition=~Q(text="")),
        ]

    def __str__(self):
        return f"{self.skill} at {self.institution}"

    def get_absolute_url(self):
        """Where it stands: on the page of its skill, or of what that was merged into."""
        return f"{self.skill.current().get_absolute_url()}#{self.slug}"

    text_html = property(lambda self: to_html(self.text))
