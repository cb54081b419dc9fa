"""Pictures in a bucket of an S3-compatible store, which all machines reach. Asks for requirements-s3.txt."""

from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

NOT_THERE = {"404", "NoSuchKey", "NotFound"}


@contextmanager
def _as_a_disk_says_it(name):
    """What the store refuses or does not answer is an OSError, for those who know disks."""
    try:
        yield
    except ClientError as problem:
        if problem.response["Error"]["Code"] in NOT_THERE:
            raise FileNotFoundError(name) from problem
        raise OSError(f"The store of pictures refused {name}: {problem}") from problem
    except BotoCoreError as problem:
        raise OSError(f"The store of pictures did not answer for {name}: {problem}") from problem


class BucketStorage(S3Storage):
    """What is saved under a name that is taken replaces what stood there, whole or not at all; files are private."""

    def _open(self, name, mode="rb"):
        """All of it in one request: a picture is small, and wanted from its beginning to its end."""
        with _as_a_disk_says_it(name):
            found = self.bucket.Object(self._normalize_name(clean_name(name))).get()
            return ContentFile(found["Body"].read(), name)

    def _save(self, name, content):
        with _as_a_disk_says_it(name):
            return super()._save(name, content)

    def delete(self, name):
        with _as_a_disk_says_it(name):
            super().delete(name)

    def exists(self, name):
        with _as_a_disk_says_it(name):
            return super().exists(name)

    def size(self, name):
        with _as_a_disk_says_it(name):
            return super().size(name)

    def listdir(self, path):
        with _as_a_disk_says_it(path):
            return super().listdir(path)
