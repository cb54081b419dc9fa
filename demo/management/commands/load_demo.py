from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from people.models import User
from skills.models import Skill


class Command(BaseCommand):
    help = "Load the demo content, once. Refuses to run in production and beside real accounts."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("The demo content is not for production.")
        if User.objects.filter(email="staff@demo.example").exists():
            self.stdout.write("The demo content is there already.")
            return
        if User.objects.exists():
            raise CommandError("There are accounts in this database already; the demo wants an empty one.")
        if not Skill.objects.exists():
            raise CommandError("Load the vocabulary first: manage.py load_vocabulary skills/vocabulary/*.ttl")
        from demo.loading import DemoLoader

        with transaction.atomic():
            DemoLoader(self.stdout.write).load()
        self.stdout.write("The demo content is loaded.")
