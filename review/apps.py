from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "review"
    verbose_name = "Review"

    def ready(self):
        from people import closing
        from pictures import access
        from review.closing import close_submissions
        from review.models import Submission

        access.holders(
            Submission.holder(), lambda user, ids: Submission.objects.visible_to(user).filter(pk__in=ids).exists()
        )
        closing.closes("review.Submission.author", closing.KEPT)
        closing.closes("review.Submission.decided_by", closing.KEPT)
        closing.before(close_submissions)
