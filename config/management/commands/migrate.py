"""Django's own, past a pooler where there is one.

Then what follows from the rows is made anew where a migration left it out, such as search rows.
"""

from django.conf import settings
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from config import upkeep


class Command(migrate.Command):
    def handle(self, *args, **options):
        connections[DEFAULT_DB_ALIAS].settings_dict.update(settings.DIRECT_DATABASE)  # past a pooler
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
