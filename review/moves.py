"""The life of a submission as two tables: which moves there are, and who may make them."""

from review.models import Status
from review.queues import may_decide

MOVES = {  # verb: (allowed from, leads to)
    "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
    "recall": ({Status.SUBMITTED}, Status.DRAFT),
    "return": ({Status.SUBMITTED}, Status.RETURNED),
    "approve": ({Status.SUBMITTED}, Status.APPROVED),
    "decline": ({Status.SUBMITTED}, Status.DECLINED),
    "withdraw": ({Status.DRAFT, Status.SUBMITTED, Status.RETURNED}, Status.WITHDRAWN),
}


def is_author(user, submission):
    return submission.author_id == user.pk


MAY = {
    "submit": is_author,
    "recall": is_author,
    "return": may_decide,
    "approve": may_decide,
    "decline": may_decide,
    "withdraw": is_author,
}
NEEDS_NOTE = {"return": "Say what needs to change.", "decline": "Give a reason for declining."}
PAST = {
    "submit": "sent it for review",
    "recall": "took it back",
    "return": "returned it",
    "approve": "approved and published it",
    "decline": "declined it",
    "withdraw": "withdrew it",
}
