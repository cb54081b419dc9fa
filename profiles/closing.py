"""What becomes of somebody's profile when they close their account."""

from profiles.models import Profile, WorkSample
from review import kinds, services


def close_profile(user):
    """It is withdrawn as its owner would do it, and lets go of its pictures, so that they can be deleted."""
    live = Profile.objects.published().filter(user=user).first()
    if live:
        services.withdraw_live(kinds.get("profile"), live, by=user)
    Profile.objects.filter(user=user).update(photo=None, photo_alt="")
    WorkSample.objects.filter(profile__user=user).update(picture=None, alt="")
