"""How static files are stored where they are served: compressed, and under names that change with them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Renames inside scripts too: a module's imports then change with the files that they name."""

    support_js_module_import_aggregation = True
