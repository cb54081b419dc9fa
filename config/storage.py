"""How files are stored: static ones compressed and under names that change with them, media whole or not at all."""

import os

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from config.files import whole
from config.joining import JoinedSource

PORTAL = "css/portal.css"


class WholeFiles(FileSystemStorage):
    """Writes beside a file's place and renames. OSError: the disk would not have it; then nothing of it is left."""

    def _save(self, name, content):
        with whole(self.path(name)) as part:
            super()._save(os.path.relpath(part, self.location), content)
        return name


class MediaStorage(WholeFiles):
    """What is saved under a name that is taken replaces what stood there."""

    def __init__(self, **options):
        super().__init__(**options, allow_overwrite=True)


class StaticStorage(CompressedManifestStaticFilesStorage, WholeFiles):
    """Joins the portal's style sheets. Renames inside scripts too: a module's imports then change with the files that
    they name.

    A file cut off by a full disk would be taken for collected the next time, as it is newer than its source.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        if PORTAL in paths:
            paths = {**paths, PORTAL: (JoinedSource(dict(paths)), PORTAL)}
        yield from super().post_process(paths, dry_run=dry_run, **options)
