from django.core.management.base import BaseCommand

from pictures import services


class Command(BaseCommand):
    help = "Name the pictures whose renditions were given up, and let housekeeping try them again."

    def handle(self, **options):
        for upload in services.given_up():
            self.stdout.write(f"{upload.pk}: {upload.width} x {upload.height}, in {upload.folder}")
        self.stdout.write(f"{services.retry()} to be tried again at the next housekeeping.")
