"""The development server, which makes the private database ready before it serves."""

import os

from django.conf import settings
from django.core.management import call_command
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from whitenoise.runserver_nostatic.management.commands import runserver

from skills.models import Skill

VOCABULARY = settings.BASE_DIR / "skills" / "vocabulary"


class Command(runserver.Command):
    """Serve for development; with the private PostgreSQL, migrate and load the vocabulary first."""

    def run(self, **options):
        reloaded = os.environ.get(DJANGO_AUTORELOAD_ENV) == "true"
        if settings.DEVELOPMENT and not os.environ.get("DATABASE_URL") and not reloaded:
            call_command("migrate", interactive=False, verbosity=options["verbosity"])
            if not Skill.objects.exists():
                for name in ("digcomp-2.2.ttl", "skills.ttl"):
                    self.stdout.write(f"Loading the vocabulary {name} ...")
                    call_command("load_vocabulary", VOCABULARY / name)
        super().run(**options)
