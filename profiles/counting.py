"""What profiles are counted by, for `bitmaps`."""

from bitmaps.facts import by, by_each
from profiles.models import Profile, ProfileSkill
from skills.counting import LEVEL, SKILL, claimed_in
from skills.models import Level

KIND = "profile"
FAMILY, INSTITUTION = "family", "institution"


def live():
    return Profile.objects.published()


FACTS = {
    SKILL: claimed_in(ProfileSkill),
    **{LEVEL.format(level.value): claimed_in(ProfileSkill, level=level) for level in Level if level},
    FAMILY: by_each("role_families"),
    INSTITUTION: by("institution"),
}
ORDERS = {"name": ("sort_key", "pk"), "updated": ("-published_at", "-pk")}
