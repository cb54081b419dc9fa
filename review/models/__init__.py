from review.models.live import FormerSlug, Published, PublishedQuerySet
from review.models.parts import Link, Outcome, Part
from review.models.submission import OPEN, Note, Queue, Status, Submission

__all__ = [
    "OPEN",
    "FormerSlug",
    "Link",
    "Note",
    "Outcome",
    "Part",
    "Published",
    "PublishedQuerySet",
    "Queue",
    "Status",
    "Submission",
]
