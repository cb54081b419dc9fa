"""What one picture may cost, and what one person may add."""

import struct
import threading
import time
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from pictures import limits, reading
from pictures.models import Upload
from pictures.reading import read_picture
from pictures.services import store_picture
from review import kinds, services
from tests.drawn import a_picture, picture_file
from tests.factories import SubmissionFactory
from tests.helpers import at_once
from tests.pages import Visitor
from tests.pictures.icc import PROFILES

# -- what a picture costs ----------------------------------------------------------------------------------


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(wide, high, bits, colour_type, *more, data=b"\0" * 2000):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, bits, colour_type, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


MEGABYTE = 2**20
TOO_MUCH = {  # what asks for more than 8 MB: the bytes that a pixel takes are counted, not the pixels
    "RGB": png(1700, 1700, 8, 2),
    "RGBA": png(1700, 1700, 8, 6),
    "RGBA of 16 bits": png(1030, 1030, 16, 6),
    "RGB of 16 bits": png(1200, 1200, 16, 2),
    "grey": png(3000, 3000, 8, 0),
    "grey of 16 bits": png(2100, 2100, 16, 0),
    "palette": png(3000, 3000, 8, 3, chunk(b"PLTE", bytes(6))),
    "one bit": png(3000, 3000, 1, 0),
    "interlaced": png(1700, 1700, 8, 2).replace(b"\x08\x02\0\0\0", b"\x08\x02\0\0\1"),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_a_picture_that_wants_too_much_memory_is_refused_before_it_is_unpacked(name, monkeypatch):
    monkeypatch.setattr(limits, "MEMORY", 8 * MEGABYTE)
    loads = []
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda image: loads.append(image))
    data = TOO_MUCH[name]
    if name == "interlaced":  # its head changed, and with it the sum behind it
        data = data[:29] + struct.pack(">I", zlib.crc32(data[12:29])) + data[33:]
    with pytest.raises(ValidationError, match=r"more pixels \(\d+ million\) than can be unpacked here.*3,000 pixels"):
        read_picture(BytesIO(data))
    assert loads == []


def saved(size, form, **options):
    out = BytesIO()
    Image.new(options.pop("mode", "RGB"), size, options.pop("colour", "teal")).save(out, form, **options)
    return BytesIO(out.getvalue())


def test_what_a_decoder_keeps_beside_the_picture_counts_too(monkeypatch):
    monkeypatch.setattr(limits, "MEMORY", 8 * MEGABYTE)
    for form in ("WEBP", "AVIF"):
        assert read_picture(saved((600, 600), form)).size == (600, 600)
        with pytest.raises(ValidationError, match="than can be unpacked"):
            read_picture(saved((800, 800), form))
    monkeypatch.setattr(limits, "MEMORY", 16 * MEGABYTE)
    # a JPEG that comes row by row is made smaller on the way; one that comes in rounds is kept whole until the last
    assert read_picture(saved((4800, 3200), "JPEG")).size == (2400, 1600)
    for progressive in ({"subsampling": 0}, {"subsampling": 2}):
        with pytest.raises(ValidationError, match="than can be unpacked"):
            read_picture(saved((4800, 3200), "JPEG", progressive=True, **progressive))
    assert read_picture(saved((1200, 900), "JPEG", progressive=True)).size == (1200, 900)


def test_a_jpeg_whose_colours_come_one_after_another_is_counted_as_one_in_rounds(monkeypatch):
    data = saved((4800, 3200), "JPEG").read()
    start = data.index(b"\xff\xda")
    alone = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0"  # a first scan of one colour
    monkeypatch.setattr(limits, "MEMORY", 16 * MEGABYTE)
    assert read_picture(BytesIO(data)).size == (2400, 1600)
    with pytest.raises(ValidationError, match="than can be unpacked"):
        read_picture(BytesIO(data[:start] + alone + data[start + 14 :]))


