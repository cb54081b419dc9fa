"""What the task queue needs now and then."""

from datetime import timedelta

from django.utils import timezone
from django_tasks.base import TaskResultStatus

STUCK = timedelta(minutes=15)
KEEP_RESULTS = timedelta(days=14)
KEEP_DONE = timedelta(hours=1)  # what went well: its arguments hold whole messages, with addresses and links


def requeue_stuck():
    """Tasks whose worker was killed stay “running” for ever; put them back. All our tasks may run twice."""
    from django_tasks_db.models import DBTaskResult  # a model: not before the apps are ready

    stuck = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - STUCK)
    return stuck.update(status=TaskResultStatus.READY, started_at=None)


def prune_results():
    from django_tasks_db.models import DBTaskResult

    now, tasks = timezone.now(), DBTaskResult.objects
    done = tasks.successful().filter(finished_at__lt=now - KEEP_DONE).delete()[0]
    return done + tasks.finished().filter(finished_at__lt=now - KEEP_RESULTS).delete()[0]


def drop_ended_sessions():
    from django.contrib.sessions.models import Session

    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
