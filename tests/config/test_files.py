"""Files that are there whole or not at all, wherever one is written."""

import errno
import os
import stat

import pytest
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage

from config.files import whole, write_whole
from config.mail import FileBackend
from config.storage import MediaStorage, StaticStorage
from demo.serving import Demo


def refuse(*args, **options):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full_at(monkeypatch):
    """full_at("fsync"): the disk refuses at this call of the system."""
    return lambda call: monkeypatch.setattr(os, call, refuse)


def names(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_is_written_with_its_mode(tmp_path):
    write_whole(tmp_path / "secret", b"words", mode=0o600)
    assert (tmp_path / "secret").read_bytes() == b"words"
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert names(tmp_path) == ["secret"]


@pytest.mark.parametrize("call", ["fsync", "open"])
def test_what_the_disk_refuses_leaves_what_was_there(call, tmp_path, full_at):
    write_whole(tmp_path / "file", b"old")
    full_at(call)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_whatever_interrupts_it_leaves_no_half(tmp_path):
    def interrupted():
        with whole(tmp_path / "file") as part:
            part.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert names(tmp_path) == []


@pytest.mark.parametrize("storage", [MediaStorage, StaticStorage])
def test_storages_write_whole_files(storage, tmp_path, full_at):
    place = storage(location=tmp_path, base_url="/x/")
    assert place._save("css/a.css", ContentFile(b"old")) == "css/a.css"
    full_at("fsync")
    for name in ("css/a.css", "css/b.css"):
        with pytest.raises(OSError, match="No space left"):
            place._save(name, ContentFile(b"new"))
    assert names(tmp_path) == ["a.css"]
    assert (tmp_path / "css" / "a.css").read_bytes() == b"old"


def test_a_message_is_a_whole_file_or_none_and_is_tried_again(tmp_path, settings, full_at):
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    FileBackend().send_messages([EmailMessage("One", "Text", to=["a@x.example"])])
    full_at("fsync")
    with pytest.raises(OSError, match="No space left"):  # which `deliver` takes as a reason to try later
        FileBackend().send_messages([EmailMessage("Two", "Text", to=["a@x.example"])])
    assert len(names(tmp_path)) == 1
    assert "One" in names(tmp_path)[0]


def test_the_demo_has_a_secret_or_none(tmp_path, full_at):
    """An empty one would keep it from starting for ever."""
    demo = Demo(8000, tmp_path)
    full_at("fsync")
    with pytest.raises(OSError, match="No space left"):
        demo._environment()
    assert names(tmp_path) == []


def test_the_secret_of_the_demo_is_kept_and_nobody_elses(tmp_path):
    (tmp_path / "secret").touch()  # as an earlier release left it on a full disk
    first = Demo(8000, tmp_path)._environment()["SECRET_KEY"]
    assert len(first) > 40
    assert Demo(8000, tmp_path)._environment()["SECRET_KEY"] == first
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
