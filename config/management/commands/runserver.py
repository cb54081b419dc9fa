"""The development server, which makes the private database ready before it serves."""

import os

from django.conf import settings
from django.core.management import call_command
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from whitenoise.runserver_nostatic.management.commands import runserver

from config.upkeep import fill_new_database


class Command(runserver.Command):
    def run(self, **options):
        again = os.environ.get(DJANGO_AUTORELOAD_ENV) == "true"
        if settings.DEVELOPMENT and not os.environ.get("DATABASE_URL") and not again:
            call_command("migrate", interactive=False, verbosity=options["verbosity"])
            fill_new_database(self.stdout.write)
        super().run(**options)
