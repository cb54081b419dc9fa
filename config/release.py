"""Which release of the portal draws the pages: what was kept of another one is not shown."""

from functools import cache
from hashlib import blake2b

from django.conf import settings

SAID = ("SITE_URL", "SITE_NAME", "PEOPLE_WORD", "MODE", "TIME_ZONE", "STATIC_URL")  # settings that pages show

NOT_SHOWN = {"bench", "tests"}  # rooms that draw no pages


@cache
def release():
    """A name made of the code, templates, static files and settings that pages are drawn with: the same on each machine
    that runs the same. Read once in a process.
    """
    made = blake2b(digest_size=12)
    for name in SAID:
        made.update(f"{name}={getattr(settings, name)}\n".encode())
    rooms = {path.parent.name for path in settings.BASE_DIR.glob("*/__init__.py")} - NOT_SHOWN
    for path in [settings.BASE_DIR / "requirements.txt", *_files(rooms | {"templates", "static"})]:
        made.update(path.read_bytes())
    return made.hexdigest()


def _files(folders):
    """What lies in these folders of ours, in an order that does not hang on the disk."""
    found = (path for folder in folders for path in (settings.BASE_DIR / folder).rglob("*"))
    return sorted(path for path in found if path.is_file() and path.suffix != ".pyc")
