"""A new name on a profile."""

from profiles.models import Profile
from review import kinds, services
from review.models import Submission


def rename_profile(user, keeps_address):
    """At once, on a withdrawn one too: name, place in the order, address and search."""
    for submission in services.hold(Submission.objects.by(user).filter(kind="profile")):
        if submission.content.get("listed_under"):  # it is of the former name
            submission.content["listed_under"] = ""
            submission.touched["listed_under"] = submission.revision + 1  # a page that is open does not bring it back
            submission.revision += submission.is_editable
            submission.save(update_fields=["content", "touched", "revision"])
    Profile.objects.filter(user=user).update(listed_under="")
    live = Profile.objects.filter(user=user).first()
    if live:
        services.derive_again(kinds.get("profile"), live, keeps_address=keeps_address)


def known_names():
    """As they stand on profiles, withdrawn ones too, and what these are listed under."""
    return (" ".join(names) for names in Profile.objects.values_list("name", "listed_under").iterator())
