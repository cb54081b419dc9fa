"""What becomes of somebody's submissions when they close their account."""

from pictures import services as pictures
from review import services
from review.models import Status, Submission
from review.models.submission import DECIDED


def close_submissions(user):
    """What was decided is history and stays, naming nobody; all else was never public and goes.

    Reviewers hear of what waited for them.
    """
    mine = Submission.objects.by(user)
    for waiting in mine.filter(status=Status.SUBMITTED):
        services.move(waiting, "withdraw", by=user)
    undecided = mine.exclude(status__in=DECIDED)
    for one in undecided:
        pictures.show(one.holder(), one.pk, [], public=False)
    undecided.delete()
