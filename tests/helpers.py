"""What tests ask of submissions, pages and people in a word."""

from drafting.services import checked
from review import kinds
from review.history import deeds_of


def check(submission):
    """Problems that keep it from being sent."""
    return checked(submission).problems


def cleaned(submission):
    """Its Python values, checked strictly."""
    return checked(submission).cleaned


def deeds(submission):
    """Its moves so far, oldest first."""
    return deeds_of(submission)[submission.pk]


def content_of(live):
    """A live page read back as content."""
    kind = next(kind for kind in kinds.every() if isinstance(live, kind.publication.model))
    return kind.publication.content_of(live, kind.content)
