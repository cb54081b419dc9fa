"""How files are stored: static ones compressed and under names that change with them, media whole or not at all."""

import os
import re

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from config.files import whole
from config.flattening import flattened
from config.joining import WholeSource, joined

PORTAL, PAGE_SCRIPT = "css/portal.css", re.compile(r"js/[\w-]+\.js")


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
    """Puts the portal's style sheets together, and each script of a page with all that it imports.

    Renames inside scripts too: what one fetches later then changes with the files that it names. A file cut off by a
    full disk would be taken for collected the next time, as it is newer than its source.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        whole = {name: flattened for name in paths if PAGE_SCRIPT.fullmatch(name)}
        if PORTAL in paths:
            whole[PORTAL] = joined
        pieces = dict(paths)
        paths = pieces | {name: (WholeSource(pieces, make), name) for name, make in whole.items()}
        yield from super().post_process(paths, dry_run=dry_run, **options)
