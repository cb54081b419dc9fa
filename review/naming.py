"""A new name on submissions whose title is one."""

from review import kinds
from review.models import Submission


def rename_submissions(user, keeps_address):
    """Drafts, what waits and what was published: those that reviewers were sent are called so, too."""
    named = [kind.slug for kind in kinds.every() if kind.named_after_people]
    theirs = Submission.objects.by(user).filter(kind__in=named)
    theirs.update(title=user.name)
    theirs.exclude(sent_title="").update(sent_title=user.name)
