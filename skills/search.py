"""What the vocabulary adds to the search vector of a page that claims skills; `claims` is the model between."""

from django.db.models import OuterRef

from review.search import every
from skills.models import Label, Skill


def skill_names(claims):
    """Preferred labels of the skills that the claims are read as."""
    return every(Skill.objects.filter(pk__in=_of_today(claims)), "name")


def other_skill_names(claims):
    """[All other names of those and of what was merged into them]: whoever types “cataloging” finds cataloguing."""
    today = _of_today(claims)
    return [
        every(Label.objects.filter(skill__in=today), "text"),
        every(Label.objects.filter(skill__instead__in=today), "text"),
        every(Skill.objects.filter(instead__in=today), "name"),
    ]


def _of_today(claims):
    return claims.objects.filter(content_object=OuterRef(OuterRef("pk"))).of_today()


def broader_skill_names(claims):
    """All labels of the skills that those are part of: paper conservation is conservation."""
    broader = claims.objects.filter(content_object=OuterRef(OuterRef("pk"))).broader()
    return [every(Skill.objects.filter(pk__in=broader), "name"), every(Label.objects.filter(skill__in=broader), "text")]
