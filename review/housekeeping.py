"""What has to be done now and then: see `manage.py housekeeping`."""

from datetime import timedelta

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from review.models import Submission, Upload
from review.pictures import discard

STUCK = timedelta(minutes=15)
KEEP_RESULTS = timedelta(days=14)
KEEP_UPLOADS = timedelta(days=7)


def requeue_stuck_tasks():
    """Tasks whose worker was killed stay “running” for ever; put them back. All our tasks may run twice."""
    stuck = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - STUCK)
    return stuck.update(status=TaskResultStatus.READY, started_at=None)


def prune_task_results():
    old = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEEP_RESULTS)
    return old.delete()[0]


def discard_unused_uploads():
    """Pictures that were replaced before anything was published, and that no submission mentions any more."""
    gone = 0
    candidates = Upload.objects.filter(public_since=None, created_at__lt=timezone.now() - KEEP_UPLOADS)
    for upload in candidates.iterator():
        text = Submission.objects.filter(author=upload.owner_id).annotate(text=Cast("content", TextField()))
        if not text.filter(text__contains=str(upload.pk)).exists():
            discard(upload)
            gone += 1
    return gone
