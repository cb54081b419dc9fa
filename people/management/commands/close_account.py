"""Closes an account for somebody who cannot do it themselves."""

from django.core.management.base import BaseCommand, CommandError

from config.errors import Refused
from people.models import User
from people.services import close_account
from reading.mail_addresses import one_address


class Command(BaseCommand):
    help = "Close an account for good: name, addresses and log-ins go, what was published stays (see docs/install.md)."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address that they log in with")

    def handle(self, *, email, **options):
        user = User.objects.filter(email__iexact=one_address(email)).first()
        if user is None:
            raise CommandError(f"Nobody logs in with the address {email}.")
        try:
            close_account(user, by=None)
        except Refused as refused:
            raise CommandError(f"As the portal would tell {user}: {refused}") from refused
        self.stdout.write(
            f"The account is closed. Number {user.pk} stays, and points at nobody: the profile is withdrawn, "
            "drafts are deleted, showcases and the names on them stay."
        )
