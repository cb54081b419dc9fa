"""What a monitor or a load balancer asks."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from config.web import reads_only


def _says(text, status=200):
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)


@login_not_required
@never_cache
@reads_only
def healthz(request):
    """The process is up. Touches nothing else, so that a database at rest does not get the process killed."""
    return _says("Up.")


@login_not_required
@never_cache
@reads_only
def readyz(request):
    """Pages can be served: the database answers and its tables are those that this version expects."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return _says("Not ready: the database does not answer.", 503)
    if missing:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in missing)
        return _says(f"Not ready: run “manage.py migrate”; not applied yet: {names}.", 503)
    return _says("Ready.")
