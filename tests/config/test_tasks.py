"""Tasks whose worker was killed."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.tasks import MAX_STARTS, STUCK, requeue_stuck
from config.upkeep import keep_house
from demo.serving import HOUSEKEEPING
from pictures.services import make_renditions
from tests.drawn import a_picture

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def started(settings, author):
    """started(ago) is a task that a worker took so many seconds ago, and never ended."""
    picture = a_picture(by=author)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def start(ago, times=1):
        make_renditions.enqueue(str(picture.pk))
        task = DBTaskResult.objects.ready().first()
        for number in range(times):
            task.claim(f"worker-{number}")
        DBTaskResult.objects.filter(pk=task.pk).update(started_at=timezone.now() - timedelta(seconds=ago))
        return task

    return start


@pytest.mark.usefixtures("transactional_db")
def test_what_a_killed_worker_had_begun_is_taken_up_again(started):
    task = started(ago=60)
    assert keep_house()["stuck tasks put back"] == 1
    call_command(
        "db_worker", batch=True, interval=0, startup_delay=False, queue_name="*", verbosity=0, worker_id="next"
    )
    task.refresh_from_db()
    assert task.status == "SUCCESSFUL"
    assert task.worker_ids == ["worker-0", "next"]


def test_what_has_only_begun_is_left_to_its_worker(started):
    task = started(ago=40)
    assert requeue_stuck() == 0
    task.refresh_from_db()
    assert task.status == "RUNNING"


def test_a_task_that_ends_its_workers_is_given_up(started, caplog):
    task = started(ago=60, times=MAX_STARTS)
    assert requeue_stuck() == 0
    task.refresh_from_db()
    assert task.status == "FAILED"
    assert task.finished_at
    assert "is given up" in caplog.text
    assert requeue_stuck() == 0


def test_what_ended_well_or_not_is_left_alone(started):
    for ending in ("SUCCESSFUL", "FAILED"):
        task = started(ago=3600)
        DBTaskResult.objects.filter(pk=task.pk).update(status=ending)
    assert requeue_stuck() == 0
    assert {result.status for result in DBTaskResult.objects.all()} == {"SUCCESSFUL", "FAILED"}


def test_a_killed_worker_is_missed_for_two_minutes_at_the_most():
    """Housekeeping has to come so often: in the demo, and where operators do as they are told."""
    told = (ROOT / "docs" / "install.md").read_text()
    assert re.search(r"^OnCalendar=\*:\*$", told, re.MULTILINE), "every minute"
    assert timedelta(seconds=HOUSEKEEPING) + STUCK < timedelta(minutes=2)
