"""What becomes of somebody's submissions when they close their account."""

from pictures import services as pictures
from review import services
from review.models import Submission


def close_submissions(user):
    """What was decided is history and stays, naming nobody; all else was never public and goes.

    Reviewers hear of what waited for them.
    """
    mine = Submission.objects.by(user)
    for waiting in mine.waiting():
        services.move(waiting, "withdraw", by=user)
    undecided = mine.undecided()
    for one in undecided:
        pictures.show(one.holder(), one.pk, [], public=False)
    undecided.delete()
