from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "review"
    verbose_name = "Review"

    def ready(self):
        from pictures import access
        from review.models import Submission

        access.holders(
            Submission.holder(), lambda user, ids: Submission.objects.visible_to(user).filter(pk__in=ids).exists()
        )
