"""The development server, which makes the private database ready before it serves."""

import os

from django.conf import settings
from django.core.management import call_command
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from whitenoise.runserver_nostatic.management.commands import runserver

from skills.models import Skill

FOLDER = settings.BASE_DIR / "skills" / "vocabulary"
VOCABULARY = [FOLDER / "digcomp-2.2.ttl", FOLDER / "skills.ttl"]


class Command(runserver.Command):
    def run(self, **options):
        again = os.environ.get(DJANGO_AUTORELOAD_ENV) == "true"
        if settings.DEVELOPMENT and not os.environ.get("DATABASE_URL") and not again:
            call_command("migrate", interactive=False, verbosity=options["verbosity"])
            if not Skill.objects.exists():
                self.stdout.write("Loading the vocabulary ...")
                call_command("load_vocabulary", *VOCABULARY)
        super().run(**options)
