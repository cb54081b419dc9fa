"""Static files that were collected after this process had begun.

While an upgrade goes from machine to machine, a page of the new release may ask a process of the old one for its style
sheet. Both releases' files lie in STATIC_ROOT: `collectstatic` takes none away.
"""

import os
import re

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import MissingFileError

HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+")  # as pages name them: what such a name stands for never changes


class StaticMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise's, which lists all files when a process begins; what is not on the list is looked for once more."""

    def __call__(self, request):
        url = request.path_info
        if not self.autorefresh and url.startswith(self.static_prefix) and url not in self.files:
            self._look_for(url)
        return super().__call__(request)

    def _look_for(self, url):
        root = os.path.join(self.static_root, "")
        path = os.path.join(root, url.removeprefix(self.static_prefix))
        name, extension = os.path.splitext(url)
        is_name = HASHED.fullmatch(os.path.splitext(name)[1] + extension)
        if is_name and self.url_is_canonical(url) and self.path_is_child_of(path, root):
            try:
                self.files[url] = self.get_static_file(path, url)
            except MissingFileError:
                return
