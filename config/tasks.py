"""What the task queue needs now and then."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks.base import TaskResultStatus

STUCK = timedelta(seconds=55)  # housekeeping runs every minute: within two of them the task runs again
MAX_STARTS = 10
KEEP_RESULTS = timedelta(days=14)
KEEP_DONE = timedelta(hours=1)  # what went well: its arguments hold whole messages, with addresses and links
log = logging.getLogger(__name__)


def requeue_stuck():
    """Tasks whose worker was killed stay “running” for ever; put them back. All our tasks may run twice.

    One that has been started again and again, and may be what ends its workers, is given up. Returns how many were
    put back.
    """
    from django_tasks_db.models import DBTaskResult  # a model: not before the apps are ready

    back = 0
    for task in DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - STUCK):
        this_start = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
        if len(task.worker_ids) < MAX_STARTS:
            back += this_start.update(status=TaskResultStatus.READY, started_at=None)
        elif this_start.update(status=TaskResultStatus.FAILED, finished_at=timezone.now()):
            log.error(
                "Task %s (%s) never came to its end in %s starts, and is given up", task.pk, task.task_path, MAX_STARTS
            )
    return back


def prune_results():
    from django_tasks_db.models import DBTaskResult

    now, tasks = timezone.now(), DBTaskResult.objects
    done = tasks.successful().filter(finished_at__lt=now - KEEP_DONE).delete()[0]
    return done + tasks.finished().filter(finished_at__lt=now - KEEP_RESULTS).delete()[0]


def drop_ended_sessions():
    from django.contrib.sessions.models import Session

    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