def test_a_jpeg_of_endless_rounds_is_refused():
    data = saved((4000, 3000), "JPEG", progressive=True).read()
    last = data[data.rindex(b"\xff\xda") : -2]
    with pytest.raises(ValidationError, match="put together in an unusual way"):
        read_picture(BytesIO(data[:-2] + last * 100 + data[-2:]))


EXPLOSIVE = zlib.compress(b"\0" * 60 * MEGABYTE, 9)


@pytest.mark.parametrize(
    "more",
    [
        [chunk(b"zTXt", b"Comment\0\0" + EXPLOSIVE)] * 3,
        [chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + EXPLOSIVE)] * 3,
        [chunk(b"iCCP", b"p\0\0" + EXPLOSIVE)],
        [chunk(b"iCCP", b"p\0\0not packed at all")],
        [chunk(b"tEXt", b"Comment\0" + b"x" * 2 * MEGABYTE)],
    ],
    ids=["zTXt", "iTXt", "iCCP", "broken iCCP", "tEXt"],
)
def test_what_explodes_beside_the_pixels_is_left_packed_and_the_picture_taken(more, monkeypatch):
    sizes = []
    unpack = zlib.decompressobj

    def watched():
        unpacking = unpack()

        class Watched:
            def decompress(self, data, most=0):
                done = unpacking.decompress(data, most)
                sizes.append(len(done))
                return done

            unconsumed_tail = property(lambda self: unpacking.unconsumed_tail)

        return Watched()

    monkeypatch.setattr(reading.zlib, "decompressobj", watched)
    data = png(30, 20, 8, 0, *more, data=(b"\0" + b"\x55" * 30) * 20)
    assert read_picture(BytesIO(data)).getpixel((5, 5)) == (0x55, 0x55, 0x55)
    assert max(sizes, default=0) <= MEGABYTE


def test_a_profile_of_ordinary_size_is_unpacked():
    data = png(30, 20, 8, 2, chunk(b"iCCP", b"p\0\0" + zlib.compress(PROFILES["Adobe RGB"])), data=b"\0" * 91 * 20)
    assert read_picture(BytesIO(data)).size == (30, 20)


