"""Write the vocabulary out whole."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from config.files import write_whole
from skills.exporting import turtle_of
from skills.models import Scheme


class Command(BaseCommand):
    help = (
        "Write the vocabulary of skills as Turtle (SKOS), to the terminal or to a file. load_vocabulary reads it back "
        "without a difference, into this portal or into another."
    )

    def add_arguments(self, parser):
        parser.add_argument("--scheme", metavar="NAME", help="another one: a framework by its short name or address")
        parser.add_argument("-o", "--output", metavar="FILE", help="where to write it; without it, to the terminal")

    def handle(self, *, scheme, output, **options):
        text = turtle_of(the_scheme(scheme))
        if not output:
            self.stdout.write(text, ending="")
            return
        try:
            write_whole(Path(output), text.encode())
        except OSError as error:
            raise CommandError(f"{output} cannot be written ({error.strerror}).") from error


def the_scheme(name):
    """The Scheme with this slug or address; without a name the one of skills. CommandError unless there is just one."""
    there = {one.slug: one for one in Scheme.objects.order_by("is_framework", "title")}
    if name:
        found = [one for one in there.values() if name in (one.slug, one.uri)]
    else:
        found = [one for one in there.values() if not one.is_framework]
    if len(found) == 1:
        return found[0]
    known = "; ".join(f"{slug} ({one})" for slug, one in there.items())
    if not known:
        raise CommandError("There is no vocabulary yet: load_vocabulary loads one.")
    what = f"There is no {name}" if name else f"There are {len(found)} vocabularies of skills"
    raise CommandError(f"{what}; name one with --scheme: {known}.")
