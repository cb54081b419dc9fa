"""Pictures when the disk is full, closed or gone, and when the worker is killed."""

import errno
import logging
import os
import resource
import subprocess
import sys
import tempfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from config.upkeep import keep_house
from people.services import save_institution
from pictures import services as pictures
from pictures.models import Upload
from pictures.reading import encode
from pictures.services import GIVE_UP, RARELY, discard, look_after, make_renditions, store_picture
from review import kinds, services
from tests.drawn import a_picture, picture_file
from tests.factories import UserFactory
from tests.pages import Page, Visitor

ROOT = Path(__file__).resolve().parents[2]


class Disk:
    """A disk that takes so many more bytes, in all files together; None: as many as there are."""

    room = None
    problem = errno.ENOSPC


@pytest.fixture
def disk(monkeypatch):
    """What the storage writes ends half-way when there is no room, as a real disk's does."""
    disk, save = Disk(), FileSystemStorage._save

    def write(storage, name, content):
        data = content.read()
        content.seek(0)
        if disk.room is None or len(data) <= disk.room:
            disk.room = None if disk.room is None else disk.room - len(data)
            return save(storage, name, content)
        place = Path(storage.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data[: disk.room])
        raise OSError(disk.problem, os.strerror(disk.problem))

    monkeypatch.setattr(FileSystemStorage, "_save", write)
    return disk


def files():
    """Names of all that lies in the media folder."""
    return sorted(path.name for path in Path(default_storage.location).rglob("*") if path.is_file())


@pytest.fixture
def step(library, author, browse):
    """The page where pictures are added to a draft."""
    draft = services.start(kinds.get("showcase"), by=author, institution=library)
    visitor = Visitor(browse(author))
    visitor.open(reverse("submission-step", args=[draft.pk, "pictures"]))
    visitor.draft = draft
    return visitor


# -- adding ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", [0, 100])
@pytest.mark.parametrize("problem", [errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EIO, errno.EROFS])
def test_what_the_disk_does_not_take_is_said_and_the_text_is_saved(room, problem, step, disk):
    disk.room, disk.problem = room, problem
    page = step.press("Save", {"pictures-0-picture": picture_file(), "pictures-0-alt": "A map of the coast"})
    assert page.status == 422
    assert "The picture could not be kept, as the portal’s disk is full or out of order." in page
    step.draft.refresh_from_db()
    assert step.draft.content["pictures"] == [{"picture": "", "alt": "A map of the coast", "credit": ""}]
    assert files() == []
    assert not Upload.objects.exists()
    disk.room = None
    page = step.press("Save", {"pictures-0-picture": picture_file()})
    assert page.status == 200
    step.draft.refresh_from_db()
    assert step.draft.content["pictures"][0]["picture"] == str(Upload.objects.get().pk)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_closed_is_said(author, settings):
    settings.MEDIA_ROOT.mkdir(mode=0o500)
    with pytest.raises(ValidationError, match="could not be kept"):
        a_picture(by=author)


def test_a_folder_that_is_a_file_is_said_and_one_that_is_missing_is_made(author, settings):
    settings.MEDIA_ROOT.write_text("not a folder")
    with pytest.raises(ValidationError, match="could not be kept"):
        a_picture(by=author)
    assert not Upload.objects.exists()
    settings.MEDIA_ROOT.unlink()
    assert a_picture(by=author).renditions


def test_a_logo_that_the_disk_does_not_take_is_said_beside_what_was_typed(library, manager, browse, disk):
    disk.room = 50
    address, client = reverse("institution-edit", args=[library.slug]), browse(manager)
    form = Page(client.get(address)).form("Save")
    page = Page(client.post(address, {**form.fields, "about": "Maps and more.", "logo": picture_file()}))
    assert page.status == 422
    assert "could not be kept" in page
    assert "Maps and more." in page
    assert files() == []


