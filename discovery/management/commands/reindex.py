"""Rebuild all search rows. Changed names and labels are followed without it: this is for rows that got lost."""

from django.core.management.base import BaseCommand

from commitment import search as showcases
from commitment.models import Showcase
from profiles import search as profiles
from profiles.models import Profile


class Command(BaseCommand):
    help = "Rebuild the search row of every showcase and profile."

    def handle(self, **options):
        counts = showcases.index(Showcase.objects.all()), profiles.index(Profile.objects.all())
        self.stdout.write("Indexed {} showcases and {} profiles.".format(*counts))
