from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.utils import timezone

from review import housekeeping


class Command(BaseCommand):
    help = "Put back stuck tasks; drop old task results, ended sessions and unused pictures. Run it every few minutes."

    def handle(self, **options):
        done = {
            "stuck tasks put back": housekeeping.requeue_stuck_tasks(),
            "old task results dropped": housekeeping.prune_task_results(),
            "unused pictures dropped": housekeeping.discard_unused_uploads(),
            "ended sessions dropped": Session.objects.filter(expire_date__lt=timezone.now()).delete()[0],
        }
        self.stdout.write("; ".join(f"{what}: {count}" for what, count in done.items()))