def test_a_logo_whose_form_is_refused_leaves_a_picture_that_housekeeping_takes(library, manager, monkeypatch):
    """Outside of the transaction: a rollback would leave the file without a row, for ever."""
    monkeypatch.setattr("people.services.institutions.show", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        save_institution(library, by=manager, logo=picture_file())
    assert Upload.objects.get().unshown_since


class FullTemporaryFolder:
    """A temporary file of a folder that is full after some bytes."""

    def __init__(self, *args, **options):
        self.name, self.left = "/nowhere/x.upload", 100_000

    def write(self, data):
        self.left -= len(data)
        if self.left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    def seek(self, *place):
        pass

    def close(self):
        raise OSError(errno.ENOSPC, "No space left on device")


def no_temporary_file(*args, **options):
    raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")


@pytest.mark.parametrize("temporary", [FullTemporaryFolder, no_temporary_file])
def test_a_large_file_that_the_temporary_folder_does_not_take_is_said_too(temporary, step, monkeypatch):
    large = picture_file(mode="RGB", size=(1200, 1200), form="PNG", compress_level=0)
    assert large.size > 2_621_440, "smaller ones stay in memory"
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", temporary)
    page = step.press("Save", {"pictures-0-picture": large, "pictures-0-alt": "A map of the coast"})
    assert page.status == 422
    assert "could not be kept" in page
    step.draft.refresh_from_db()
    assert step.draft.content["pictures"][0]["alt"] == "A map of the coast"


def test_after_a_lost_file_the_next_of_the_same_request_is_read(step, monkeypatch):
    real = tempfile.NamedTemporaryFile
    opened = []

    def first_is_lost(*args, **options):
        opened.append(1)
        return no_temporary_file() if len(opened) == 1 else real(*args, **options)

    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", first_is_lost)
    large = [picture_file(size=(1200, 1200), form="PNG", compress_level=0) for _ in range(2)]
    form = step.page.form("Save")
    typed = {"pictures-rows": "2", "pictures-0-alt": "First", "pictures-1-alt": "Second"}
    step.client.post(
        form.action, {**form.fields, **typed, "pictures-0-picture": large[0], "pictures-1-picture": large[1]}
    )
    step.draft.refresh_from_db()
    first, second = step.draft.content["pictures"]
    assert (first["picture"], second["picture"]) == ("", str(Upload.objects.get().pk))


def test_of_a_file_far_too_large_no_more_than_the_limit_goes_to_the_disk(step, settings, monkeypatch):
    settings.PICTURE_MAX_BYTES = 3 * 1024 * 1024
    written = []

    class Counting(FullTemporaryFolder):
        def write(self, data):
            written.append(len(data))

        close = FullTemporaryFolder.seek

    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", Counting)
    huge = picture_file(size=(2000, 2000), form="PNG", compress_level=0)
    page = step.press("Save", {"pictures-0-picture": huge})
    assert "larger than 3 MB" in page
    assert sum(written) <= 3 * 1024 * 1024 + 65536 * 2


# -- renditions --------------------------------------------------------------------------------------------


def test_renditions_that_the_disk_does_not_take_are_none_and_are_made_later(author, disk, caplog):
    content = picture_file(size=(900, 600))
    master = len(encode(Image.open(content).convert("RGB"), "jpg"))
    content.seek(0)
    disk.room = master + 600  # for one or two renditions of three widths
    with caplog.at_level(logging.ERROR):
        upload = store_picture(content, by=author)
    upload.refresh_from_db()
    assert (upload.renditions, upload.failures) == ([], 1)
    assert upload.url.endswith("/master.jpg")
    assert upload.sources() == []
    assert "could not be made" in caplog.text
    for name in files():
        place = next(Path(default_storage.location).rglob(name))
        Image.open(BytesIO(place.read_bytes())).load()  # what is there is whole

    disk.room = None
    assert look_after() == 0, "not before its time"
    Upload.objects.update(look_at=timezone.now())
    assert look_after() == 1
    upload.refresh_from_db()
    assert (len(upload.renditions), upload.failures) == (9, 0)
    assert upload.size == sum(map(default_storage.size, upload.file_names()))
    assert look_after() == 0


def test_the_pauses_grow_to_a_day_and_a_disk_that_was_full_for_a_week_is_forgiven(author, disk):
    upload = a_picture(by=author)
    for name in upload.file_names()[1:]:
        default_storage.delete(name)
    disk.room, pauses = 0, []
    for _ in range(RARELY + 3):
        make_renditions.func(str(upload.pk))
        upload.refresh_from_db()
        pauses.append(round((upload.look_at - timezone.now()).total_seconds() / 60))
    assert pauses == [*(4**turn for turn in range(RARELY)), *[24 * 60] * 3]
    disk.room = None
    Upload.objects.update(look_at=timezone.now())
    assert look_after() == 1
    upload.refresh_from_db()
    assert upload.renditions
    assert upload.failures == 0


class Killed(BaseException):
    """As when the kernel ends the worker: nothing that comes after is done."""


def test_a_try_that_ends_its_worker_counts_and_is_given_up_in_the_end(author, monkeypatch, caplog, browse, capsys):
    upload = a_picture(by=author)
    fine, make = Upload.objects.get(), pictures._make
    Upload.objects.update(renditions=[])

    def end(upload):
        counted.append(Upload.objects.get(pk=upload.pk).failures)
        raise Killed

    counted = []
    monkeypatch.setattr(pictures, "_make", end)
    for _ in range(GIVE_UP):
        Upload.objects.update(look_at=timezone.now())
        assert look_after() == 1  # tests do the work at once, and survive it
    assert counted == list(range(1, GIVE_UP + 1)), "each before its work begins"
    Upload.objects.update(look_at=timezone.now())
    assert look_after() == 0
    make_renditions.func(str(upload.pk))  # a task of its that was put back
    assert len(counted) == GIVE_UP
    assert Upload.objects.get().url.endswith("/master.jpg")

    operator = browse(UserFactory(is_staff=True, is_superuser=True))
    other = a_picture(by=author)
    listed = operator.get("/admin/pictures/upload/?renditions=given-up").content.decode()
    assert str(upload.pk) in listed
    assert str(other.pk) not in listed
    monkeypatch.setattr(pictures, "_make", make)
    call_command("retry_pictures")
    assert str(upload.pk) in capsys.readouterr().out
    assert look_after() == 1
    upload.refresh_from_db()
    assert (upload.renditions, upload.failures) == (fine.renditions, 0)


@pytest.mark.parametrize("damage", ["gone", "empty", "cut off", "never made"])
def test_housekeeping_finds_what_is_missing_and_pages_do_without_until_it_is_made(damage, author, monkeypatch):
    upload = a_picture(by=author, size=(900, 600))
    place = Path(default_storage.path(upload.file_name(800, "webp")))
    if damage == "gone":
        place.unlink()
    elif damage == "never made":
        Upload.objects.update(renditions=[])
    else:
        place.write_bytes(b"" if damage == "empty" else place.read_bytes()[:-20])
    Upload.objects.update(look_at=timezone.now())
    queued = []
    with monkeypatch.context() as patch:
        patch.setattr(type(make_renditions), "enqueue", lambda task, number: queued.append(number))
        assert keep_house()["pictures looked after"] == 1
        assert look_after() == 0, "it is in the queue now"
    assert queued == [str(upload.pk)]
    assert Upload.objects.get().sources() == []
    make_renditions.func(queued[0])
    again = Upload.objects.get()
    assert len(again.renditions) == 9
    assert Image.open(BytesIO(place.read_bytes())).size == (800, 533)


def test_what_an_earlier_release_left_cut_off_is_found_once(author):
    """Nobody counted its bytes, and it is listed as made."""
    upload = a_picture(by=author, size=(900, 600))
    place = Path(default_storage.path(upload.file_name(400, "avif")))
    place.write_bytes(place.read_bytes()[:30])
    Upload.objects.update(size=0, look_at=timezone.now())
    assert look_after() == 1
    upload.refresh_from_db()
    assert Image.open(BytesIO(place.read_bytes())).size == (400, 267)
    assert upload.size > 0
    Upload.objects.update(look_at=timezone.now())
    assert look_after() == 0
    assert Upload.objects.get().look_at > timezone.now() + timedelta(hours=23)


def test_a_master_that_is_gone_stops_nothing_else(author):
    lost, other = a_picture(by=author), a_picture(by=author)
    default_storage.delete(lost.file_name())
    Upload.objects.update(renditions=[], look_at=timezone.now())
    assert look_after() == 2
    lost.refresh_from_db()
    other.refresh_from_db()
    assert (lost.failures, other.failures) == (1, 0)
    assert other.renditions


def test_renditions_of_what_was_discarded_meanwhile_are_not_left_behind(author, monkeypatch):
    upload = a_picture(by=author)
    number, make = str(upload.pk), pictures._make

    def discarded_meanwhile(picture):
        discard(Upload.objects.get(pk=number))
        return make_into_nothing(picture)

    def make_into_nothing(picture):
        default_storage.save(picture.file_name(400, "jpg"), picture_file())
        return [[400, "jpg"]], 10

    monkeypatch.setattr(pictures, "_make", discarded_meanwhile)
    make_renditions.func(number)
    monkeypatch.setattr(pictures, "_make", make)
    assert files() == []


def test_discarding_takes_what_a_kill_has_left_too(author):
    upload = a_picture(by=author)
    folder = Path(default_storage.path(upload.folder))
    (folder / ".800.jpg.1234.part").write_bytes(b"half of it")
    discard(upload)
    assert not folder.exists()


def test_files_that_cannot_be_deleted_are_logged_and_stop_nothing(author, monkeypatch, caplog):
    upload = a_picture(by=author)

    def refuse(storage, name):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(FileSystemStorage, "delete", refuse)
    discard(upload)
    assert not Upload.objects.exists()
    assert "could not be deleted" in caplog.text


# -- a real disk -------------------------------------------------------------------------------------------

CHILD = """
import io, os, resource, sys
os.environ |= {"COLOPHON_MODE": "test", "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": "postgres://x/x"}
import django
django.setup()
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from config.files import write_whole
settings.MEDIA_ROOT = sys.argv[1]
default_storage.save("pictures/a/master.jpg", ContentFile(b"old" * 10))
write_whole(sys.argv[1] + "/secret", b"old" * 10)
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, resource.RLIM_INFINITY))
for work in (
    lambda: default_storage.save("pictures/a/master.jpg", ContentFile(b"new" * 10_000)),
    lambda: default_storage.save("pictures/b/master.jpg", ContentFile(b"new" * 10_000)),
    lambda: write_whole(sys.argv[1] + "/secret", b"new" * 10_000),
):
    try:
        work()
    except OSError as problem:
        print(type(problem).__name__, problem.errno)
"""


def test_a_file_system_that_stops_in_the_middle_leaves_the_old_file_and_no_half(tmp_path):
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    done = subprocess.run(
        [sys.executable, "-c", CHILD, tmp_path / "media"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.splitlines() == [f"OSError {errno.EFBIG}"] * 3, done.stderr
    found = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {"media/pictures/a/master.jpg": b"old" * 10, "media/secret": b"old" * 10}


def test_what_is_saved_under_the_same_name_replaces_what_was_there():
    for content in (b"first", b"second"):
        assert default_storage.save("pictures/x.jpg", ContentFile(content)) == "pictures/x.jpg"
    assert files() == ["x.jpg"]
    with default_storage.open("pictures/x.jpg") as file:
        assert file.read() == b"second"