def test_one_picture_is_read_at_a_time(monkeypatch):
    inside, most, slow = [], [], reading._decode

    def decode(data):
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.05)
        image = slow(data)
        inside.pop()
        return image

    monkeypatch.setattr(reading, "_decode", decode)
    threads = [threading.Thread(target=read_picture, args=(picture_file(),)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert most == [1] * 6


def test_who_waits_too_long_is_told_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(limits, "PATIENCE", 0.05)
    with reading._turn, pytest.raises(ValidationError, match="Please add this one again in a minute"):
        read_picture(picture_file())
    assert read_picture(picture_file()).size == (60, 40)
    for bad in (b"", b"\x89PNG\r\n\x1a\n", b"%PDF"):
        with pytest.raises(ValidationError):
            read_picture(BytesIO(bad))
    assert read_picture(picture_file()).size == (60, 40), "what is refused lets go of its turn"


# -- what a person may add ---------------------------------------------------------------------------------


def over(seconds, monkeypatch):
    """Let so much time pass for whoever counts."""
    later = timezone.now() + timedelta(seconds=seconds)
    monkeypatch.setattr("config.limits.timezone.now", lambda: later)


def test_so_many_a_minute_and_so_many_an_hour(author, colleague, monkeypatch):
    monkeypatch.setattr(limits, "A_MINUTE", 3)
    monkeypatch.setattr(limits, "AN_HOUR", 6)
    for _ in range(3):
        a_picture(by=author)
    with pytest.raises(
        ValidationError, match=r"as many pictures within a minute as one may \(3\)\. Please wait a minute"
    ):
        a_picture(by=author)
    a_picture(by=colleague)
    over(61, monkeypatch)
    for _ in range(3):
        a_picture(by=author)
    over(61, monkeypatch)
    with pytest.raises(
        ValidationError, match=r"as many pictures within an hour as one may \(6\)\. Please wait an hour"
    ):
        a_picture(by=author)
    over(3600, monkeypatch)
    a_picture(by=author)
    assert Upload.objects.filter(owner=author.pk).count() == 7


def test_files_that_are_refused_count_as_tries(author, monkeypatch):
    monkeypatch.setattr(limits, "A_MINUTE", 3)
    for _ in range(3):
        with pytest.raises(ValidationError, match="not a picture we can read"):
            store_picture(BytesFile(b"%PDF"), by=author)
    with pytest.raises(ValidationError, match="within a minute"):
        a_picture(by=author)
    assert not Upload.objects.exists()


class BytesFile(BytesIO):
    name = "file.jpg"

    @property
    def size(self):
        return len(self.getvalue())


def test_a_person_may_have_so_many_pictures(author, colleague, monkeypatch):
    monkeypatch.setattr(limits, "PER_PERSON", 2)
    kept = [a_picture(by=author), a_picture(by=author)]
    with pytest.raises(ValidationError, match="as much here as one person may, 2 pictures or"):
        a_picture(by=author)
    assert list(Upload.objects.order_by("created_at")) == kept
    assert len(default_storage.listdir("pictures")[0]) == 2, "no file is left of what was refused"
    a_picture(by=colleague)


def test_a_person_may_have_so_many_bytes_with_all_renditions_counted(author, monkeypatch):
    first = a_picture(by=author, size=(900, 600))
    assert first.size == sum(default_storage.size(name) for name in first.file_names())
    assert len(first.file_names()) == 10
    monkeypatch.setattr(limits, "BYTES_PER_PERSON", first.size + 100)
    with pytest.raises(ValidationError, match="as much here as one person may"):
        a_picture(by=author, size=(900, 600))
    monkeypatch.setattr(limits, "BYTES_PER_PERSON", first.size * 2)
    a_picture(by=author, size=(900, 600))


def test_room_is_made_by_what_nothing_shows_any_more(author, library, monkeypatch):
    monkeypatch.setattr(limits, "PER_PERSON", 3)
    shown, replaced, fresh = a_picture(by=author), a_picture(by=author), a_picture(by=author)
    row = {"picture": str(shown.pk), "alt": "A map", "credit": ""}
    SubmissionFactory(author=author, institution=library, pictures=[row])
    long_ago = timezone.now() - timedelta(hours=2)
    Upload.objects.filter(pk=replaced.pk).update(unshown_since=long_ago)
    new = a_picture(by=author)
    assert set(Upload.objects.all()) == {shown, fresh, new}
    assert not default_storage.exists(replaced.file_name())
    with pytest.raises(ValidationError, match="as one person may"):
        a_picture(by=author)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "words"), [("A_MINUTE", "within a minute"), ("PER_PERSON", "as one person may")])
def test_parallel_uploads_do_not_wash_a_limit_away(name, words, author, monkeypatch):
    monkeypatch.setattr(limits, name, 3)
    results = at_once(*[lambda: store_picture(picture_file(), by=author)] * 8)
    added = [result for result in results if isinstance(result, Upload)]
    refused = [result for result in results if isinstance(result, ValidationError)]
    assert (len(added), len(refused)) == (3, 5)
    assert all(words in refusal.messages[0] for refusal in refused)
    assert Upload.objects.count() == 3
    assert len(default_storage.listdir("pictures")[0]) == len({upload.pk.hex[:2] for upload in added})


def test_beyond_a_limit_what_was_typed_is_saved(author, library, browse, monkeypatch):
    monkeypatch.setattr(limits, "A_MINUTE", 1)
    a_picture(by=author)
    draft = services.start(kinds.get("showcase"), by=author, institution=library)
    visitor = Visitor(browse(author))
    visitor.open(reverse("submission-step", args=[draft.pk, "pictures"]))
    page = visitor.press("Save", {"pictures-0-picture": picture_file(), "pictures-0-alt": "A map of the coast"})
    assert page.status == 422
    assert "You have added as many pictures within a minute as one may (1)." in page
    draft.refresh_from_db()
    assert draft.content["pictures"] == [{"picture": "", "alt": "A map of the coast", "credit": ""}]
