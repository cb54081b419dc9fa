"""What becomes of somebody's showcases when they close their account: what is live stays."""

from django.db.models import Q

from commitment.models import Contributor, Showcase, ShowcasePicture
from profiles.members import reference_to
from review.models import Submission
from review.services import hold


def close_showcases(user):
    """Withdrawn ones let go of their pictures, so that these can be deleted.

    What others may be deciding on is locked as they lock it: submissions, then pages, and only then the edition.
    """
    crediting = Q(kind="showcase", content__contributors__contains=[{"member": reference_to(user)}])
    hold(Submission.objects.unpublished().filter(Q(author=user) | crediting))
    hold(Showcase.objects.filter(pk__in=Contributor.objects.filter(user=user).values("showcase")))
    gone = Showcase.objects.withdrawn().filter(owner=user)
    ShowcasePicture.objects.filter(showcase__in=gone).delete()
