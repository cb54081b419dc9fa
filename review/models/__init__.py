from review.models.live import FormerSlug, Published, PublishedQuerySet
from review.models.parts import Link, Outcome, Part
from review.models.removal import FOR_TAKING_DOWN, Reason, Removal
from review.models.submission import OPEN, Note, Queue, Status, Submission

__all__ = [
    "FOR_TAKING_DOWN",
    "OPEN",
    "FormerSlug",
    "Link",
    "Note",
    "Outcome",
    "Part",
    "Published",
    "PublishedQuerySet",
    "Queue",
    "Reason",
    "Removal",
    "Status",
    "Submission",
]
