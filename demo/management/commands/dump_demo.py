from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo import dumps
from demo.loading import ACCOUNTS
from people.models import User


class Command(BaseCommand):
    help = "Write the database of a fresh demo into FILE as packed SQL, for the tests of later versions."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="such as tests/data/release-1.0.sql.gz")

    def handle(self, file, **options):
        if settings.PRODUCTION or not User.objects.filter(email=ACCOUNTS[0][0]).exists():
            raise CommandError("This is not the demo, and nothing else is dumped.")
        addresses = [
            *User.objects.values_list("email", flat=True),
            *EmailAddress.objects.values_list("email", flat=True),
        ]
        invented = all(address is None or address.endswith(".example") for address in addresses)
        if not invented or User.objects.exclude(last_login=None).exists():
            raise CommandError(
                "Somebody has used this demo. Load a fresh one, so that nothing of theirs is in the file."
            )
        try:
            counts = dumps.write(file)
        except dumps.NoDump as problem:
            raise CommandError(str(problem)) from problem
        size = round(file.stat().st_size / 1024)
        self.stdout.write(f"{file}: {sum(counts.values())} rows of {len(counts)} tables, {size} kB.")
