from django.core.management.base import BaseCommand

from config.upkeep import keep_house


class Command(BaseCommand):
    help = "Do what has to be done now and then: put back stuck tasks, drop what has had its time. Run it often."

    def handle(self, **options):
        self.stdout.write("; ".join(f"{what}: {count}" for what, count in keep_house().items()))
