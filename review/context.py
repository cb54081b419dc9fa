from people.powers import powers_of
from review.models import Submission


def navigation(request):
    """What the head of every page offers to this visitor, as `nav`."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": {"has_desk": False, "is_reviewer": False, "is_editor": False, "review_count": 0}}
    powers = powers_of(user)
    count = getattr(request, "waiting_count", None) if powers.is_reviewer else 0
    if count is None:
        count = Submission.objects.reviewable_by(user).waiting().count()
    return {
        "nav": {
            "has_desk": True,
            "is_reviewer": powers.is_reviewer,
            "is_editor": powers.is_editor,
            "review_count": count,
        }
    }
