"""Load the vocabulary of skills, or a framework, from SKOS in Turtle, RDF/XML or JSON-LD."""

from django.core.management.base import BaseCommand, CommandError

from skos.findings import VocabularyError
from skos.reader import read
from vocabulary.services.loading import load_vocabulary


class Command(BaseCommand):
    help = (
        "Load skills, and frameworks that they are mapped to, from SKOS files in Turtle, RDF/XML or JSON-LD. Loading a "
        "file again changes only what differs. A skill that its file has dropped is deprecated, never deleted."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", metavar="FILE", help="a file with one concept scheme")
        parser.add_argument(
            "--framework",
            action="append",
            default=[],
            metavar="FILE",
            help="a file that is taken for a framework, even if its concepts have no numbers (skos:notation)",
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")

    def handle(self, *, files, framework, dry_run, verbosity, **options):
        if not files and not framework:
            raise CommandError("Name at least one file.")
        vocabularies, faults = [], []
        for file in [*framework, *files]:
            try:
                vocabularies.append(read(file, as_framework=file in framework))
            except VocabularyError as error:
                faults += error.faults
        if faults:
            raise refusal(faults)
        try:
            reports = load_vocabulary(*vocabularies, dry_run=dry_run)
        except VocabularyError as error:
            raise refusal(error.faults) from error
        for vocabulary in vocabularies if verbosity else []:
            for remark in vocabulary.remarks:
                self.stdout.write(f"Note: {remark}")
        for report in reports if verbosity else []:
            self.show(report, names=dry_run or verbosity > 1)
        if dry_run and verbosity:
            self.stdout.write("This was a dry run: nothing was changed.")
        elif verbosity and any(report.changed or report.deprecated for report in reports):
            self.stdout.write("Labels are part of the search: the worker brings it up to date.")

    def show(self, report, names):
        """`names`: also list what is new, which the first time is everything."""
        self.stdout.write(f"{report.title}: {summary(report)}.")
        for name in report.created if names else []:
            self.stdout.write(f"  New: {name}")
        for name, changes in report.changed.items():
            self.stdout.write(f"  Changed: {name}")
            for what, old, new in changes:
                said = f"{old} → {new}" if old and new else f"added {new}" if new else f"taken away {old}"
                self.stdout.write(f"    {what}: {said}")
        for name in report.deprecated:
            self.stdout.write(f"  Deprecated: {name}")
        for name in report.removed:
            self.stdout.write(f"  Removed: {name}")


def summary(report):
    counts = {
        "new": report.created,
        "changed": report.changed,
        "deprecated": report.deprecated,
        "removed": report.removed,
    }
    done = ", ".join(f"{len(names)} {what}" for what, names in counts.items() if names)
    return f"{done or 'no change'}, {report.unchanged} unchanged" if report.unchanged or not done else done


def refusal(faults):
    count = "One thing needs" if len(faults) == 1 else f"{len(faults)} things need"
    return CommandError("\n- ".join([f"Nothing was loaded. {count} to be put right:", *faults]))
