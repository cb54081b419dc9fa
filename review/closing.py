"""What becomes of somebody's submissions when they close their account."""

from pictures import services as pictures
from review import kinds, services
from review.models import Submission


def close_submissions(user):
    """What was published is history and stays, naming nobody; all else was never public and goes.

    Reviewers hear of what waited for them.
    """
    mine = Submission.objects.by(user)
    services.hold(mine.unpublished())
    for waiting in mine.waiting():
        services.move(waiting, "withdraw", by=user)
    unpublished = mine.unpublished()
    for one in unpublished:
        pictures.show(one.holder(), one.pk, [], public=False)
    unpublished.delete()
    mine.filter(kind__in=[kind.slug for kind in kinds.every() if kind.named_after_people]).update(
        title="", sent_title=""
    )
