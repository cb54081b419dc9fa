"""Rebuild all search rows and the names of skills. Changed names and labels are followed without it: this is for rows
that got lost.
"""

from django.core.management.base import BaseCommand
from django.db import transaction

from commitment import search as showcases
from commitment.models import Showcase
from config import pages
from profiles import search as profiles
from profiles.models import Profile
from skills.models import Skill, Term
from skills.writing import rebuild_derived


class Command(BaseCommand):
    help = "Rebuild the search row of every showcase and profile, and what skills are found by."

    def handle(self, **options):
        with transaction.atomic():
            Term.objects.all().delete()
            rebuild_derived()
        counts = showcases.index(Showcase.objects.all()), profiles.index(Profile.objects.all())
        pages.turn()
        skills = Skill.objects.accepted().count()
        self.stdout.write("Indexed {} showcases, {} profiles and {} skills.".format(*counts, skills))
