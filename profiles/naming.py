"""A new name on a profile."""

from profiles.models import Profile
from review import kinds, services
from review.models import Submission


def rename_profile(user, keeps_address):
    """At once, on a withdrawn one too: name, place in the order, address and search."""
    services.hold(Submission.objects.by(user).filter(kind="profile").open())  # one that goes live now is there after
    live = Profile.objects.filter(user=user).first()
    if live:
        services.derive_again(kinds.get("profile"), live, keeps_address=keeps_address)
