from review.models.published import Edition, FormerSlug, Published, PublishedQuerySet
from review.models.submission import OPEN, ReviewEvent, Status, Submission
from review.models.upload import Upload

__all__ = [
    "OPEN",
    "Edition",
    "FormerSlug",
    "Published",
    "PublishedQuerySet",
    "ReviewEvent",
    "Status",
    "Submission",
    "Upload",
]
