"""Django's own; then what follows from the rows is made anew where a migration left it out, such as search rows."""

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from config import upkeep


class Command(migrate.Command):
    def handle(self, *args, **options):
        super().handle(*args, **options)
        database = options["database"]
        if database != DEFAULT_DB_ALIAS or options["plan"] or options["check_unapplied"]:
            return
        executor = MigrationExecutor(connections[database])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return  # the tables are not those that today's code knows
        for what, number in upkeep.fill_gaps().items():
            if number and options["verbosity"]:
                self.stdout.write(f"{number} {what}.")
