"""What becomes of somebody's showcases when they close their account: what is live stays."""

from commitment.models import Showcase, ShowcasePicture


def close_showcases(user):
    """Withdrawn ones let go of their pictures, so that these can be deleted."""
    gone = Showcase.objects.withdrawn().filter(owner=user)
    ShowcasePicture.objects.filter(showcase__in=gone).delete()
