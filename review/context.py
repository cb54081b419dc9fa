from review.models import Submission


def navigation(request):
    """What the head of every page offers to this visitor, as `nav`."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": {"has_desk": False, "is_reviewer": False, "is_editor": False, "review_count": 0}}
    count = Submission.objects.reviewable_by(user).waiting().count() if user.is_reviewer else 0
    return {
        "nav": {
            "has_desk": True,
            "is_reviewer": user.is_reviewer,
            "is_editor": user.is_editor,
            "review_count": count,
        }
    }
