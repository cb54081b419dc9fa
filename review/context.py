from config.web import is_public_page
from people.powers import powers_of
from review.models import Submission


def navigation(request):
    """What the head of a page offers to whoever is logged in, as `nav`; a public page does not ask who that is."""
    user = None if is_public_page(request) else request.user
    if user is None or not user.is_authenticated:
        return {"nav": {"has_desk": False, "is_reviewer": False, "is_editor": False, "review_count": 0}}
    powers = powers_of(user)
    count = getattr(request, "waiting_count", None) if powers.is_reviewer else 0
    if count is None:
        count = Submission.objects.reviewable_by(user).known().waiting().count()
    return {
        "nav": {
            "has_desk": True,
            "is_reviewer": powers.is_reviewer,
            "is_editor": powers.is_editor,
            "review_count": count,
        }
    }
