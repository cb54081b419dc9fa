"""What the vocabulary adds to the search vector of a page that claims skills."""

from django.db.models import OuterRef

from review.search import every
from skills.models import Label, Skill


def skill_names(claims):
    """Preferred labels of the skills claimed; `claims` is how a skill calls the claims upon it."""
    return every(Skill.objects.filter(**{f"{claims}__content_object": OuterRef("pk")}), "name")


def other_skill_names(claims):
    """Their alternative and hidden labels: whoever types “cataloging” finds cataloguing."""
    return every(Label.objects.filter(**{f"skill__{claims}__content_object": OuterRef("pk")}), "text")


def broader_skill_names(claims):
    """All labels of the skills that those are part of: paper conservation is conservation."""
    claimed = f"reaches__skill__{claims}__content_object"
    broader = Skill.objects.filter(**{claimed: OuterRef("pk")})
    labels = Label.objects.filter(**{f"skill__{claimed}": OuterRef("pk")})
    return [every(broader.distinct(), "name"), every(labels.distinct(), "text")]
