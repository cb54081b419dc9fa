"""What the vocabulary adds to the search vector of a page that claims skills; `claims` is the model between."""

from django.db.models import OuterRef

from review.search import every
from skills.models import Label, Skill


def skill_names(claims):
    """Preferred labels of the skills claimed."""
    return every(claims.objects.filter(content_object=OuterRef("pk")), "tag__name")


def other_skill_names(claims):
    """Their alternative and hidden labels: whoever types “cataloging” finds cataloguing."""
    return every(claims.objects.filter(content_object=OuterRef("pk")), "tag__labels__text")


def broader_skill_names(claims):
    """All labels of the skills that those are part of: paper conservation is conservation."""
    broader = claims.objects.filter(content_object=OuterRef(OuterRef("pk"))).broader()
    return [every(Skill.objects.filter(pk__in=broader), "name"), every(Label.objects.filter(skill__in=broader), "text")]
