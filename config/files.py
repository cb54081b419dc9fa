"""Files that are there whole or not at all: a full disk or a kill leaves no half of one under its name."""

import os
import secrets
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole(path):
    """A path to write to instead of `path`: it takes that name when all is written and on the disk.

    Whatever is raised inside, or by the disk at the end, is passed on; then nothing of it is left, and what stood
    under the name stays.
    """
    path = Path(path)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        with open(part, "rb") as written:
            os.fsync(written.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_whole(path, data, *, mode=0o644):
    """Write `data` (bytes) to `path`, all of it or nothing. OSError says why it could not be."""
    with whole(path) as part, open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)
