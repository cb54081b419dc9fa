"""The one appointment outside the portal: its very first editor."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.errors import Refused
from people import services
from people.queries import editors, holder_of
from reading.mail_addresses import one_address


class Command(BaseCommand):
    help = "Make somebody the first editor of the portal. Editors appoint all others in the portal itself."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address they signed up with and confirmed")

    def handle(self, *, email, **options):
        user = holder_of(one_address(email))
        if user is None and not editors().exists():
            raise CommandError(
                f"Nobody has confirmed the address {email}. Please sign up first: {settings.SITE_URL}/accounts/signup/"
            )
        try:
            services.appoint_first_editor(user)
        except Refused as refused:
            raise CommandError(f"{refused} See {settings.SITE_URL}/desk/editors/") from refused
        self.stdout.write(f"{user} is an editor now, and appoints others at {settings.SITE_URL}/desk/editors/")
