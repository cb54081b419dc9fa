"""Pictures in a storage that has no folders: nothing asks where a file lies."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image

from pictures import services
from pictures.models import Upload
from tests.drawn import a_picture
from tests.factories import SubmissionFactory


class Bucket(Storage):
    """As an S3-compatible store: names and bytes, no folders. What is saved under a name that is taken replaces it."""

    is_away, kept = False, {}

    def _save(self, name, content):
        self._files()[name] = content.read()
        return name

    def _open(self, name, mode="rb"):
        return ContentFile(self._of(name), name)

    def size(self, name):
        return len(self._of(name))

    def exists(self, name):
        return name in self._files()

    def delete(self, name):
        self._files().pop(name, None)

    def listdir(self, path):
        return [], [name.removeprefix(f"{path}/") for name in self._files() if name.startswith(f"{path}/")]

    def get_available_name(self, name, max_length=None):
        return name

    def _of(self, name):
        if name not in self._files():
            raise FileNotFoundError(name)
        return self.kept[name]

    def _files(self):
        if self.is_away:
            raise OSError("The store of pictures did not answer.")
        return self.kept


@pytest.fixture
def bucket(settings, monkeypatch):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.Bucket"}}
    monkeypatch.setattr(Bucket, "is_away", False)
    monkeypatch.setattr(Bucket, "kept", {})
    return Bucket


@pytest.fixture
def pictures(bucket, author, library):
    """One of a live showcase, and one of a draft."""
    made = [a_picture(by=author, size=(900, 600)) for _ in range(2)]
    rows = [[{"picture": str(picture.pk), "alt": "A map", "credit": ""}] for picture in made]
    SubmissionFactory(author=author, institution=library, pictures=rows[0], approved=True)
    SubmissionFactory(author=author, institution=library, pictures=rows[1])
    return Upload.objects.get(pk=made[0].pk), Upload.objects.get(pk=made[1].pk)


def test_renditions_are_made_and_served(pictures):
    with pytest.raises(NotImplementedError):
        default_storage.path(pictures[0].file_name())
    assert len(pictures[0].renditions) == 9
    for width, form in pictures[0].renditions:
        answer = Client().get(pictures[0].address(width, form))
        assert (answer.status_code, answer["Content-Type"]) == (200, f"image/{form.replace('jpg', 'jpeg')}")
        assert answer["Cache-Control"] == "public, max-age=86400, immutable"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert int(answer["Content-Length"]) == default_storage.size(pictures[0].file_name(width, form))


def test_who_has_it_is_told_so(pictures):
    first = Client().get(pictures[0].url)
    again = Client().get(pictures[0].url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", first["Cache-Control"])
    head = Client().head(pictures[0].url)
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", first["Content-Length"])


def test_one_of_a_draft_is_for_those_who_may_see_it(pictures, author, browse):
    assert Client().get(pictures[1].url).status_code == 404
    answer = browse(author).get(pictures[1].url)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_what_is_not_there_is_404_and_a_store_that_is_away_503(pictures, bucket):
    default_storage.delete(pictures[0].file_name(400, "webp"))
    assert Client().get(pictures[0].address(400, "webp")).status_code == 404
    bucket.is_away = True
    assert Client().get(pictures[0].url).status_code == 503


def test_what_is_cut_off_is_made_anew(pictures):
    name, now = pictures[0].file_name(400, "jpg"), timezone.now()
    with default_storage.open(name) as file:
        half = file.read(100)
    default_storage.save(name, ContentFile(half))
    Upload.objects.filter(pk=pictures[0].pk).update(look_at=now)
    assert services.look_after() == 1
    with default_storage.open(name) as file:
        assert Image.open(file).size == (400, 267)


def test_what_nobody_shows_goes_with_all_its_files(bucket, author):
    picture = a_picture(by=author)
    assert picture.renditions
    services.discard(picture)
    assert bucket.kept == {}


def test_while_the_store_is_away_nothing_is_made_anew_or_forgotten(pictures, bucket):
    Upload.objects.update(look_at=timezone.now())
    bucket.is_away = True
    assert services.look_after() == 0
    bucket.is_away = False
    for picture in pictures:
        picture.refresh_from_db()
        assert len(picture.renditions) == 9
        assert picture.failures == 0
        assert picture.look_at <= timezone.now() + services.SOON
