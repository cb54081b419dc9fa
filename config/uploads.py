"""How large files that people send are kept until a form has read them."""

import io
import logging
from contextlib import contextmanager, suppress

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class DiskUploadHandler(TemporaryFileUploadHandler):
    """Django's, but no more of a file goes to the disk than a form takes, and a full disk does not end the request.

    It would lose what was typed beside the file. Instead the file comes without its content, and with `lost`, the
    OSError that says why.
    """

    def new_file(self, *args, **kwargs):
        self.problem = None
        vars(self).pop("file", None)  # of the file before
        with self._noting():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        if self.problem is None and start <= settings.PICTURE_MAX_BYTES:
            with self._noting():
                super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size):
        if self.problem is None:
            with self._noting():
                return super().file_complete(file_size)
        lost = UploadedFile(io.BytesIO(), self.file_name, self.content_type, file_size)
        lost.lost = self.problem
        return lost

    @contextmanager
    def _noting(self):
        """Holds back what the disk says, and lets go of the temporary file."""
        try:
            yield
        except OSError as problem:
            logging.getLogger(__name__).error("A file that was sent could not be kept for its form: %s", problem)
            self.problem = problem
            with suppress(OSError, AttributeError):  # there may be none yet
                self.file.close()
