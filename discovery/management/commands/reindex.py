"""Make all search rows, the names of skills and the counts of lists anew. Changed names and labels are followed without
it: this is for rows that got lost, and counts that are wrong.
"""

from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from bitmaps import kinds as counted
from bitmaps.services import rebuild
from commitment.models import Showcase
from profiles.models import Profile
from reading.text import quoted
from search import services
from skills.models import Skill, Term
from skills.writing import rebuild_derived

KINDS = {"showcase": Showcase, "profile": Profile}
OFTEN = 5  # seconds between two lines about how far it is


class Command(BaseCommand):
    help = (
        "Make anew the search row of every showcase and profile, what skills are found by, and what lists and facets "
        "count. Readers do not wait for it; whoever publishes waits for one batch at most."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--go-on", metavar="WHERE", default="", help="where an earlier run was stopped, as it said: showcase:8123"
        )

    def handle(self, go_on, **options):
        first, below = _place(go_on)
        kinds, counts = list(KINDS)[first:], []
        if not go_on:
            with transaction.atomic():
                Term.objects.all().delete()
                rebuild_derived()
        for kind in kinds:
            counts.append(f"{self._index(kind, below)} {kind}s")
            below = None
        for kind in counted.every():
            rebuild(kind.name)
        skills = f"{Skill.objects.accepted().count()} skills"
        self.stdout.write(f"Indexed {' and '.join(counts)}." if go_on else f"Indexed {', '.join(counts)} and {skills}.")

    def _index(self, kind, below):
        rows, done, begun = KINDS[kind].objects.all(), 0, monotonic()
        total = (rows if below is None else rows.filter(pk__lt=below)).count()
        told = begun
        try:
            for batch in services.in_batches(kind, rows, below=below):
                done, below = done + batch.size, batch.lowest
                if monotonic() - told > OFTEN:
                    told = monotonic()
                    self._tell(kind, done, total, told - begun, below)
        except KeyboardInterrupt:
            where = f"{kind}:{below}" if below else kind
            said = f"Stopped; what is done stays done. To go on: manage.py reindex --go-on {where}"
            raise CommandError(said) from None
        return done

    def _tell(self, kind, done, total, seconds, below):
        rate = done / seconds
        left = max(total - done, 0) / rate
        about = f"{left / 60:.0f} min" if left > 90 else f"{left:.0f} s"
        self.stdout.write(
            f"{done:,} of {total:,} {kind}s, {rate:.0f} a second, about {about} left (--go-on {kind}:{below})"
        )
        self.stdout.flush()


def _place(text):
    """(place among KINDS, number below which it goes on)"""
    kind, _, number = text.partition(":")
    if not text:
        return 0, None
    if kind not in KINDS or (number and not number.isdecimal()):
        raise CommandError(f"--go-on takes what an earlier run said, such as showcase:8123, and not {quoted(text)}.")
    return list(KINDS).index(kind), int(number) if number else None
