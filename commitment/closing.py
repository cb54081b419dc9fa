"""What becomes of somebody's showcases when they close their account: what is live stays."""

from commitment.models import ShowcasePicture


def close_showcases(user):
    """Withdrawn ones let go of their pictures, so that these can be deleted."""
    ShowcasePicture.objects.filter(showcase__owner=user, showcase__withdrawn_at__isnull=False).delete()
