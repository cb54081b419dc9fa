from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "review"
    verbose_name = "Review"

    def ready(self):
        from people import closing, events
        from pictures import access
        from review import deeds
        from review.closing import close_submissions
        from review.models import Submission

        access.holders(
            Submission.holder(), lambda user, ids: Submission.objects.readable_by(user).filter(pk__in=ids).exists()
        )
        closing.closes("review.Submission.author", closing.KEPT)
        closing.closes("review.Submission.decided_by", closing.KEPT)
        closing.closes("review.Removal.by", closing.EMPTIED)
        events.public_deeds(deeds.changes_public_pages)
        closing.before(close_submissions)
