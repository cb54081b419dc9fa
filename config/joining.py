"""Style sheets joined into one, as browsers would have put them together: one request in the place of fifty.

In the source one block is one file, and development serves them so.
"""

import posixpath
import re

from django.core.files.base import ContentFile

IMPORT = re.compile(r'@import "([^"]+)" layer\((\w+)\);\n?')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
ADDRESS = re.compile(r"""url\((["']?)(?!data:|/|https?:)([^"')]+)\1\)""")


def joined(name, read):
    """The text of a sheet with all that it imports in its place; `read(name)` is the text of a file.

    ValueError for an import that is written in another way, which would be left behind.
    """

    def taken_in(match):
        address, layer = match.groups()
        inner = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
        text = ADDRESS.sub(lambda found: _moved(found, inner, name), COMMENT.sub("", read(inner)))
        return f"@layer {layer} {{\n{text.strip()}\n}}\n"

    text = IMPORT.sub(taken_in, COMMENT.sub("", read(name)))
    if left := re.search(r"@import[^;]*;?", text):
        raise ValueError(f"{name}: cannot join “{left[0]}”. Write it as @import “name.css” layer(name);")
    return text


def _moved(found, was, now):
    """An address in a sheet `was`, as it has to be written in the sheet `now`."""
    target = posixpath.join(posixpath.dirname(was), found[2])
    return f'url("{posixpath.relpath(target, posixpath.dirname(now) or ".")}")'


class WholeSource:
    """What `collectstatic` takes a file from in the place of its storage: put together by `whole(name, read)`."""

    def __init__(self, paths, whole):
        self.paths, self.whole = paths, whole

    def open(self, name):
        return ContentFile(self.whole(name, self._read).encode())

    def _read(self, name):
        storage, path = self.paths[name]
        with storage.open(path) as file:
            return file.read().decode()
